"""Markup that is safe by default, and the blocks of text made of it."""

from ijb.charts import blocks
from ijb.charts.markup import Html, element, text


def test_plain_text_is_escaped_and_html_is_not():
    assert text("<b>") == "&lt;b&gt;"
    assert Html("<i>") + "<b>" == "<i>&lt;b&gt;"
    assert "<b>" + Html("<i>") == "&lt;b&gt;<i>"
    assert element("p", "a & b", class_="x", title='"') == '<p class="x" title="&quot;">a &amp; b</p>'


def test_blocks_escape_their_texts_and_keep_html_below_a_figure():
    shown = [blocks.Figure("Money", "£970", "a & b", [Html("<i>line</i>"), "<more>"])]
    html = blocks.figures(shown)
    assert "a &amp; b" in html and "<i>line</i>" in html and "&lt;more&gt;" in html
    assert "Nothing meets a rule." in blocks.stands("Worse", "worse", [])
    assert "<dt>Adults</dt><dd>430,906</dd>" in blocks.facts([("Adults", "430,906")])
    assert 'href="compare"' in blocks.cards([("compare", "Compare", "Pick a measure.")])
    assert "<h2" in blocks.finding("Delays rose", "Beds") and "Beds" in blocks.finding("Delays rose", "Beds")
