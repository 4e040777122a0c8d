"""What can be supplied where nothing is held, and in which form."""

from __future__ import annotations

import pandas as pd

from ijb.charts.markup import Html
from ijb.charts.table import Column, table
from ijb.templates import Template

WHERE = (
    "Put the filled file into data/extracts, under any name, or give it to whoever runs this dashboard; the pages then "
    "show it by themselves. A file with anything wrong in it is refused as a whole, with every fault named: `python -m "
    "etl check` says them without building anything."
)


def columns_table(given: Template) -> Html:
    """The columns of a template: head, meaning, example."""
    rows = pd.DataFrame(
        {
            "name": [column.name for column in given.columns],
            "means": [column.means for column in given.columns],
            "example": [str(column.example) for column in given.columns],
        }
    )
    columns = [Column("name", "Column"), Column("means", "What goes in it"), Column("example", "Example", phone=False)]
    return table(rows, columns, f"The columns of the template {given.id}", hide_caption=True)
