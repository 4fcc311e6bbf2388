"""For a newsroom's page: a letter, and each of its paragraphs, as small whole documents, with oEmbed beside them (see `views/framing.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..artifact import Artifact, Page
from ..dossier import Entry, Translation
from ..model import Letter
from ..site import Site
from ..views import letter_view
from ..views.citing import address_of, card_address, former_stems, stem
from ..views.framing import HEIGHT, iframe, oembed
from ..views.letters import LetterView, Row
from .moved import way_on

__all__ = ["embed_code", "publish"]

_PARAGRAPH_HEIGHT = 320


def publish(site: Site) -> Iterator[Page | Artifact]:
    for entry in site.dossier.of(Letter.folder):
        if entry.record.text_available:
            for translation in (None, *entry.translations):
                yield from _embeds(site, entry, translation)


def _embeds(site: Site, entry: Entry, translation: Translation | None) -> Iterator[Page | Artifact]:
    """A letter and its paragraphs; at former addresses, ways on to them."""
    home = f"embed/{stem(entry, translation)}/"
    view = letter_view(site.viewer, entry, "../" * home.count("/"), translation)
    formers = [f"embed/{former}/" for former in former_stems(entry, translation)]
    for row in (None, *view.rows):
        where = f"{home}{row.id}/" if row else home
        olds = [f"{former}{row.id}/" if row else former for former in formers]
        words = f"{view.title}, paragraph {row.number}" if row else view.title
        yield _page(site, where, view, entry, translation, (row,) if row else view.rows)
        yield from (way_on(site, old, where, entry.path, follows=True) for old in olds)
        if site.settings.site_url:
            make = partial(oembed, site.viewer, where, words, card_address(entry, translation), _PARAGRAPH_HEIGHT if row else HEIGHT)
            yield from (Artifact(f"{at}oembed.json", make, entry.path) for at in (where, *olds))


def _page(site: Site, where: str, view: LetterView, entry: Entry, translation: Translation | None, rows: tuple[Row, ...]) -> Page:
    one = rows[0] if len(rows) == 1 and where.endswith(f"/{rows[0].id}/") else None
    target = f"{stem(entry, translation)}/" + (f"?v={one.fingerprint[:12]}#{one.id}" if one else "")
    title = f"{view.title}, paragraph {one.number}" if one else view.title
    context = {
        "letter": view, "rows": rows, "one": one, "title": title, "target": address_of(site.viewer, target) if site.settings.site_url else target,
        "canonical": address_of(site.viewer, f"{stem(entry, translation)}/") if site.settings.site_url else "",
        "oembed": address_of(site.viewer, f"{where}oembed.json") if site.settings.site_url else "",
        "site_name": site.settings.site_name, "title_lang": translation.language if translation and translation.fields.get("title") else "",
    }  # fmt: skip
    return Page(where, title, "", "embed-letter.html", context, source=entry.path, noindex=True, framed=False, follows=True)


def embed_code(site: Site, entry: Entry, translation: Translation | None = None) -> str:
    """What a newsroom pastes into its page."""
    said = translation.fields.get("title") if translation else None
    return iframe(site.viewer, f"embed/{stem(entry, translation)}/", said or entry.record.title.say(site.viewer.language))
