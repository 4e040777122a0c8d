"""Scotland at a glance: streamlit run dashboard.py."""

import streamlit as st

from ijb import controls, frame
from ijb.charts import blocks, status, tiles
from ijb.store import SCOTLAND
from ijb.views import areas, comparison, glance, signals

view = frame.begin("")
frame.title(view, "Scotland at a glance")

headlines = glance.headlines(view.store)
frame.html(
    blocks.lead(glance.lead(headlines)),
    blocks.figures([glance.figure(view.store, headline, view.area, view.today) for headline in headlines]),
    blocks.note(glance.waiting(view.store, view.today)),
)
frame.add(view, "glance_headlines")

left, right = st.columns([5, 4], gap="large")
with left:
    measure = controls.measure(view.store, "delayed_beds_rate", only=lambda each: each.areas == "residence")
    question = areas.default_question(view.store, measure, controls.colour(measure))
    choices = view.choices | {"measure": measure.id}
    rows = areas.rows(view.store, question, view.area, view.comparator, choices)
    words, key = comparison.map_subtitle(question, rows), (comparison.marks_shown(rows), comparison.own_name(rows))
    frame.html(blocks.finding(comparison.title(question, rows), words))
    if view.store.names_hidden:
        frame.html(blocks.paragraph(comparison.NO_MAP))
    else:
        frame.html(
            tiles.tile_map(comparison.as_tiles(question, rows), words),
            status.key_html(*key, comparison.map_extras(rows), own_shape="square"),
            blocks.note(comparison.missing(rows)),
        )
    chosen = {"measure": measure.id, "colour": question.answers}
    if rows["value"].notna().any():
        frame.add(view, "glance_map", **chosen)

with right:
    frame.html(
        blocks.heading("What changed with the latest data"),
        glance.changes_list(view.store, question, rows, choices),
        blocks.note(glance.revised(view.store)),
    )
    if glance.changes_said(view.store, question, rows):
        frame.add(view, "glance_changes", **chosen)
    frame.html(blocks.heading("Signals"), signals.pointer(view.store, "", view.choices | {"area": SCOTLAND}))
    frame.html(blocks.heading("How much is not known"), *glance.not_known(view.store))
    frame.add(view, "glance_not_known")

frame.html(blocks.heading("Where to start"), blocks.cards(glance.cards(view.own, choices)))
scotland = areas.scotland_row(view.store, question)
figure = frame.Figure(view.area, question.breakdown, question.basis, question.period)
frame.beneath(view, measure, comparison.download(question, rows, scotland), show_table=True, figure=figure)
frame.end(view)
