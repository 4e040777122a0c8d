"""Accessibility: the statement in the set form."""

from ijb import frame
from ijb.charts import blocks
from ijb.views import accessibility

view = frame.begin("accessibility")
frame.title(view, "Accessibility statement")
for heading, content in accessibility.statement(accessibility.checked()):
    frame.html(blocks.heading(heading), *content)
frame.end(view)
