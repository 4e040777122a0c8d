"""Compare areas: one measure, all the areas side by side; or every measure in one table."""

import streamlit as st

from ijb import controls, frame, sentences, taking
from ijb.charts import blocks, dots, funnel, spine, status, table, tiles
from ijb.charts import heat as heat_map
from ijb.views import areas, comparison, funnels, heat, marking, own_area

view = frame.begin("compare")
frame.title(view, "Compare areas")
looking = controls.view(list(heat.VIEWS))
frame.html(heat.other_view(looking, view.choices))
places = st.columns(3)
if looking == "heat":
    themes = heat.theme_words(view.store)
    theme = controls.choose("Theme", "theme", list(themes), themes, heat.ALL, places[0])
    colour = controls.choose("Colour shows", "colour", list(marking.WORDS), marking.WORDS, marking.DIRECTION, places[1])
    grid = heat.grid(view.store, view.area, colour, theme, view.choices)
    frame.html(
        blocks.finding(heat.title(grid), heat.subtitle(grid)),
        heat_map.heat_key(heat.key(grid), grid.own_name),
        heat_map.heat_table(grid.rows, grid.columns, grid.cells, heat.caption(grid)),
        blocks.paragraph(heat.own_said(grid)),
    )
    if heat.own_said(grid):
        frame.add(view, "heat", theme=theme, colour=colour)
    frame.take_away(view, heat.download(view.store, grid))
    frame.end(view)
    st.stop()

measure = controls.measure(view.store, "delayed_beds_rate", place=places[0])
breakdown = controls.breakdown(measure, view.store.breakdowns(measure.id), places[2])
basis = controls.prices(view.store, measure, places[2])
period = controls.period(view.store, measure, breakdown, places[1])

question = areas.Question(measure, breakdown, basis, period)
rows = areas.rows(view.store, question, view.area, view.comparator, view.choices)
scotland = areas.scotland_row(view.store, question)
chosen = {"measure": measure.id, "breakdown": breakdown, "period": period.start.isoformat()}

frame.html(blocks.finding(comparison.title(question, rows), comparison.subtitle(question, rows)))
if rows["value"].isna().all():
    frame.html(blocks.paragraph(comparison.nothing(question, rows, scotland)))
else:
    left, right = st.columns([8, 5], gap="large")
    order = controls.choose("Order", "sort", list(comparison.ORDERS), comparison.ORDERS, "value", right)
    question = question.coloured(controls.colour(measure, right))
    rows = marking.coloured(comparison.ordered(rows, order), question.answers)
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
        frame.add(view, "compare", **chosen, sort=order, colour=question.answers)
    with right:
        extras = comparison.chart_extras(rows, view.comparator)
        frame.html(status.key_html(comparison.marks_shown(rows), comparison.own_name(rows), extras))
        if question.level == "ijb" and not view.store.names_hidden:
            words = comparison.map_subtitle(question, rows)
            frame.html(blocks.note(words), tiles.tile_map(comparison.as_tiles(question, rows), words))
        frame.html(*own_area.own_block(view.store, question, rows, view.comparator))
        if own_area.has_figure(rows):
            frame.add(view, "compare_own", **chosen)
    frame.html(blocks.note(comparison.missing(rows)))
    limits = funnels.drawn(question, rows)
    if limits:
        frame.html(blocks.finding(funnels.title(limits), funnels.subtitle(limits)))
        chart = funnel.funnel_plot(
            limits.rows,
            limits.curves,
            limits.centre,
            question.unit,
            funnels.cases(measure),
            sentences.upward_direction(measure),
            view.theme,
            comparison.axis_format(measure),
        )
        frame.chart(chart, funnels.alt(limits), "funnel")
        frame.add(view, "funnel", **chosen)
    both, columns = comparison.with_scotland(rows, scotland), comparison.columns(question, view.comparator)
    caption = comparison.table_title(question, rows, order)
    frame.html(table.table(both, columns, caption, own=view.area, scotland_first=True))
    if question.level == "ijb" and not view.store.names_hidden:
        words = comparison.boards_sentence(question, rows)
        frame.html(
            blocks.finding(comparison.boards_title(rows), comparison.boards_subtitle(question)),
            spine.board_strips(rows, comparison.dashed(scotland), words),
        )
        if len(comparison.board_spans(rows)):
            frame.add(view, "boards", **chosen)

figure = frame.Figure(own_area.whose(rows), breakdown, basis, period)
frame.beneath(view, measure, comparison.download(question, rows, scotland), show_table=False, figure=figure)
taking.of_measure(view, measure)
frame.end(view)
