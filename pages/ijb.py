"""One IJB: who it is, where it stands out, and a row a measure."""

import streamlit as st

from ijb import frame, taking
from ijb.charts import blocks, status, table
from ijb.views import board, measure_rows, one_ijb, signals, standing_out

view = frame.begin("ijb")
frame.title(view, f"{view.own['name']}: how it compares")
rows = measure_rows.rows(view.store, view.area, view.comparator, view.choices)
frame.html(blocks.facts(one_ijb.facts(view.store, view.area)))
frame.add(view, "ijb_who")

frame.html(blocks.heading("Where it stands out"))
columns = dict(zip(("worse", "better"), st.columns(2, gap="large")))
for side, head in standing_out.heads(view.own).items():
    with columns.get(side, st.container()):
        found = standing_out.standing_out(view.store, rows, side)
        tone = side if side in columns else "soft"
        frame.html(blocks.stands(head, tone, found, standing_out.none_words(rows, side)))
frame.add(view, "ijb_stands_out")

if view.own["level"] == "ijb":
    frame.html(signals.pointer(view.store, view.area, view.choices))

drawn, heads = one_ijb.with_ends(rows, view.store.measures)
frame.html(
    blocks.heading("Every measure"),
    status.key_html([], one_ijb.key_name(view.own), one_ijb.key_extras(view.comparator)),
    table.table(
        drawn,
        one_ijb.columns(view.own, view.comparator),
        f"Every measure for {view.own['name']}",
        group="theme",
        group_heads=heads,
        hide_caption=True,
    ),
)
frame.add(view, "ijb_measures")

if view.own["level"] == "ijb" and not view.store.names_hidden:
    frame.html(
        blocks.finding(board.title(view.store, view.own), board.subtitle(view.store)),
        table.table(
            board.rows(view.store, view.own, view.choices),
            board.columns(),
            board.title(view.store, view.own),
            own=view.area,
            hide_caption=True,
        ),
    )
    frame.add(view, "ijb_board")
taking.of_area(view)
frame.take_away(view, one_ijb.download(view.store, view.own))
frame.end(view)
