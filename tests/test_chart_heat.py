"""The table of measures by areas: heads, words and shapes in every cell, links in the heads only."""

import re

import pandas as pd
from marks import BETTER, SAME

from ijb.charts import heat
from ijb.charts.status import NOT_TESTED

CAPTION = "2 measures by 2 areas"


def drawn(other: str = "ijb?area=a&x=1") -> str:
    rows = pd.DataFrame(
        {
            "measure": ["beds", "cost"],
            "group": ["Flow", "Money & more"],
            "name": ["Beds <delayed>", "Cost"],
            "note": ["Aug 2025", "2022/23"],
            "title": ['Beds, "delayed"', "Cost per hour"],
            "href": ["compare?area=e&measure=beds", "compare?area=e&measure=cost"],
        }
    )
    columns = pd.DataFrame(
        {
            "area_code": ["e", "a"],
            "name": ["Edinburgh", "Argyll & Bute"],
            "abbr": ["EDI", "A&B"],
            "href": ["ijb?area=e&x=1", other],
            "own": [True, False],
        }
    )
    cells = pd.DataFrame(
        {
            "measure": ["beds", "beds", "cost"],
            "area_code": ["e", "a", "a"],
            "figure": ["28.0", "43.0", None],
            "marked": ["", ", estimated", ""],
            "mark": [BETTER, SAME, NOT_TESTED],
            "reason": ["", "", "Not <submitted>"],
        }
    )
    return heat.heat_table(rows, columns, cells, CAPTION)


def cells_of(html: str) -> list[tuple[str, str, str]]:
    """The class, what is shown on hover and the hidden words of each cell, row by row."""
    return re.findall(
        r'<td(?: class="ijb-heat-own")?><span class="([^"]*)" title="([^"]*)" aria-hidden="true">.*?</span>'
        r'<span class="ijb-hidden">([^<]*)</span></td>',
        html,
    )


def test_the_table_is_named_and_its_region_can_be_scrolled_by_key():
    html = drawn()
    assert html.startswith(
        f'<div class="ijb ijb-scroll ijb-heat-region" role="region" tabindex="0" aria-label="{CAPTION}"><table'
    )
    assert f'<caption class="ijb-hidden">{CAPTION}</caption>' in html


def test_measures_stand_under_their_theme_and_every_row_and_column_has_a_head():
    html = drawn()
    assert re.findall(r'<th scope="rowgroup" colspan="3"><span>([^<]*)', html) == ["Flow", "Money &amp; more"]
    assert html.count("<tbody>") == 2
    assert (html.count('scope="col"'), html.count('scope="row"'), html.count("<td")) == (3, 2, 4)
    assert '<span class="ijb-cell-note">Aug 2025</span></th>' in html


def test_only_heads_are_links_and_they_are_escaped():
    html = drawn()
    assert re.findall(r'<a [^>]*href="([^"]*)"', html) == [
        "ijb?area=e&amp;x=1",
        "ijb?area=a&amp;x=1",
        "compare?area=e&amp;measure=beds",
        "compare?area=e&amp;measure=cost",
    ]
    assert 'title="Beds, &quot;delayed&quot;">Beds &lt;delayed&gt;</a>' in html
    assert (
        'title="Argyll &amp; Bute"><span aria-hidden="true">A&amp;B</span>'
        '<span class="ijb-hidden">Argyll &amp; Bute</span></a>' in html
    )


def test_the_head_of_an_area_that_leads_nowhere_has_a_name_and_no_address():
    found = re.findall(r'<a( href="[^"]*")? title="([^"]*)"><span aria-hidden', drawn(other=""))
    assert found == [(' href="ijb?area=e&amp;x=1"', "Edinburgh"), ("", "Argyll &amp; Bute")]
    assert 'href=""' not in drawn(other="")


def test_every_cell_says_its_figure_and_its_colour_or_why_there_is_none():
    html = drawn()
    assert cells_of(html) == [
        ("ijb-heat ijb-better", "Edinburgh: 28.0, better than usual", "28.0, better than usual"),
        (
            "ijb-heat ijb-same",
            "Argyll &amp; Bute: 43.0, estimated, no clear change",
            "43.0, estimated, no clear change",
        ),
        ("ijb-heat ijb-empty", "Edinburgh: No figure", "No figure"),
        (
            "ijb-heat ijb-empty",
            "Argyll &amp; Bute: No figure: not &lt;submitted&gt;",
            "No figure: not &lt;submitted&gt;",
        ),
    ]


def test_the_own_column_is_marked_and_alone_shows_its_figures():
    html = drawn()
    assert html.count('<th scope="col" class="ijb-heat-own">') == 1
    assert html.count('<td class="ijb-heat-own">') == 2
    shown = re.findall(r'<td.*?aria-hidden="true">(.*?)</span><span class="ijb-hidden">', html)
    triangle = '<span class="ijb-mark ijb-down ijb-better" aria-hidden="true"></span>'
    assert shown == [f"{triangle}28.0", "", "–", "–"]


def test_the_key_has_a_swatch_for_each_colour_both_triangles_and_the_own_area():
    html = heat.heat_key([("better", "Better"), ("apart", "Changed"), ("empty", "No figure")], "Fife & co")
    assert re.findall(r"</span>([^<]+)</li>", html) == [
        "Better",
        "Changed",
        "No figure",
        "Figure is high",
        "Figure is low",
        "Fife &amp; co",
    ]
    assert '<span class="ijb-heat ijb-better" aria-hidden="true"></span>Better' in html
    assert '<span class="ijb-heat ijb-same" aria-hidden="true"><span class="ijb-mark ijb-up' in html
    assert "ijb-square" not in heat.heat_key([("better", "Better")])
