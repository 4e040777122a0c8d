"""Trend: one measure over time for one area, beside others, and taken apart."""

import streamlit as st

from ijb import controls, frame, taking
from ijb.charts import blocks
from ijb.views import over_time, parts, trend

view = frame.begin("trend")
head = st.container()
places = st.columns(3)
measure = controls.measure(view.store, "delayed_beds_rate", place=places[0])
breakdown = controls.breakdown(measure, view.store.breakdowns(measure.id), places[1])
basis = controls.prices(view.store, measure, places[1])
window = controls.window(measure, places[2])
body, below = st.container(), st.columns([8, 5])
more = controls.other_areas(view.store, measure, view.area, below[0])

area = trend.area_for(view.store, measure, view.area)
asked = trend.Asked(measure, breakdown, basis, area, window)
shown = over_time.over_time(view.store, asked, view.comparator, view.theme, more)
line = shown.line
with head:
    frame.title(view, trend.page_title(view.store, asked))
with body:
    frame.show(shown.drawing, "trend")
    chosen = {"measure": measure.id, "breakdown": breakdown, "window": window, "areas": ",".join(more)}
    if shown.drawing.figure is not None:
        frame.add(view, "trend", **chosen)

pieces = parts.parts(view.store, asked)
if len(pieces):
    frame.html(blocks.finding(parts.title(asked, pieces), parts.subtitle(asked)))
    stacked = parts.can_stack(asked) and controls.stacked()
    frame.show_untitled(over_time.taken_apart(view.store, asked, stacked, view.theme), "parts")
    frame.add(view, "trend_parts", **chosen)
    frame.html(blocks.note(parts.held_to(pieces, line)), parts.drill_links(asked, pieces, view.choices))
    frame.parts_beneath(view, measure, parts.download(view.store, asked, pieces))

figure = frame.figure_of(asked, line)
frame.beneath(view, measure, trend.download(view.store, asked, line), show_table=True, figure=figure)
taking.of_measure(view, measure)
frame.end(view)
