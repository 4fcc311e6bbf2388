"""Feeds of what is new: over all, of a country, of a group of events, and of corrections, as Atom and RSS, the wider ones as JSON Feed too; and of
each person, organisation and letter, as Atom.

None where the site does not know its own address (`site_url`). What was published once may be followed, and has a feed also when nothing is left
to tell: it is empty then, and linked nowhere. A feed holds the newest MOST items, fewer where they are
long; what it says is put into words once for all feeds of a country that say it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from markupsafe import Markup

from ..addresses import address
from ..artifact import Artifact
from ..dossier import Entry
from ..feeds import Feed, File, Item, atom, json_feed, rss
from ..files import INTERNATIONAL
from ..history import first_address, permanent, sealed_on
from ..later import later
from ..model import Event, Letter
from ..site import Site
from ..views.citing import former_stems, stem
from ..views.concerning import FOLLOWED, concerning, is_followed, told_by
from ..views.corrected import correction_news
from ..views.corrections import ChangeView, changes
from ..views.entries import countries_of, group_of
from ..views.following import CORRECTIONS, feed_address, feed_stem
from ..views.narrowing import in_order
from ..views.news import News, news
from .dataset import modified
from .texts import in_feed

__all__ = ["MOST", "WEIGHT", "publish"]

MOST = 50
"""So many items a feed has at most."""
WEIGHT = 400_000
"""And so many characters of what they say, but one item at least."""
Form = tuple[str, Callable[[Feed, str], bytes]]
FORMS: tuple[Form, ...] = (("atom", atom), ("rss", rss), ("json", json_feed))
"""Name and maker of each form."""
_NEW = "what is new, what became of people, organisations and demands, and what was corrected"
_CHANGED = "what was corrected, withdrawn or first published"
_OF_ONE = "what is new in the events, letters and demands on its page, and what was corrected"
"""What feeds hold, in words."""


class _Newsroom:
    """What is new on a site, found and put into words when the first feed is written."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def changes(self) -> tuple[ChangeView, ...]:
        return changes(self.site.viewer)

    def of(self, country: str, group: str) -> Iterable[News]:
        return self._shelf(country).get(group, ())

    def _shelf(self, country: str) -> Mapping[str, list[News]]:
        return self.site.viewer.kept(("news", country), self._sorted, country) if country else self._of_all

    @cached_property
    def _of_all(self) -> Mapping[str, list[News]]:
        return self._sorted("")

    def _sorted(self, country: str) -> Mapping[str, list[News]]:
        """Group (empty for all) -> what is new in a country, or in all, the latest first.

        First publications are items by themselves, not of the record of change.
        """
        viewer = self.site.viewer
        if country:
            told = {**self._of_none, **told_by(viewer, viewer.dossier.within(country))}
            found = [item for key in sorted(told) for item in told[key] if country in item.countries]
        else:
            found = [*news(viewer), *(correction_news(viewer, change) for change in self.changes if change.what != "published")]
        shelf: dict[str, list[News]] = defaultdict(list)
        for item in sorted(found, key=lambda item: item.order, reverse=True):
            for group in dict.fromkeys(("", item.group)):
                shelf[group].append(item)
        return shelf

    @cached_property
    def _of_none(self) -> Mapping[str, tuple[News, ...]]:
        """What is new of records of no country, each of which may belong to several."""
        return told_by(self.site.viewer, self.site.dossier.within(INTERNATIONAL))

    @cached_property
    def _standing(self) -> Mapping[str, list[str]]:
        """Group (empty for all) -> the records whose prose may stand in its feed of all countries; kept, since it stays when a text is edited."""

        def found() -> bytes:
            return json.dumps({group: [one.prose for one in found[:MOST] if one.prose] for group, found in self._shelf("").items()}).encode()

        standing: dict[str, list[str]] = json.loads(self.site.portions.of_all("feeds", found))
        return standing

    def texts(self, group: str) -> Iterator[str]:
        """The prose that may stand in a feed of all countries."""
        return (self.site.dossier.entries[key].body for key in self._standing.get(group, ()))

    def modified(self, country: str) -> date:
        return self.site.viewer.kept(("modified", country), self._modified, country)

    def _modified(self, country: str) -> date:
        checked = self.site.checked_to(country)  # of a country without a day of its own, that of all
        return modified(self.site, country) or (checked.latest if checked else date(1970, 1, 1))

    def corrections(self) -> Iterator[News]:
        return (correction_news(self.site.viewer, change) for change in self.changes)

    def newest(self, found: Iterable[News]) -> Iterator[Item]:
        """As many of the first items as there is room for."""
        left = WEIGHT
        for number, one in enumerate(islice(found, MOST)):
            item = self.site.viewer.kept(("item", one.id), _item, self.site, one)
            left -= len(item.html) + len(item.title)
            if left < 0 and number:
                return
            yield item


