"""A project folder -> everything in it loaded and checked, with all pages and files it would publish, or every problem."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from .again import Known
from .artifact import Items
from .buildable import check_config, check_theme
from .cache import CACHE, Store
from .checks import Context, elsewhere, run, unsaid
from .configured import Speaker, read_config
from .docs import Docs, asking, read_docs
from .files import attached
from .given import PREVIEW, PRIVATE
from .instant import build_instant, ended_early
from .keyed import keys_of
from .keys import Keys, folders
from .leaking import check_leaks, unspoken
from .ledger import Ledger, Row
from .ledgerfile import read_ledger
from .load import load
from .needles import Needle, needles
from .outlasting import outlasting
from .outputs import forms, ways
from .parsed import Parsed
from .patience import growing
from .permalinks import check_permalinks, check_unique
from .portions import Portions
from .private import Private, check_private, read_private
from .problems import Problem, as_annotation, refusals
from .prosechecks import check_addresses, check_docs, check_personal, check_withheld
from .refusal import NotPublished, Stood, changed, standing
from .relisted import Listing, keep_places
from .remembered import keep, read_letters, recall
from .sealing import sealed
from .security import expiry_problems
from .settings import Settings, settings_from
from .settled import settle, settled
from .site import Site
from .stages import STAGES
from .sums import SUMS, UNNAMED
from .surface import Place, lists, surface
from .together import aside, processes

__all__ = ["Checked", "Refused", "checked", "prepared", "read_project", "seal"]


_NONE: Mapping[str, bytes] = {}
_WORTH = 1_000
"""How many records are worth a process that lists what would be published of them."""


class Refused(NotPublished):
    """Nothing is published; `problems` are all of them, sorted."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = len(refusals(problems))
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the case files; nothing was published")

    def tell(self, log: logging.Logger) -> None:
        """Logs every problem, and prints them as GitHub shows them where the build runs there."""
        for problem in self.problems:
            (log.error if problem.level == "error" else log.info)(str(problem))
        for problem in self.problems if os.environ.get("GITHUB_ACTIONS") else ():
            print(as_annotation(problem), flush=True)


def checked(root: Path, config: Any = None, as_of: str = "", instead: Mapping[str, bytes] = _NONE) -> tuple[Site, Docs, list[Problem]]:
    """The project in `root`, with every problem and note of it, sorted.

    `config` is MkDocs' configuration where MkDocs runs, else mkdocs.yml is read. `as_of` is the build's
    instant (DOSSIER_AS_OF). `instead` is what case files would hold that are not written yet, by path (`data/…`).
    """
    found = read_project(root, config, as_of, listed=False, instead=instead)
    return found.site, found.docs, found.problems


def prepared(root: Path, as_of: str = "") -> tuple[Site, Private, list[Problem]]:
    """The project in `root` with its private overlay, and every problem and note."""
    found = read_project(root, as_of=as_of, listed=False)
    return found.site, found.private, found.problems


class Checked(Struct, frozen=True):
    """A project with every problem and note, sorted; `items` are all pages and files, as many as are `forms` of what is on record first, then
    the ways to them; `places` is everything that has an address.

    While there is a problem, there are no items and no places. `keys` say what each country's pages are made from; there are none where
    values are private: no trace of these is to be left in a cache. `sought` is what may stand in no published byte, `stood` how the files
    beside records were when the keys were made.
    """

    site: Site
    docs: Docs
    private: Private
    problems: list[Problem]
    items: Items
    forms: int
    places: dict[str, Place]
    keys: Keys
    sought: tuple[Needle, ...]
    stood: Stood


