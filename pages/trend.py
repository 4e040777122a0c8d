"""Trend: one measure over time for one area, beside others, and taken apart."""

import streamlit as st

from ijb import controls, frame, sentences
from ijb.charts import blocks, lines, status, svg
from ijb.views import comparison, parts, trend

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
line = trend.line(view.store, asked)
others = trend.others(view.store, asked, [*trend.compared(view.store, asked, view.comparator), *more], line)
with head:
    frame.title(view, trend.page_title(view.store, asked))
with body:
    frame.html(blocks.finding(line.title, trend.subtitle(asked, line, others)))
    if line.latest is None:
        frame.html(blocks.paragraph(trend.nothing(line, others)))
    if line.latest is not None or others:
        chart = lines.trend(
            line.frame,
            limits=trend.limits_drawn(line, others),
            breaks=trend.break_heads(measure, line, others),
            others=others,
            unit=asked.unit,
            better_words=sentences.upward_direction(measure),
            theme=view.theme,
            title=view.store.area(area)["short_name"],
            fmt=comparison.axis_format(measure),
        )
        frame.chart(chart, trend.alt(asked, line, others), "trend")
        frame.html(
            status.key_html(trend.marks_shown(line), None, trend.key_extras(line, others)),
            blocks.paragraph(trend.said(asked, line)),
        )

pieces = parts.parts(view.store, asked)
if len(pieces):
    frame.html(blocks.finding(parts.title(asked, pieces), parts.subtitle(asked)))
    if parts.can_stack(asked) and controls.stacked():
        chart = lines.stacked(
            pieces, parts.order(pieces), unit=asked.unit, theme=view.theme, fmt=comparison.axis_format(measure)
        )
        frame.chart(chart, parts.alt(asked, pieces), "parts")
    else:
        frame.html(svg.small_multiples(parts.panels(pieces), parts.alt(asked, pieces), parts.tick_text(measure)))
    frame.html(blocks.note(parts.held_to(pieces, line)), parts.drill_links(asked, pieces, view.choices))
    frame.parts_beneath(view, measure, parts.download(view.store, asked, pieces))

figure = frame.Figure(area, breakdown, basis, trend.latest_period(line)) if line.latest is not None else None
frame.beneath(view, measure, trend.download(view.store, asked, line), show_table=True, figure=figure)
frame.end(view)
