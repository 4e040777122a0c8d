"""The scatter of changes: its finding and counts in words, what is left out and why, and the same figures as a
table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ijb import chain, numbers, sentences
from ijb.charts import blocks
from ijb.charts.scatter import beyond, changes_scatter
from ijb.charts.status import key_html
from ijb.charts.table import Column, link, table
from ijb.comparators import Comparator
from ijb.periods import year_label
from ijb.store import Store
from ijb.views import about
from ijb.views.download import Download, file_name
from ijb.views.drawing import Drawing
from ijb.views.whole_system_care import cautions
from ijb.views.whole_system_changes import SIDES, Changes, Side
from ijb.views.whole_system_words import capital, plain_name, signed

HEAD = "Changes in every area, two at a time"
NO_CAUSE = "A picture like this cannot show a cause."
OF = "the changes"
DOUBLED = 100  # per cent
PEERS = {"peers": "Nearest peers", "own": "Areas chosen"}


def _ways(found: Changes) -> dict[tuple[int, int], int]:
    """How many areas went which way: (1, −1) is the first up and the second down."""
    x, y = (found.counted[f"{side}_change"] for side in SIDES)
    ways: dict[tuple[int, int], int] = {}
    for one, two in zip(x, y):
        way = (int(one > 0) - int(one < 0), int(two > 0) - int(two < 0))
        ways[way] = ways.get(way, 0) + 1
    return ways


def title(found: Changes) -> str:
    """The finding: in how many areas both went the same way, and in how many not."""
    count = len(found.counted)
    named = f"{capital(plain_name(found.measures[0]))} and {plain_name(found.measures[1])}"
    if not count:
        return f"{named}: no area has both changes"
    ways = _ways(found)
    both, none = (ways.get((way, way), 0) or "none" for way in (1, -1))
    apart = ways.get((1, -1), 0) + ways.get((-1, 1), 0)
    years = f"{found.span} year{'' if found.span == 1 else 's'}"
    return (
        f"{named} over {years}: both went up in {both} of {_areas(count)}, both went down in {none}, and one went up, "
        f"the other down, in {apart or 'none'}"
    )


def _areas(count: int) -> str:
    return f"{count} area{'' if count == 1 else 's'}"


def subtitle(found: Changes) -> str:
    """What is against what, over which years, and the marks."""
    if not found.sides:
        return ""
    out = off_scale(found)
    beyond_it = f" Beyond the scale, a triangle at the edge: {named_with_changes(found, out)}." if len(out) else ""
    return f"{measured(found)}{beyond_it}"


def measured(found: Changes) -> str:
    """What is against what, and over which years."""
    x, y = found.sides
    return (
        f"Each dot is an area: across, {plain_name(x.measure)}{_real(x)} {x.span}; up, "
        f"{plain_name(y.measure)}{_real(y)} {y.span}. Changes, not levels."
    )


def _real(side: Side) -> str:
    return " in real terms" if side.basis else ""


def off_scale(found: Changes) -> pd.DataFrame:
    """The rows that lie beyond the ends of the axes."""
    return found.drawn[beyond(_placed(found))] if len(found.drawn) else found.drawn


def named_with_changes(found: Changes, out: pd.DataFrame) -> str:
    """Some areas by name, each with both its changes."""
    named = [
        f"{row.name} ({', '.join(signed(each.measure, change) for each, change in zip(found.sides, changes))})"
        for row, changes in zip(out.itertuples(), zip(out["x_change"], out["y_change"]))
    ]
    return "; ".join(named)


def _placed(found: Changes) -> pd.DataFrame:
    return found.drawn.rename(columns={"x_change": "x", "y_change": "y"})


def drawing(found: Changes, theme: str) -> Drawing:
    """The scatter with its finding, alternative and what is said under it."""
    if found.counted.empty:
        nothing = f"No area has figures of both over {found.span} years; choose fewer years or another measure."
        above = (blocks.paragraph("" if found.sides else nothing), blocks.paragraph(left_out(found)))
        return Drawing(title(found), "", above=above)
    x, y = found.sides
    rows = _placed(found)
    for side, each in zip(SIDES, found.sides):
        rows[f"{side}_text"] = [
            f"{each.measure.short_name}: {signed(each.measure, change)} {each.span}" for change in rows[side]
        ]
    figure = changes_scatter(rows, (x.words, x.suffix), (y.words, y.suffix), theme)
    own = rows.loc[rows["own"], "name"]
    extras = [("hollow", "Scotland")] if rows["scotland"].any() else []
    extras += [("peer", _peer_words(found.comparator))] if rows["peer"].any() else []
    below = (
        key_html([], own.iloc[0] if len(own) else None, extras),
        blocks.paragraph(said(found)),
        blocks.note(left_out(found)),
    )
    return Drawing(title(found), subtitle(found), figure, alt(found), below=below)


def _peer_words(comparator: Comparator) -> str:
    return PEERS.get(comparator.kind, f"In {comparator.name.removeprefix('the median of ')}")


def said(found: Changes) -> str:
    """Plain counts of which way both went, the own area's and Scotland's changes, and what that cannot show."""
    parts = [f"{_counted(found)}."]
    for row in found.drawn[found.drawn["own"] | found.drawn["scotland"]].to_dict("records"):
        moved = [_moved(row, side, each) for side, each in zip(SIDES, found.sides)]
        parts.append(f"{row['name']}: {moved[0]}, {moved[1]}.")
    return " ".join([*parts, NO_CAUSE, *care(found)])


def _moved(row: Mapping[str, object], side: str, each: Side) -> str:
    """ "delayed bed days (75 and over) +15%"; of more than a doubling the figures too: "+537% (from 113 to 721)"."""
    change = row[f"{side}_change"]
    said = f"{plain_name(each.measure)} {signed(each.measure, change)}"
    first, last = (numbers.figure(each.measure, row[f"{side}_{end}"]) for end in ("first", "last"))
    return f"{said} (from {first} to {last})" if change > DOUBLED and each.suffix else said


def care(found: Changes) -> list[str]:
    """What to take care with between the years that are compared."""
    return cautions((each.measure, each.days[0], each.days[1]) for each in found.sides or ())


def _counted(found: Changes) -> str:
    """ "Of 31 areas, in 11 spending on adult social work went up and delays went down; in 14 both went up …"."""
    one, two = map(plain_name, found.measures)
    ways = _ways(found)
    words = {
        (1, -1): f"{one} went up and {two} went down",
        (1, 1): "both went up",
        (-1, -1): "both went down",
        (-1, 1): f"{one} went down and {two} went up",
    }
    listed = [f"in {ways.get(way, 0) or 'none'} {each}" for way, each in words.items()]
    still = sum(count for way, count in ways.items() if 0 in way)
    listed += [f"in {still} one of the two did not change"] if still else []
    return f"Of {_areas(len(found.counted))}, {'; '.join(listed)}"


def left_out(found: Changes) -> str:
    """How many areas are not drawn, and why."""
    out = found.rows[~found.rows["area_code"].isin(found.drawn["area_code"])]
    groups = []
    for side, measure in zip(SIDES, found.measures):
        for why, group in out[out[f"{side}_why"] != ""].groupby(f"{side}_why"):
            names = sentences.in_list(sorted(group["name"]))
            count = len(group[~group["scotland"]])
            whose = names if len(group) <= 6 else f"{_areas(count)}{' and Scotland' if count < len(group) else ''}"
            groups.append(f"{whose} ({plain_name(measure)}: {_reason(found, side, why)})")
    return f"Left out: {'; '.join(groups)}." if groups else ""


def _reason(found: Changes, side: str, why: str) -> str:
    """Why an area has no change; of a break, its date and reason too."""
    if why != chain.BROKEN or not found.sides:
        return why
    each = found.sides[SIDES.index(side)]
    between = [point for point in each.measure.breaks if each.first <= point.at.year <= each.last + 1]
    point = max(between, key=lambda point: point.at)
    return f"{why} in {point.at:%B %Y}, {sentences.mid_sentence(point.why).rstrip('.')}"


def alt(found: Changes) -> str:
    """The scatter in words."""
    return f"{title(found)}. {_counted(found)}. The same figures are in the table below."


def table_html(found: Changes, own: str) -> str:
    """Every area's two changes and the figures they are of, by name."""
    return table(_listed(found), _columns(found), OF.capitalize(), own=own, scotland_first=True, hide_caption=True)