@growing()
def read_project(
    root: Path, config: Any = None, as_of: str = "", known: Known | None = None, listed: bool = True, instead: Mapping[str, bytes] = _NONE
) -> Checked:
    """The project in `root`; its items are given only if they are to be `listed`. `known` is what a server knows of it.

    With files `instead` of those that are there, nothing of it is taken from a cache, or left in one.
    """
    items, count, places = Items(), 0, dict[str, Place]()
    private = read_private(root, os.environ.get(PRIVATE))
    read = read_config(root) if config is None else None
    given = config if read is None else read.values
    docs_dir = Path(given["docs_dir"])
    settings, problems = settings_from(given, docs_dir)
    problems += [*(check_config(root, read) if read is not None else ()), *check_theme(given)]
    store, uncached = Store.of(root), private.there or bool(instead)
    problems += _misplaced(store, {"docs": docs_dir, "data": root / "data", "site": root / str(given.get("site_dir") or "site")})
    if private.there:
        store.forget()
    parsed = Parsed(Store() if uncached else store)
    with STAGES("read"), parsed.ahead(root / "data") if known is None else nullcontext():
        # a file that somebody saves from here on is another than its key says, and made anew next time; a server knows what it has read
        stood = standing(attached(root / "data")) if known is None else {}
        before = folders(root / "data") if known is None and not uncached else {}
        result = load(root / "data", settings, known, parsed.parse, instead)
        # unless it is saved again as it was: what is made of what it held meanwhile has no key
        uncached = uncached or (bool(before) and not refusals(result.problems) and not parsed.is_of(before))
    STAGES.counted("read", len(result.dossier.entries) - 1)
    problems += result.problems
    try:
        instant = build_instant(root, result.dossier, as_of)
    except ValueError:
        right = ("DOSSIER_AS_OF", "2026-11-24 or 2026-11-24T09:00+00:00") if as_of else ("SOURCE_DATE_EPOCH", "seconds since 1970")
        problems.append(Problem(right[0], 1, 1, "", f"is not an instant; write {right[1]}"))
        instant = datetime(1970, 1, 1, tzinfo=UTC)
    problems += ended_early(root, result.dossier, instant, as_of)
    problems += expiry_problems(settings.security, instant, Speaker(str(given["config_file_path"])))
    ledger, wrong = read_ledger(root)
    docs = read_docs(docs_dir, settings.files)
    site = Site(result.dossier, settings, instant, ledger, store, asking(docs))
    if known is None:  # a server knows all that it has read
        recall(Store() if uncached else site.store)
    sought = needles(site.everything, site.states, private, ledger)
    keys = Keys() if uncached else keys_of(before or folders(root / "data", known), docs.folder, site, sought)
    site.portions = Portions(site.store, keys)
    sound = settled(site.store, keys)
    for one in sound.values():
        site.sizes.update(one.sizes)
    context = Context(result.dossier, instant, settled={country: one.notes for country, one in sound.items()}, known=site.public)
    worth = not listed and processes(len(result.dossier.entries), _WORTH) > 1
    with ExitStack() as others:
        told = others.enter_context(elsewhere(context))
        if worth:  # a list of pages needs the paragraphs of letters, which are read for the checks anyway
            read_letters(result.dossier)
        ask = others.enter_context(aside(partial(_listed, site, docs, keys, known, listed), worth))
        problems += STAGES.timed("check", run, context, told)
        problems += unsaid(context, check_leaks(context, sought))
        problems += [*private.problems, *check_private(private, result.dossier), *_overlay(settings, private)]
        problems += [*wrong, *docs.problems, *check_personal(docs, context), *check_docs(docs, context)]
        problems += check_withheld(docs, given, context, sought)
        if not refusals(problems):
            if known is None:  # what files held stands in the records now; while these are listed, much else is made
                shown = site.dossier.entries
                withheld = {path for key, entry in site.everything.entries.items() if shown.get(key) is not entry for path in entry.paths}
                parsed.keep(withheld, new=not as_of)
                if listed:
                    site.everything.forget_places()
            items, count, places, found = STAGES.timed("index", ask)
            problems += found
        else:
            problems += outlasting(site, docs)
    if changed(stood, root):  # nor has what is made of files beside records, which are opened until the site is made
        keys = Keys()
        site.portions.thin(frozenset())
    if not refusals(problems):
        settle(site.store, keys, context, site.sizes)
        if listed and known is None:
            keep_places(site, keys, places)
        if not listed and not as_of and not uncached:  # at another instant, other texts are public
            keep(site.store, site.dossier)
            site.portions.thin({entry.key for entry in site.countries})
    return Checked(site, docs, private, sorted(set(unspoken(problems, sought))), items, count, places, keys, sought, stood)


def _misplaced(store: Store, folders: Mapping[str, Path]) -> Iterator[Problem]:
    """What is kept would be published with the folder that holds it, or be read as what somebody wrote."""
    where = Path(os.path.realpath(store.folder)) if store.folder is not None else None
    for name, folder in folders.items():
        if where is not None and where.is_relative_to(os.path.realpath(folder)):
            yield Problem(CACHE, 1, 1, "", f"names a folder in {name}/; what is kept there would become part of it, so name one elsewhere")


def _overlay(settings: Settings, private: Private) -> Iterator[Problem]:
    if settings.private and not private.there:
        said = "extra.dossier.private in mkdocs.yml says that it is required, and it names no folder"
        preview = os.environ.get(PREVIEW) == "1"
        yield Problem(PRIVATE, 1, 1, "", f"{said}; {PREVIEW}=1 makes a copy that must not be published", "note" if preview else "error")


_MADE_BY_THE_WAY = {"404.html", "sitemap.xml", "_headers", SUMS, UNNAMED}
"""Files that are in every site and are made when all others are known."""


_Listed = tuple[Items, int, dict[str, Place], list[Problem]]


def _listed(site: Site, docs: Docs, keys: Keys, known: Known | None, whole: bool) -> _Listed:
    """All pages and files, how many of them are no ways, everything that has an address, and what is wrong with these; only the last, unless
    the `whole` is wanted."""
    before = Listing.recalled(site, keys) if known is None else known.listing if isinstance(known.listing, Listing) else Listing()
    site.listed_before = before.stays(keys)
    items = before.files_of(site.listed_before)
    items.add(forms(site))
    count = len(items.all)
    items.add(ways(site, tuple(items.pages), docs.former))
    places = surface(site, lists(items.pages, docs.published), before.places)
    if known is not None and not site.listed_before:
        known.listing = Listing.of(keys, items.all[:count], places)
    with STAGES("check", 0):
        problems = [*check_addresses(docs, lambda uri: uri in items.by_uri or uri in _MADE_BY_THE_WAY), *check_unique(items)]
        problems += check_permalinks(site.ledger, places, site.instant.date().isoformat())
    return (items, count, places, problems) if whole else (Items(), 0, {}, problems)


def seal(root: Path, as_of: str = "") -> tuple[list[Row], Ledger, list[Problem]]:
    """The ledger as it should be now, the one that is there, and the problems that prevent sealing."""
    found = read_project(root, as_of=as_of)
    rows = [] if refusals(found.problems) else sealed(found.site.ledger, found.places, found.site.instant.date().isoformat())
    return rows, found.site.ledger, found.problems
