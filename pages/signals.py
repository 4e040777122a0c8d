"""Signals: which rules have fired, where, and what would clear them."""

import streamlit as st

from ijb import controls, frame
from ijb.charts import blocks, ladder, table
from ijb.store import SCOTLAND
from ijb.views import signal_limits, signals

view = frame.begin("signals")
frame.title(view, "Signals" if view.area == SCOTLAND else f"{view.own['name']}: signals")

places = st.columns(3)
themes = signals.theme_words(view.store)
theme = controls.choose("Theme", "theme", list(themes), themes, signals.ALL, places[0])
rung = controls.choose("Show", "rung", list(signals.AT_LEAST), signals.AT_LEAST, signals.ALL, places[1])
group = controls.choose("Order", "group", list(signals.GROUPS), signals.GROUPS, "area", places[2])

asked = signals.Asked("" if view.area == SCOTLAND else view.area, theme, rung)
every = signals.rows(view.store, signals.every_rung(asked), view.choices)
shown = signals.ordered(view.store, signals.rows(view.store, asked, view.choices), group)

frame.html(
    blocks.finding(signals.title(view.store, asked, every), signals.subtitle()),
    ladder.ladder(signals.rungs(view.store, every, view.choices)) if not asked.area else "",
    *signals.alarms(view.store, asked, shown),
)
frame.add(view, "signals", theme=theme, rung=rung)
if len(shown):
    caption = "Signals by area" if group == "area" else "Signals by measure"
    frame.html(
        table.table(shown, signals.columns(group), caption, group=signals.group_column(group), hide_caption=True),
        blocks.heading("Questions these signals raise"),
        *[blocks.folded(name, asked_of) for name, asked_of in signals.questions(view.store, shown)],
    )

better = signal_limits.improving(view.store, asked, view.choices)
words = signal_limits.improving_title(view.store, asked, better)
frame.html(blocks.finding(words, signal_limits.improving_note(view.store, asked)))
if len(better):
    frame.html(table.table(better, signal_limits.improving_columns(), words, hide_caption=True))
frame.add(view, "signals_improving", theme=theme)

old, none = signal_limits.too_old(view.store, asked), signal_limits.silent(view.store, asked)
frame.html(
    blocks.heading("What gives no signal"),
    *signal_limits.listed("Too old for a signal. The newest figures held are:", old),
    *signal_limits.listed("These give none:", none),
)
if old or none:
    frame.add(view, "signals_silent", theme=theme)
with st.expander("The rules, in full"):
    frame.html(table.table(signal_limits.kinds(), signal_limits.kinds_columns(), "The four signals", hide_caption=True))
frame.take_away(view, signals.download(view.store, asked, shown))
frame.end(view)
