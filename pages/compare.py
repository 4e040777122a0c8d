"""Compare areas: one measure, all the areas side by side."""

import streamlit as st

from ijb import controls, frame, sentences
from ijb.charts import blocks, dots, spine, status, table, tiles
from ijb.views import areas, comparison

view = frame.begin("compare")
frame.title("Compare areas")

places = st.columns(3)
measure = controls.measure(view.store, "delayed_beds_rate", place=places[0])
breakdown = controls.breakdown(measure, view.store.breakdowns(measure.id), places[1])
basis = controls.prices(view.store, measure, places[1])
period = controls.period(view.store, measure, breakdown, places[2])

question = areas.Question(measure, breakdown, basis, period)
rows = areas.rows(view.store, question, view.area, view.comparator, view.choices)
scotland = areas.scotland_row(view.store, question)

frame.html(blocks.finding(comparison.title(question, rows), comparison.subtitle(question, rows)))
if rows["value"].isna().all():
    frame.html(blocks.paragraph(comparison.nothing(question, rows, scotland)))
else:
    left, right = st.columns([8, 5], gap="large")
    order = controls.choose("Order", "sort", list(comparison.ORDERS), comparison.ORDERS, "value", right)
    rows = comparison.ordered(rows, order)
    with left:
        chart = dots.ranked_dots(
            rows,
            comparison.dashed(scotland),
            sentences.axis_direction(measure),
            question.unit,
            areas.range_words(measure),
            view.theme,
            comparison.axis_format(measure),
        )
        frame.chart(chart, comparison.alt(question, rows, scotland), "ranked")
    with right:
        extras = comparison.chart_extras(rows, view.comparator)
        frame.html(status.key_html(comparison.marks_shown(rows), comparison.own_name(rows), extras))
        if question.level == "ijb":
            words = comparison.map_subtitle(question, rows)
            frame.html(blocks.note(words), tiles.tile_map(comparison.as_tiles(question, rows), words))
        frame.html(*comparison.own_block(question, rows, view.comparator))
    frame.html(blocks.note(comparison.missing(rows)))
    both, columns = comparison.with_scotland(rows, scotland), comparison.columns(question, view.comparator)
    caption = comparison.table_title(question, rows, order)
    frame.html(table.table(both, columns, caption, own=view.area, scotland_first=True))
    if question.level == "ijb":
        words = comparison.boards_sentence(question, rows)
        frame.html(
            blocks.finding(comparison.boards_title(rows), comparison.boards_subtitle(question)),
            spine.board_strips(rows, comparison.dashed(scotland), words),
        )

frame.beneath(view, measure, comparison.download(question, rows, scotland), show_table=False)
frame.end(view)
