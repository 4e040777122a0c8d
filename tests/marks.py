"""Two marks that the tests of the drawing library put on their figures."""

from ijb.charts.status import Mark

BETTER = Mark("down", "better", "Better than usual")
SAME = Mark("circle", "same", "No clear change")
