"""Money: what is spent, what a unit costs, what the accounts say, and what has been reported."""

import streamlit as st

from ijb import controls, frame
from ijb.charts import blocks, indicators, status, table
from ijb.views import about, accounts, evidence, measure_rows, money, one_ijb, over_time, trend

view = frame.begin("money")
frame.title(view, f"{view.own['name']}: money")
places = st.columns(3)
measure = controls.measure(view.store, money.SPEND, money.offered, places[0], themed=False)
basis = controls.prices(view.store, view.store.measures[money.SPEND], places[1])
frame.html(blocks.lead(money.lead(view.store, view.area, basis)))

asked = trend.Asked(measure, measure.default_breakdown, money.basis_of(measure, basis), view.area, "all")
shown = over_time.over_time(view.store, asked, view.comparator, view.theme)
frame.show(shown.drawing, "money")
if shown.drawing.figure is not None:
    frame.add(view, "money_over_time", measure=measure.id)
frame.html(money.compare_link(measure, view.choices))
figure = frame.figure_of(asked, shown.line)
frame.beneath(view, measure, trend.download(view.store, asked, shown.line), True, figure, of="the chart")

rows, heads = one_ijb.with_ends(
    money.rows(view.store, view.area, view.comparator, view.choices, basis), view.store.measures
)
frame.html(
    blocks.finding(money.table_title(view.own), money.table_subtitle(view.comparator)),
    status.key_html([], one_ijb.key_name(view.own), one_ijb.key_extras(view.comparator)),
    table.table(
        rows,
        one_ijb.columns(view.own, view.comparator),
        money.table_title(view.own),
        group="theme",
        group_heads=heads,
        hide_caption=True,
    ),
)
frame.html(money.care(view.store, view.area))
frame.add(view, "money_table")
frame.downloads(view, money.download(view.store, view.own), "these measures")

of_accounts = measure_rows.rows(
    view.store, view.area, view.comparator, view.choices, accounts.indicators(view.store), basis
)
held = accounts.state(view.store, view.area, of_accounts)
frame.html(blocks.finding(*accounts.heading(view.store, view.area, held, of_accounts)))
if held == "not_supplied":
    frame.template(view, "ijb_accounts")
if held != "not_applicable":
    frame.html(indicators.panels(accounts.panels(view.store, of_accounts)))
frame.add(view, "accounts")
if held == "held":
    drawing = accounts.reserves(view.store, view.area, view.theme)
    if drawing:
        frame.show(drawing, "reserves")
        by_year = accounts.reserves_rows(view.store, view.area, basis)
        words = "Reserves at the end of each year"
        frame.html(table.table(by_year, accounts.reserves_columns(), words, hide_caption=True))
        frame.add(view, "reserves")
    frame.html(blocks.paragraph(accounts.reserves_left(view.store, view.area)))
    savings = accounts.savings(view.store, view.area, basis)
    if len(savings):
        words = accounts.savings_title(savings)
        frame.html(
            blocks.finding(words, money.prices_said(view.store, basis)),
            table.table(savings, accounts.savings_columns(), words, hide_caption=True),
        )
        frame.add(view, "savings")
    frame.html(blocks.note(accounts.source_said(view.store, view.area)))
    frame.html(about.source_line(view.store, view.store.measures[accounts.TOTAL], view.today))
    frame.downloads(view, accounts.download(view.store, view.area), "the accounts")

reported = evidence.reported(view.store, view.area, "money")
frame.html(blocks.finding(evidence.title(view.store, view.area, reported), evidence.NOTE))
if len(reported):
    kinds = evidence.kinds(reported)
    every = tuple(evidence.every_kind(view.store))
    kind = controls.choose("Kind of figure", "kind", list(kinds), kinds, evidence.ALL, st.columns(3)[0], every)
    listed = evidence.of_kind(reported, kind)
    frame.html(
        table.table(evidence.table_rows(listed), evidence.columns(), "Reported figures", hide_caption=True),
        blocks.note(evidence.standings(listed)),
    )
    frame.add(view, "reported", kind=kind)
    frame.downloads(view, evidence.download(view.store, view.area, reported), "the reported figures")
frame.link_to_view(view)
frame.end(view)
