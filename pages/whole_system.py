"""Whole system: money, need and delays of one area on one page, and a price put on a delay as an illustration."""

import streamlit as st

from ijb import controls, frame, sliders
from ijb.charts import blocks
from ijb.views import (
    about,
    delay_price,
    delay_price_download,
    priced_days,
    whole_system,
    whole_system_chain,
    whole_system_changes,
    whole_system_evidence,
    whole_system_scatter,
)

view = frame.begin("whole_system")
frame.title(view, whole_system.page_title(view.own))
left, right = st.columns([2, 3], gap="large")
with left:
    frame.html(blocks.heading(whole_system.CANNOT), whole_system.cautions())
    frame.add(view, "system_cautions")
with right:
    frame.html(blocks.heading(whole_system_evidence.HEAD), whole_system_evidence.block())
    frame.add(view, "system_evidence")

frame.html(blocks.heading(whole_system_chain.HEAD))
offered = whole_system.offered(view.store)
offsets = whole_system.OFFSETS
offset = int(controls.choose(whole_system.OFFSET_LABEL, "offset", list(offsets), offsets, "0", st.columns(2)[0]))
with st.expander("Choose other measures"):
    places = st.columns(len(offered))
chosen = [
    controls.choose(whole_system.ROLES[role], role, list(named), named, whole_system.default(named, role), place)
    for place, (role, named) in zip(places, offered.items())
]

chained = whole_system.chained(view.store, view.area, view.comparator, chosen, offset)
frame.show(whole_system_chain.drawing(chained, view.theme), "chain")
roles = dict(zip(offered, chosen)) | {"offset": str(offset)}
if whole_system_chain.indexed(chained):
    frame.add(view, "system_chain", **roles)
frame.html(*whole_system.beneath(view.store, view.area, chosen, view.today, view.choices))
taken = whole_system_chain.download(view.store, chained)
with st.expander("The figures of the chain"):
    frame.html(about.plain_table(taken, "The figures of the chain"))
frame.downloads(view, taken, whole_system_chain.OF)

frame.html(blocks.heading(whole_system_scatter.HEAD))
pairs, spans = whole_system_changes.PAIR_WORDS, whole_system_changes.SPANS
places = st.columns(2)
pair = controls.choose("What against what", "pair", list(pairs), pairs, "money-flow", places[0])
span = int(controls.choose("Change over", "span", list(spans), spans, "5", places[1]))
asked = whole_system_changes.Asked(pair, span, offset)
changed = whole_system_changes.changes(view.store, view.area, view.comparator, chosen, asked, view.choices)
frame.show(whole_system_scatter.drawing(changed, view.theme), "changes")
if len(changed.counted):
    frame.add(view, "system_changes", **roles, pair=pair, span=str(span))
with st.expander("The changes of every area"):
    frame.html(whole_system_scatter.table_html(changed, view.area))
frame.downloads(view, whole_system_scatter.download(view.store, changed), whole_system_scatter.OF)

frame.html(blocks.heading(delay_price.HEAD))
frame.show(delay_price.prices_shown(priced_days.prices(view.store)), "bed_day_prices")
frame.add(view, "system_prices")
places = st.columns(2)
share, hours = sliders.released(places[0]), sliders.hours(places[1])
priced = priced_days.illustration(view.store, view.area, share, hours)
frame.show(delay_price.shown(view.store, priced), "price_of_a_delay")
if priced.days is not None:
    frame.add(view, "system_delay_price", released=f"{share:g}", hours=f"{hours:g}")
frame.downloads(view, delay_price_download.download(view.store, priced), delay_price.OF)

frame.link_to_view(view)
frame.end(view)
