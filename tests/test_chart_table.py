"""The table of every page: caption, scopes, groups, own row, and what drops on a phone."""

import re

import pandas as pd
from marks import SAME

from ijb.charts import spine, status, table


def table_html(**options) -> str:
    frame = pd.DataFrame(
        {
            "area_code": ["A1", "S92000003", "A2"],
            "theme": ["Flow", "Flow", "Money"],
            "name": ["Fife & co", "Scotland", "Moray"],
            "value": ["1.0", "2.0", None],
            "status": [status.status_html(SAME), "", ""],
        }
    )
    columns = [
        table.Column("name", "Area"),
        table.Column("value", "Beds", align="right"),
        table.Column("status", "Status", phone=False, html=True),
    ]
    return table.table(frame, columns, "All areas", **options)


def test_table_has_caption_scopes_and_a_named_region():
    html = table_html()
    assert '<div class="ijb ijb-scroll" role="region" tabindex="0" aria-label="All areas">' in html
    assert "<caption>All areas</caption>" in html
    assert '<th scope="col" class="ijb-right">Beds</th>' in html
    assert '<th scope="row">Fife &amp; co</th><td class="ijb-right">1.0</td>' in html
    assert '<td class="ijb-right">–</td>' in html


def test_table_puts_scotland_first_and_marks_the_own_row():
    html = table_html(own="A2", scotland_first=True)
    assert re.findall(r'<tr( class="[^"]*")?><th scope="row">([^<]*)', html) == [
        (' class="ijb-scotland-row"', "Scotland"),
        ("", "Fife &amp; co"),
        (' class="ijb-own-row"', "Moray"),
    ]


def test_table_groups_rows_under_a_head_that_may_speak_for_other_columns():
    html = table_html(group="theme", group_heads={"Flow": {"status": spine.spine_ends("lower")}})
    assert re.findall(r'<th scope="rowgroup">([^<]*)', html) == ["Flow", "Money"]
    assert html.count("<tbody>") == 2
    assert html.count("<span>worse</span><span>better</span>") == 1


def test_cells_drop_on_a_phone_and_escape_unless_html():
    html = table_html()
    assert '<td class="ijb-wide"><span class="ijb ijb-status' in html
    assert table.cell_lines(table.link("trend?a=1&b=2", "<Beds>"), "a < b") == (
        '<span class="ijb-cell-main"><a class="ijb-link" href="trend?a=1&amp;b=2">&lt;Beds&gt;</a></span>'
        '<span class="ijb-cell-note">a &lt; b</span>'
    )
    assert table.phone_only("<b>x</b>") == '<span class="ijb-phone"><b>x</b></span>'