def _listed(found: Changes) -> pd.DataFrame:
    rows = found.rows.sort_values("name").reset_index(drop=True)
    for side, each in zip(SIDES, found.sides or ()):
        records = rows.to_dict("records")
        rows[f"{side}_shown"] = [_change_text(each, row[f"{side}_change"], row[f"{side}_why"]) for row in records]
        rows[f"{side}_from"] = [numbers.figure(each.measure, row[f"{side}_first"]) for row in records]
        rows[f"{side}_to"] = [numbers.figure(each.measure, row[f"{side}_last"]) for row in records]
    return rows.assign(name_cell=[link(row.href, row.name) for row in rows.itertuples()])


def _change_text(side: Side, change: float, why: str) -> str:
    return why.capitalize() if pd.isna(change) else signed(side.measure, change)


def _columns(found: Changes) -> list[Column]:
    columns = [Column("name_cell", "Area", row_head=True, html=True)]
    for side, each in zip(SIDES, found.sides or ()):
        unit = numbers.written_unit(each.measure, each.measure.default_breakdown, each.basis)
        columns += [
            Column(f"{side}_shown", each.measure.short_name, "right", head_note=f"change {each.span}"),
            Column(f"{side}_from", year_label(each.first), "right", phone=False, head_note=unit),
            Column(f"{side}_to", year_label(each.last), "right", phone=False, head_note=unit),
        ]
    return columns


def download(store: Store, found: Changes) -> Download:
    """Every area's figures and changes in full, with what they are of above."""
    heads, figures = {"name": "Area", "area_code": "Code"}, found.rows
    for side, each in zip(SIDES, found.sides or ()):
        name = each.measure.short_name
        kind = "percentage points" if not each.suffix else "per cent"
        heads |= {
            f"{side}_first": f"{name}, {year_label(each.first)}",
            f"{side}_last": f"{name}, {year_label(each.last)}",
        }
        heads |= {f"{side}_change": f"{name}: change, {kind}", f"{side}_why": f"{name}: why none"}
        heads[f"{side}_status_text"] = f"{name}: status"
        words = [numbers.STATUS_WORDS.get(status, numbers.BLANK) for status in figures[f"{side}_status"]]
        figures = figures.assign(**{f"{side}_status_text": words})
    about_it = [("Changes", title(found)), *[("Axis", each.words) for each in found.sides or ()], ("Caution", NO_CAUSE)]
    about_it += [("Caution", words) for words in [*care(found), left_out(found)] if words]
    name = file_name("changes", *[measure.id for measure in found.measures], f"{found.span} years")
    about_it += about.sources_said(store, found.measures)
    return Download(name, figures, heads, about_it, title="Changes of every area")
