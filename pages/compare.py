"""Compare areas: one measure, all the areas side by side."""

import streamlit as st

from ijb import controls, frame, sentences
from ijb.charts import blocks, dots, spine, status, table, tiles
from ijb.views import areas, comparison

view = frame.begin("compare")
frame.title("Compare areas")

places = st.columns([5, 4, 3, 3])
measure = controls.measure(view.store, "delayed_beds_rate", place=places[0])
breakdown = controls.breakdown(measure, view.store.breakdowns(measure.id), places[1])
period = controls.period(view.store, measure, breakdown, places[2])
basis = controls.prices(view.store, measure, places[1])
order = controls.choose("Order", "sort", list(comparison.ORDERS), comparison.ORDERS, "value", places[3])

question = areas.Question(measure, breakdown, basis, period)
rows = comparison.ordered(areas.rows(view.store, question, view.area, view.comparator, view.choices), order)
scotland = areas.scotland_row(view.store, question)
both = comparison.with_scotland(rows, scotland)

frame.html(blocks.finding(comparison.title(question, rows), comparison.subtitle(question, rows)))
if rows["value"].isna().all():
    frame.html(blocks.paragraph(comparison.nothing(question, rows, scotland)))
else:
    left, right = st.columns([8, 5], gap="large")
    with left:
        frame.chart(
            dots.ranked_dots(
                rows,
                comparison.dashed(scotland),
                sentences.axis_direction(measure),
                question.unit,
                areas.range_words(measure),
                view.theme,
                comparison.axis_format(measure),
            ),
            comparison.alt(question, rows, scotland),
            "ranked",
        )
    with right:
        frame.html(
            status.key_html(
                comparison.marks_shown(rows), comparison.own_name(rows), comparison.chart_extras(rows, view.comparator)
            )
        )
        if question.level == "ijb":
            frame.html(
                blocks.note(comparison.map_subtitle(question)),
                tiles.tile_map(comparison.as_tiles(question, rows), comparison.map_subtitle(question)),
            )
        frame.html(*comparison.own_block(question, rows, view.comparator, both))
    frame.html(blocks.note(comparison.missing(rows)))
    frame.html(
        table.table(
            both,
            comparison.columns(question, view.comparator),
            comparison.table_title(question, rows, order),
            own=view.area,
            scotland_first=True,
        )
    )
    if question.level == "ijb":
        frame.html(
            blocks.finding(comparison.boards_title(rows), comparison.boards_subtitle(question)),
            spine.board_strips(rows, comparison.dashed(scotland), comparison.boards_sentence(question, rows)),
        )

frame.beneath(view, measure, comparison.download(question, both), show_table=False)
frame.end(view)
