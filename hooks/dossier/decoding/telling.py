"""What in a PDF tells of its pages from beside them -> the same, of the pages that are left alone: bookmarks, and what is read out of pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from contextlib import suppress
from typing import Any, cast

import pikepdf

from .documents import PDF_ERRORS

__all__ = ["EMPTY", "Pages", "is_element", "keep", "without_bookmarks", "without_words"]

Pages = Collection[tuple[int, int]]
"""The numbers of the pages that are left."""
_WORDS = ("/ActualText", "/Alt", "/E", "/T")
"""What an element of the structure says itself: of all that stands in it."""
EMPTY = ("/Type", "/S", "/P")
"""What is left of an element of which nothing stands on a page."""


def keep(item: Any, names: Collection[str]) -> None:
    """Takes everything out of a dictionary of a PDF that has none of these `names`."""
    for key in [key for key in item.keys() if key not in names]:  # noqa: SIM118 - of an object of a PDF
        del item[key]


def without_bookmarks(root: Any, pages: Pages) -> None:
    """Takes out the bookmarks of pages that were taken out, and names of places there; one that has others below it which stay loses its words."""
    trees = list(_names(root))
    named = {name: place for tree in trees for name, place in tree.items()}
    outlines = root.get("/Outlines")
    if isinstance(outlines, pikepdf.Dictionary):
        _pruned(outlines, named, pages)
    for tree in trees:
        for name in [name for name in tree if _is_gone(named[name], pages)]:
            del tree[name]


def _pruned(outlines: Any, named: Mapping[str, Any], pages: Pages) -> None:
    items = [(item, above, _place(item, named)) for item, above in _bookmarks(outlines)]
    if not any(_is_gone(place, pages) for *_, place in items):
        return
    below = defaultdict[tuple[int, int], list[Any]](list)
    for item, above, place in reversed(items):  # what is below one comes behind it
        inner, is_gone = below[item.objgen][::-1], _is_gone(place, pages)
        if inner or not (is_gone or (place is None and "/First" in item and "/A" not in item)):
            below[above.objgen].append(item)
        if is_gone:
            keep(item, ("/Parent", "/Count"))
            item.Title = pikepdf.String("…")
        _join(item, inner)
    _join(outlines, below[outlines.objgen][::-1])


def _bookmarks(outlines: Any) -> Iterator[tuple[Any, Any]]:
    """Every bookmark with the one that it is below, which comes before it."""
    seen: set[tuple[int, int]] = set()
    waiting = [(outlines.get("/First"), outlines)]
    while waiting:
        item, above = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or not item.is_indirect or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item, above
        waiting += [(item.get("/Next"), above), (item.get("/First"), item)]


def _join(above: Any, items: list[Any]) -> None:
    """Puts these bookmarks, and no others, below one; it is as open as it was."""
    for item, before, after in zip(items, [None, *items], [*items[1:], None], strict=False):
        for key, other in (("/Prev", before), ("/Next", after)):
            if other is not None:
                item[key] = other
            elif key in item:
                del item[key]
    if not items:
        keep(above, above.keys() - {"/First", "/Last", "/Count"})
        return
    above.First, above.Last = items[0], items[-1]
    seen = sum(1 + max(int(item.get("/Count", 0)), 0) for item in items)
    above.Count = seen if int(above.get("/Count", 0)) > 0 else -seen


def _names(root: Any) -> Iterator[MutableMapping[str, Any]]:
    """Names of places in the document, as PDF 1.1 has them and as later ones do; none where they cannot be read."""
    old, names = root.get("/Dests"), root.get("/Names")
    if isinstance(old, pikepdf.Dictionary):
        yield cast("MutableMapping[str, Any]", old)
    if isinstance(names, pikepdf.Dictionary) and isinstance(names.get("/Dests"), pikepdf.Dictionary):
        with suppress(*PDF_ERRORS):
            tree = pikepdf.NameTree(names.Dests)
            list(tree.items())
            yield tree


def _place(item: Any, named: Mapping[str, Any]) -> Any:
    """Where a bookmark leads in the document, as it is written; None where it does not say so."""
    action = item.get("/A")
    place = item.get("/Dest", action.get("/D") if isinstance(action, pikepdf.Dictionary) else None)
    return named.get(str(place)) if isinstance(place, (pikepdf.String, pikepdf.Name)) else place


def _is_gone(place: Any, pages: Pages) -> bool:
    """Whether a place is on a page that was taken out: nothing may be left of that, or the page by itself. A number is one of another document."""
    if isinstance(place, pikepdf.Dictionary):
        place = place.get("/D")
    page = place[0] if isinstance(place, pikepdf.Array) and len(place) else 0
    return page is None or (isinstance(page, pikepdf.Dictionary) and page.objgen not in pages)


def without_words(root: Any, pages: Pages) -> set[tuple[int, int]]:
    """Of the structure, nothing tells of a page that was taken out: what is only there is emptied, what goes on there loses its words.

    An element need not say on which page it is: what stands in it does. Gives the elements and all else that the structure holds.
    """
    found: list[tuple[Any, int, set[bool]]] = []
    seen: set[tuple[int, int]] = set()
    tree = root.get("/StructTreeRoot")
    waiting: list[tuple[Any, int, Any]] = [(tree.get("/K"), -1, None)] if isinstance(tree, pikepdf.Dictionary) else []
    while waiting:
        item, above, page = waiting.pop()
        if getattr(item, "is_indirect", False):
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Dictionary):
            page = getattr(item.get("/Pg"), "objgen", page)
        if isinstance(item, pikepdf.Array):
            waiting += [(inner, above, page) for inner in item]
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            waiting.append((item.get("/K"), len(found), page))
            found.append((item, above, {page in pages} if "/Pg" in item else set()))
        elif item is not None and page is not None and above >= 0:  # a number of the page's own text, or what says on which page that is
            found[above][2].add(page in pages)
    for item, above, stands in reversed(found):  # what stands in an element comes behind it
        if above >= 0:
            found[above][2].update(stands)
        if True not in stands:
            keep(item, EMPTY)
        elif False in stands:
            keep(item, item.keys() - set(_WORDS))
    return seen


def is_element(item: Any) -> bool:
    """Whether it is an element of the structure; it need not say so, and what else has a kind (`/S`) stands in nothing (`/P`)."""
    return isinstance(item, pikepdf.Dictionary) and (item.get("/Type") == "/StructElem" or ("/S" in item and "/P" in item))
