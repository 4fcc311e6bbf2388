"""The picture of a country: its cuts for the page, and as SVG, PNG and CSV for the press, with credit and date."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from ..addresses import is_url
from ..artifact import Artifact
from ..cells import neutral
from ..drawing import Drawing, Text, unlinked, wrapped
from ..later import later
from ..overview import is_drawn
from ..paint import is_undrawn, paint
from ..phrases import upper_first
from ..picture import CUTS, Cut, axis, draw
from ..site import Site
from ..svg import inline, sheet, standalone
from ..views.bars import OverviewView
from ..views.checked import when_checked
from ..views.overview import overview_view
from ..views.pieces import Link

__all__ = ["CROWDED", "overview_context", "pictures", "publish", "widths"]

_LEGEND, _DOTS = "A state lasts until the next one on record.", "dots: nothing on record"
_LINE, _RING, _PERHAPS = "line across: a letter", "ring: recorded as in custody on the day of a letter", "thin ring: perhaps in custody"
_OPEN, _CONTESTED = "dashed frame: day not known, or not for certain", "hatched too: the graver state where accounts differ"
_UNDRAWN = "Where “…” stands for a name, the fonts of this picture lack its letters; the SVG beside it has them."
CROWDED = 1000
"""A picture of more bars and marks has one cut for all widths."""
_LINKED = 400
"""In a picture of more bars and marks, they are not links: each would be too small to hit, and all together heavy on a telephone."""
_FORMS = {"full": "full bar", "hatched": "hatched", "half": "half height", "thin": "thin line"}


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact("assets/stylesheets/embed.css", sheet, "", prose=False)
    for entry in site.listed_countries:
        if is_drawn(site.index, entry.key):
            for kind, make in (("svg", _svg), ("png", _png), ("csv", _csv)):
                yield Artifact(f"{entry.key}/overview.{kind}", later(_made, site, entry.key, make), entry.path, prose=False)


def _made(site: Site, country: str, make: Callable[[Site, OverviewView], bytes]) -> bytes:
    view = view_of(site, country)
    assert view is not None, "a country that is drawn has a picture"
    return make(site, view)


def view_of(site: Site, country: str) -> OverviewView | None:
    """The picture of a country in words, made once for all that show it."""
    if country not in site.overviews:
        site.overviews[country] = overview_view(site.viewer, country, when_checked(site.viewer, country))
    return site.overviews[country]


def overview_context(site: Site, country: str, root: str) -> dict[str, Any]:
    """What `parts/overview.html` needs; an empty picture is None."""
    view = view_of(site, country)
    if view is None:
        return {"overview": None}
    files = tuple(Link(kind, f"{country}/overview.{kind.lower()}") for kind in ("SVG", "PNG", "CSV"))
    return {"overview": view, "pictures": pictures(site, view, root), "files": files, "widths": widths(view)}


def widths(view: OverviewView) -> str:
    """That lengths in the picture do not tell how long something lasted; empty where they do."""
    return "" if axis(view, CUTS[0]).is_even else "Years with more on record are drawn wider: compare dates, not lengths."


def pictures(site: Site, view: OverviewView, root: str, links: bool = True, cuts: tuple[Cut, ...] = CUTS) -> tuple[Markup, ...]:
    """The `cuts` of the picture, for a page that is `root` below the site's root; style sheets show one of them.

    The page of the country, where `links` are, has the table behind it; an embed has none.
    """
    description = f"{view.description} The same states are in the table below the picture." if links and view.table else view.description

    def href(where: str) -> str:
        return f"{root}{where}"

    linked, cuts = links and view.weight <= _LINKED, cuts if view.weight <= CROWDED else CUTS[1:2]
    drawn = ((cut, _drawn(site, view, cut)) for cut in cuts)
    return tuple(inline(drawing, f"o-{cut.name}", f"{view.title}.", description, href if linked and cut.links else None) for cut, drawing in drawn)


def _drawn(site: Site, view: OverviewView, cut: Cut) -> Drawing:
    """The picture of a country in one cut, drawn once for its page, its embed and the press."""
    return site.viewer.kept(("drawn", view.country, cut.name), draw, view, cut)


def _around(site: Site, view: OverviewView, drawing: Drawing, more: str = "") -> tuple[Text, ...]:
    """The headline and what the forms mean (and `more`) above, the credit and the day below."""
    settings = site.settings
    checked = f"Records last checked {view.checked.say()}. " if view.checked else ""
    where = f"{settings.site_url}{view.country}/" if settings.site_url else ""
    marks = (_LINE, bool(view.crossings)), (_RING, view.has_rings), (_PERHAPS, view.has_doubts), (_DOTS, True)
    said = [*(words for words, is_drawn in marks if is_drawn), *(f"{_FORMS.get(line.shade, line.shade)}: {line.words}" for line in view.legend)]
    said += [words for words, is_drawn in ((_OPEN, view.is_imprecise), (_CONTESTED, view.is_contested)) if is_drawn]
    forms = " ".join(part for part in (_LEGEND, f"{upper_first('; '.join(said))}.", widths(view), more) if part)
    lines = [(line, "note", 12.5, 16.0) for line in reversed(wrapped(forms, drawing.width, 12.5, 6))]
    lines += [(line, "headline", 22.0, 26.0) for line in reversed(wrapped(f"{view.headline}.", drawing.width, 22, 4, bold=True))]
    found, y = list[Text](), -14.0
    for line, look, size, leading in lines:
        found.append(Text(0, y, line, look, size, bold=look == "headline"))
        y -= leading
    return *found, Text(0, drawing.height + 18, f"{settings.site_name}. {checked}{where}", "note", 12.5)


def _svg(site: Site, view: OverviewView) -> bytes:
    drawing = _drawn(site, view, CUTS[0])
    url = site.settings.site_url
    return standalone(drawing, f"{view.title}.", view.description, _around(site, view, drawing), (lambda where: f"{url}{where}") if url else None)


def _png(site: Site, view: OverviewView) -> bytes:
    drawing = _drawn(site, view, CUTS[0])
    around = _around(site, view, drawing, _UNDRAWN if is_undrawn(drawing) else "")
    seen = repr((drawing.width, drawing.height, [*unlinked(drawing.shapes)], around))
    return site.store.kept(seen, lambda: paint(drawing, around))


def _csv(site: Site, view: OverviewView) -> bytes:
    """The table behind the picture (RFC 4180, UTF-8): who, state, when in words, account, event and sources with their addresses, answers to it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("who", "who_address", "state", "when", "account", "event", "event_address", "sources", "answers"))
    url = site.settings.site_url
    for line in view.behind:
        sources = "; ".join(link if is_url(link := source.link.href) else f"{url}{source.href}" for source in line.sources)
        by = line.by.text if line.by else ""
        told = [denial.told for denial in line.denials], [position.told for position in line.positions]
        answers = "; ".join([text for texts in told for text in texts] + [f"Right of reply: {reply.told}" for reply in line.replies])
        row = (line.who.text, f"{url}{line.who.href}", line.value, line.span, by, line.event.text, f"{url}{line.event.href}", sources, answers)
        writer.writerow([neutral(text) for text in row])
    return out.getvalue().encode()