def publish(site: Site) -> Iterator[Artifact]:
    if not site.settings.site_url:
        return
    room, viewer = _Newsroom(site), site.viewer
    names = {"": [""], **{entry.key: [entry.key, *former_stems(entry)] for entry in site.countries}}
    groups = {country: {group for name in names[country] for group in site.ledger.groups(name)} for country in names}  # also those emptied since
    for folder in (Event.folder, Letter.folder):
        for entry in site.dossier.of(folder):
            for country in ("", *countries_of(viewer, entry)):
                groups[country].add(group_of(viewer, entry))
    for country, found in groups.items():
        if country in site.listed_before:
            continue
        home = f"{country}/" if country else ""
        stems = [feed_stem(name) for name in names[country]]
        yield from _feeds(room, stems, home, _title(site, country), later(room.of, country, ""), FORMS, later(room.texts, ""))
        for group in in_order(viewer, found):
            where, title = f"{home}timeline/{group}/", _title(site, country, group)
            stems = [feed_stem(name, group) for name in names[country]]
            yield from _feeds(room, stems, where, title, later(room.of, country, group), FORMS[:2], later(room.texts, group))
    title = f"{site.settings.site_name}: corrections"
    yield from _feeds(room, [CORRECTIONS], f"{CORRECTIONS}/", title, room.corrections, FORMS, what=_CHANGED)
    for folder in FOLLOWED:
        for entry in site.listed(folder):
            if is_followed(viewer, entry) or sealed_on(site.ledger, entry):  # there may have been something to tell
                yield from _of_record(room, entry)


def _title(site: Site, country: str, group: str = "") -> str:
    name = site.viewer.link(country).text if country else ""
    return ": ".join(filter(None, (site.settings.site_name, name, site.viewer.group_label(group) if group else "")))


def _feeds(
    room: _Newsroom, stems: Sequence[str], home: str, title: str, found: Callable[[], Iterable[News]], forms: Iterable[Form],
    texts: Callable[[], Iterable[str]] = tuple, what: str = _NEW,
) -> Iterator[Artifact]:
    """A feed of `what` in each of its forms, made once for all of them; the first of `stems` is its address, the others are those of before.

    `texts` are all the prose that may stand in it, where it is one of all countries.
    """
    settings = room.site.settings
    home_of = room.site.dossier.entries.get(home.partition("/")[0])
    country = home_of.key if home_of else ""

    def feed() -> Feed:
        return Feed(
            title, f"{title}: {what}.", f"{settings.site_url}{home}",
            settings.publisher or settings.site_name, settings.default_language, settings.licence,
            room.modified(country), tuple(room.newest(found())),
        )  # fmt: skip

    for name, form in forms:
        make = later(_bytes, form, later(room.site.viewer.kept, ("feed", stems[0]), feed), f"{settings.site_url}{feed_address(stems[0], name)}")
        for at in stems:
            yield Artifact(feed_address(at, name), make, home_of.path if home_of else "", texts=None if home_of else texts)


def _of_record(room: _Newsroom, entry: Entry) -> Iterator[Artifact]:
    """The feed of a record, at every address that it ever had."""
    make, texts = later(_record_bytes, room, entry), later(in_feed, room.site, entry, MOST)
    yield from (Artifact(feed_address(home, "atom"), make, entry.path, texts=texts) for home in (stem(entry), *former_stems(entry)))


def _record_bytes(room: _Newsroom, entry: Entry) -> bytes:
    site, settings = room.site, room.site.settings
    title, root = f"{settings.site_name}: {site.viewer.name(entry)}", settings.site_url
    found = tuple(room.newest(concerning(site.viewer, entry)))
    ident = permanent(root, f"{first_address(site.ledger, entry)}#feed")  # the address of its page is that of an item
    feed = Feed(
        title, f"{title}: {_OF_ONE}.", f"{root}{address(entry)}",
        settings.publisher or settings.site_name, settings.default_language, settings.licence,
        sealed_on(site.ledger, entry) or date.min, found, ident,
    )  # fmt: skip
    return atom(feed, f"{root}{feed_address(stem(entry), 'atom')}")


def _bytes(form: Callable[[Feed, str], bytes], feed: Callable[[], Feed], url: str) -> bytes:
    return form(feed(), url)


def _item(site: Site, found: News) -> Item:
    root, view = site.settings.site_url, found.view()
    prose = site.viewer.prose(view.prose, root) if view.prose else Markup("")
    from ..render import environment  # a check renders nothing

    html = environment(root, site.viewer.language).get_template("parts/item.html").render(item=view, prose=prose)
    files = tuple(File(f"{root}{file.href}", file.length, file.type) for file in view.attached)
    names = [site.viewer.link(country).text for country in found.countries]
    categories = tuple(dict.fromkeys(filter(None, (view.label, site.viewer.group_label(found.group) if found.group else "", *names))))
    return Item(permanent(root, found.id), f"{root}{found.href}", view.title, html.strip(), found.published, found.updated, categories, files)
