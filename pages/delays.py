"""Delays: where the days are, by reason, age and month, by residence and by treatment."""

import streamlit as st

from ijb import controls, frame
from ijb.charts import blocks, status, table
from ijb.store import SCOTLAND
from ijb.views import (
    delays,
    delays_falls,
    delays_reasons,
    delays_shares,
    delays_treatment,
    measure_rows,
    one_ijb,
    over_time,
    parts,
    trend,
)

view = frame.begin("delays")
measure = view.store.measures[delays.RESIDENCE]
figures = delays.held(view.store, view.area)
months = delays.months(figures)

if not months:
    frame.title(view, f"{view.own['name']}: delayed discharges")
    frame.html(blocks.paragraph(delays.NOTHING))
    frame.end(view)
    st.stop()

head = st.container()
places = st.columns(3)
chosen = controls.choose("Month", "month", list(months), lambda key: months[key].label, next(iter(months)), places[0])
age = controls.choose("Age", "age", list(delays.AGES), delays.AGES, "", places[1])
month = months[chosen]
with head:
    frame.title(view, f"{view.own['name']}: delayed discharges")
    frame.html(
        blocks.lead(delays.lead(view.store, view.area, view.comparator, figures, month)),
        blocks.note(f"{delays.held_to(view.store, view.area, figures)} {delays.CAUTIONS}"),
    )

asked = delays_reasons.asked_of(view.store, view.area, age)
pieces = delays_reasons.pieces(view.store, asked, month)
frame.show(delays_reasons.drawn(asked, pieces, age, view.theme), "reasons")
frame.add(view, "delays_reasons", month=chosen, age=age)
reason, _ = delays_reasons.told(asked, pieces)
receipt = frame.Figure(view.area, reason, "", month)
frame.beneath(view, measure, parts.download(view.store, asked, pieces), True, receipt, of="the reasons by month")

counted = delays_reasons.counted(view.store, figures, month, age)
caption = delays_reasons.title(counted, month, age)
frame.html(
    blocks.finding(caption, delays_reasons.subtitle(month, age)),
    table.table(
        delays_reasons.rows(counted), delays_reasons.columns(age), caption, own=delays_reasons.WHOLE, hide_caption=True
    ),
    blocks.paragraph(delays_reasons.said(counted, age)),
    blocks.note(delays.SOURCE_ABOVE),
)
frame.add(view, "delays_counted", month=chosen, age=age)
frame.downloads(view, delays_reasons.download(view.store, view.area, counted, month, age), "the reasons by age")

awi = trend.Asked(view.store.measures[delays.AWI], "", "", view.area, "recent")
shown = over_time.over_time(view.store, awi, view.comparator, view.theme)
frame.show(delays.guardianship(shown), "awi")
if shown.drawing.figure is not None:
    frame.add(view, "delays_awi")
receipt = frame.Figure(view.area, "", "", trend.latest_period(shown.line)) if shown.line.latest is not None else None
below = trend.download(view.store, awi, shown.line)
frame.beneath(view, awi.measure, below, True, receipt, of="the guardianship delays", source=delays.SAME_SOURCE)

shares = delays_shares.shares(view.store)
if shares:
    frame.show(delays_shares.drawn(view.store, view.area, shares, view.choices, view.theme), "shares")
    hidden = view.store.names_hidden
    frame.html(blocks.paragraph(delays_shares.said(shares, hidden)))
    frame.add(view, "delays_shares")
    below = delays_shares.download(shares)
    frame.beneath(view, measure, below, not hidden, of="the shares", source=delays.SAME_SOURCE)

treated = view.store.measures[delays_treatment.TREATMENT]
if view.area == SCOTLAND:
    boards = delays_treatment.boards(view.store)
    caption = delays_treatment.boards_title(boards)
    drawn, columns = delays_treatment.boards_drawn(boards), delays_treatment.boards_columns()
    shown = table.table(drawn, columns, caption, scotland_first=True, hide_caption=True)
    frame.html(
        blocks.finding(caption, delays_treatment.boards_subtitle()),
        blocks.paragraph(delays_treatment.BOARDS_HIDDEN) if view.store.names_hidden else shown,
        blocks.note(delays_treatment.TWO_FILES),
    )
    if not view.store.names_hidden:
        frame.add(view, "delays_treatment")
    frame.beneath(view, treated, delays_treatment.boards_download(view.store, boards), False, of="the boards")
elif why := delays_treatment.left_out(view.store, view.own["health_board_code"]):
    frame.html(blocks.paragraph(why))
else:
    board = view.own["health_board_code"]
    both = delays_treatment.both(view.store, board)
    drawing = delays_treatment.drawn(view.store, board, both, view.theme)
    frame.show(drawing, "treatment")
    frame.add(view, "delays_treatment")
    drawn, columns = delays_treatment.rows(view.store, board, both, view.choices), delays_treatment.columns(both)
    frame.html(
        table.table(drawn, columns, drawing.title, own=view.area, hide_caption=True),
        blocks.note(delays_treatment.TWO_FILES),
    )
    frame.beneath(view, treated, delays_treatment.download(view.store, board, both), True, of="the two counts")

falls = delays_falls.falls(view.store, view.area)
if falls:
    caption = delays_falls.title(view.store, view.area, falls)
    drawn, columns = delays_falls.rows(falls), delays_falls.columns(view.store, view.area, falls)
    frame.html(
        blocks.finding(caption, delays_falls.subtitle(falls)),
        table.table(drawn, columns, caption, own=delays_falls.WHOLE, hide_caption=True),
        blocks.paragraph(delays_falls.said(view.store, view.area, falls)),
        blocks.paragraph(delays_falls.NOT_A_FORECAST),
        blocks.note(f"{delays_falls.HOW}{delays_falls.whose_median(view.store, view.area)} {delays.SOURCE_ABOVE}"),
    )
    frame.add(view, "delays_falls")
    frame.downloads(view, delays_falls.download(view.store, view.area, falls), "the arithmetic")
else:
    frame.html(blocks.paragraph(delays_falls.nothing(view.store, view.area)))

rows = measure_rows.rows(view.store, view.area, view.comparator, view.choices, only=delays.MEASURES)
drawn, heads = one_ijb.with_ends(rows, view.store.measures)
caption = f"Measures of delays for {view.own['name']}"
frame.html(
    blocks.finding(caption, "Choose a name for the trend of that measure, its definition and what it can be used for."),
    status.key_html([], one_ijb.key_name(view.own), one_ijb.key_extras(view.comparator)),
    table.table(
        drawn,
        one_ijb.columns(view.own, view.comparator),
        caption,
        group="theme",
        group_heads=heads,
        hide_caption=True,
    ),
)
frame.add(view, "delays_measures")
frame.downloads(view, delays.download(view.store, view.area), "the measures")
frame.link_to_view(view)
frame.end(view)
