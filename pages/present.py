"""Present: the slides put together from the pages, to order, to show and to take away."""

import streamlit as st

from ijb import arranging, controls, frame, presenting, showing, taking
from ijb.charts import blocks
from ijb.views import present

view = frame.begin("present")
held = presenting.deck()
made = presenting.made(view.store, held, view.area, view.today, presenting.root(st.context.url))
slides = [each.slide for each in made if each.slide]
title = present.title(view.own, slides)

if slides and presenting.on_screen(len(slides)):
    parked = presenting.parked(view.store)
    showing.show(slides, title, parked, presenting.start(), presenting.leave, presenting.park)
    frame.end(view)
    st.stop()

presenting.take_in(view.store)
held, parked = presenting.deck(), presenting.parked(view.store)
frame.title(view, "Present")
if not held.items:
    frame.html(blocks.lead(present.EMPTY))
    presenting.ready_button(view.store, view.choices, present.READY.format(area=view.own["name"]))
    frame.html(blocks.note(present.READY_SAYS))
    arranging.opened()
else:
    frame.html(blocks.heading(present.heading(held)))
    with st.container(horizontal=True):
        if slides:
            presenting.show_button()
        arranging.saved(held)
        frame.link_to_view(view)
        arranging.emptied()
    controls.hide_names()
    frame.html(blocks.note(present.HIDDEN if view.store.names_hidden else ""))
    arranging.listed(view, made, showing.preview)
    arranging.questions(view, parked)
    frame.html(blocks.heading("Take the presentation away"), blocks.note(present.FILES))
    taking.presentation(view, slides, title, parked)
    with st.expander("Open another presentation"):
        arranging.opened()

frame.html(blocks.heading(present.of_area(view.own)))
taking.of_area(view)
frame.html(blocks.heading("Everything at once"), blocks.note(present.AT_ONCE))
taking.everything_at_once(view)
frame.end(view)
