"""Unmet need: who waits, what care is received and by whom, the capacity to give it, and what nobody counts."""

import streamlit as st

from ijb import controls, frame
from ijb.charts import blocks, table
from ijb.views import about, evidence, need, need_ages, need_gaps, need_waits, need_waits_table, over_time

view = frame.begin("need")
frame.title(view, need.title(view.store, view.area))
frame.html(blocks.lead(need.lead(view.store, view.area)))

frame.html(blocks.heading("Who is waiting in the community"))
choice = need_waits.choice(view.store.measures)
waiting = view.store.measures[
    controls.choose(
        "Who waits",
        "measure",
        list(choice),
        choice,
        need_waits.USUAL,
        st.columns([5, 8])[0],
        quiet=tuple(view.store.measures),
    )
]
waits = need_waits.waits(view.store, waiting, view.area)
frame.show(need_waits.drawing(view.store, waits, view.theme, view.today), "waits")
if waits.lines:
    frame.add(view, "need_waits", measure=waiting.id)
with st.expander("Every count, and where it was read"):
    frame.html(need_waits_table.drawn_table(view.store, waits))
newest = waits.newest
figure = frame.Figure(newest.area, newest.basis, "", need_waits.period(newest)) if newest else None
frame.beneath(
    view, waiting, need_waits_table.download(view.store, waits), show_table=False, figure=figure, of="the waits"
)
if not waits.own:
    frame.template(view, "social_care_waits")

rows = need.every(view.store, view.area, view.comparator, view.choices)
frame.html(
    blocks.heading("Who waits in hospital for care"),
    blocks.paragraph(need.hospital(view.store, view.area, view.comparator)),
    *need.rows(view.store, need.HOSPITAL, rows, view.area, view.comparator, view.today),
    need.to_delays(view.choices),
)
if need.in_hospital(view.store, view.area, view.comparator):
    frame.add(view, "need_hospital")
frame.downloads(view, need.download(view.store, need.HOSPITAL, view.area), need.HOSPITAL.of)

frame.html(blocks.heading("Care received, and by whom"))
kind = controls.choose(
    "Care counted in", "care", list(need_ages.OF_KIND), need_ages.WORDS, "people", st.columns([5, 8])[0]
)
received = view.store.measures[need_ages.OF_KIND[kind]]
ages = need_ages.by_age(view.store, received, view.area, view.comparator)
if ages is None:
    frame.html(blocks.paragraph(need_ages.nothing(view.store, received, view.area)))
else:
    by_age = need_ages.counted(received)
    frame.show(need_ages.drawing(view.store, ages), "ages")
    frame.add(view, "need_ages", care=kind)
    figure = frame.Figure(view.area, need_ages.OLDEST, "", ages.period)
    frame.beneath(view, by_age, need_ages.download(view.store, ages), show_table=True, figure=figure, of="care by age")
    asked = need_ages.over_the_years(ages)
    frame.show(over_time.taken_apart(view.store, asked, False, view.theme), "over_time")
    frame.html(need_ages.care(view.store, ages))
    frame.add(view, "need_years", care=kind)
    frame.parts_beneath(view, by_age, need_ages.download_of_years(view.store, ages))

frame.html(
    blocks.heading("Choice and support"),
    *need.rows(view.store, need.CHOICE, rows, view.area, view.comparator, view.today),
)
frame.add(view, "need_choice")
frame.downloads(view, need.download(view.store, need.CHOICE, view.area), need.CHOICE.of)

frame.html(
    blocks.heading("Capacity beside it"),
    *need.rows(view.store, need.CAPACITY, rows, view.area, view.comparator, view.today),
    *need.services_table(view.store, view.area),
    about.source_line(view.store, view.store.measures[need.GRADED], view.today),
)
frame.add(view, "need_capacity")
frame.downloads(view, need.download(view.store, need.CAPACITY, view.area), need.CAPACITY.of)
frame.downloads(view, need.services_download(view.store, view.area), "services by kind")

frame.html(blocks.heading("What is not collected or not held"), need_gaps.listed(view.store, view.area, view.today))
frame.add(view, "need_gaps")

reported = evidence.reported(view.store, view.area, "need")
frame.html(blocks.finding(evidence.title(view.store, view.area, reported), evidence.NOTE))
if len(reported):
    with st.expander("Answers of councils, and indicators of need"):
        frame.html(
            table.table(evidence.table_rows(reported), evidence.columns(), "Reported figures", hide_caption=True),
            blocks.note(evidence.standings(reported)),
        )
    frame.downloads(view, evidence.download(view.store, view.area, reported), "the reported figures")

frame.link_to_view(view)
frame.end(view)
