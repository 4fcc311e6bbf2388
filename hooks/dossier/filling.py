"""What makes the files of a site, and a staged site -> every file in it: those of before that may stay, and the others, made by each process in part.

They are made country by country, so that what the pages of one need is not kept for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol

from .artifact import Artifact
from .carry import Carry
from .gathered import Documents
from .keys import Keys
from .manifest import packed, unpacked
from .outputs.dataset import HOME
from .patience import patience
from .prose import forget
from .remembered import read_words
from .scan import Finding, Scanner
from .site import Site
from .stages import STAGES, Progress, Told
from .staging import Staging
from .together import Work, evenly, processes, share

__all__ = ["Making", "fill", "is_large"]

_WORTH = 1_500
"""How many files of countries are worth a process of their own."""
_OF_ALL = 8.0
"""How many files of a country take as long as one that is of all and holds as much as fits on a page."""
_WHOLE = 0.6
"""How many files of a country, for each country, take as long as one that holds everything of all."""
_MANY = 8_000
"""So many records: what the checks read of most of their texts is no longer in memory when their pages are made, nor what was listed when
the site is put in its place."""
_Told = tuple[bytes, set[Finding], dict[str, bytes], Told]


class Making(Protocol):
    """What makes the files: a Build."""

    @property
    def site(self) -> Site: ...
    @property
    def scanner(self) -> Scanner: ...
    @property
    def documents(self) -> Documents | None: ...
    def artifact(self, uri: str) -> Artifact: ...
    def keyed(self) -> Iterable[tuple[str, Callable[[], str]]]: ...


def fill(build: Making, staging: Staging, carry: Carry, others: Callable[[], None], theirs: Iterable[str] = ()) -> None:
    """Puts every file of ours into the staged site, after those of `others`, which write `theirs` now or later. Raises OSError."""
    staging.begin_with(carry.spare)
    made = STAGES.timed("carry", carry.settle, build.keyed(), staging.folder, theirs)
    others()
    homes = Keys({entry.key: "" for entry in build.site.countries}, frozenset(build.site.settings.languages))
    weighed = _weighed(made, homes)
    shares = evenly(weighed, processes(int(sum(weight for weight, _ in weighed)), _WORTH))[::-1]  # what is heaviest ends with another process
    if is_large(build.site):
        forget()
    carry.progress = Progress(len(shares[0]))
    if len(shares) > 1:  # what every part needs is made before they part
        read_words(build.site.dossier)
        for country in dict.fromkeys(map(homes.country_of, made)):
            build.site.index.passages_in(country)
    with patience():
        share(_work(build, staging, carry, homes, made), shares)


def is_large(site: Site) -> bool:
    """Whether of a site no more is to be in memory than is needed next."""
    return len(site.dossier.entries) > _MANY


def _weighed(uris: Iterable[str], homes: Keys) -> list[tuple[float, list[str]]]:
    """Addresses of files in groups that use the same things, each with what it weighs."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for uri in uris:
        groups[_group(uri, homes)].append(uri)
    whole = max(_OF_ALL, _WHOLE * len(homes.by_country))
    return [(len(group) * (1.0 if country else whole if f"{top}/" == HOME else _OF_ALL), group) for (country, top), group in groups.items()]


def _group(uri: str, homes: Keys) -> tuple[str, str]:
    """What a file is made with: those of a country, else what lies at one place at the top of the site."""
    country = homes.country_of(uri)
    return country, "" if country else uri.partition("/")[0]


def _work(build: Making, staging: Staging, carry: Carry, homes: Keys, made: Iterable[str]) -> Work[str, _Told]:
    """Puts files where they belong; what another process has made is as if it had been made here."""
    last, large = ("", ""), is_large(build.site)

    def each(uri: str) -> None:
        nonlocal last
        if (group := _group(uri, homes)) != last:
            last = group
            build.site.viewer.made.clear()
            if large:
                forget()
        carry.put(build.artifact(uri), staging.folder)

    def begin() -> None:
        carry.here, carry.progress = {}, None
        STAGES.told()

    def make_room() -> None:
        """What was needed to make files goes before what is known of them is told."""
        build.site.viewer.made.clear()
        forget()

    def tell() -> _Told:
        make_room()
        return b"".join(packed(carry.here)), build.scanner.findings, build.documents.packed if build.documents else {}, STAGES.told()

    def hear(told: _Told) -> None:
        here, findings, documents, spent = told
        make_room()
        same = {uri: uri for uri in made}  # of hundreds of thousands, each string is there once
        carry.here.update((same.get(uri, uri), kept) for uri, kept in unpacked(here))
        build.scanner.findings.update(findings)
        if build.documents is not None:
            build.documents.packed.update(documents)
        STAGES.heard(spent)

    return Work(each, begin, tell, hear)
