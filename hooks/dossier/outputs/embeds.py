"""For a newsroom's page: events (`event_embeds`), a letter and each of its paragraphs, as small documents with oEmbed (see `views/framing.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import prose
from ..artifact import Artifact, Page
from ..dossier import Entry, Translation
from ..later import later
from ..model import Letter
from ..site import Site
from ..views import letter_view
from ..views.citing import address_of, card_address, former_stems, stem
from ..views.corrections import notes
from ..views.framing import HEIGHT, iframe, oembed
from ..views.letters import title_of
from .event_embeds import embedded
from .moved import way_on
from .texts import own

__all__ = ["embed_code", "publish"]

_PARAGRAPH_HEIGHT = 320


def publish(site: Site) -> Iterator[Page | Artifact]:
    yield from embedded(site)
    for entry in site.listed(Letter.folder):
        if entry.record.text_available:
            for translation in (None, *entry.translations):
                yield from _embeds(site, entry, translation)


def _embeds(site: Site, entry: Entry, translation: Translation | None) -> Iterator[Page | Artifact]:
    """A letter and its paragraphs; at former addresses, ways on to them."""
    home = f"embed/{stem(entry, translation)}/"
    title = title_of(site.viewer, entry, translation)
    formers = [f"embed/{former}/" for former in former_stems(entry, translation)]
    texts = later(own, entry)
    for ident in ("", *(block.id for block in prose.blocks(translation.body if translation else entry.body)[0])):
        where = f"{home}{ident}/" if ident else home
        olds = [f"{former}{ident}/" if ident else former for former in formers]
        words = f"{title}, paragraph {ident[1:]}" if ident else title
        context = later(_context, site, where, entry, translation, words, ident)
        yield Page(where, words, "", "embed-letter.html", context, source=entry.path, noindex=True, framed=False, follows=True, texts=texts)
        yield from (way_on(site, old, where, entry.path, follows=True) for old in olds)
        if site.settings.site_url:
            make = later(_oembed, site, where, words, entry, translation, _PARAGRAPH_HEIGHT if ident else HEIGHT)
            yield from (Artifact(f"{at}oembed.json", make, entry.path, prose=False) for at in (where, *olds))


def _oembed(site: Site, where: str, words: str, entry: Entry, translation: Translation | None, height: int) -> bytes:
    return oembed(site.viewer, where, words, card_address(entry, translation), height)


def _context(site: Site, where: str, entry: Entry, translation: Translation | None, title: str, ident: str) -> dict[str, Any]:
    """The whole letter, or the one paragraph `ident`."""
    view = letter_view(site.viewer, entry, "../" * where.count("/"), translation, only=ident)
    one = view.rows[0] if ident else None
    whole = tuple(note for note in notes(site.viewer, entry) if not note.paragraph)
    target = f"{stem(entry, translation)}/" + (f"?v={one.fingerprint[:12]}#{one.id}" if one else "")
    return {
        "letter": view, "rows": view.rows, "one": one, "title": title,
        "corrections": () if one else whole,
        "target": address_of(site.viewer, target) if site.settings.site_url else target,
        "canonical": address_of(site.viewer, f"{stem(entry, translation)}/") if site.settings.site_url else "",
        "oembed": address_of(site.viewer, f"{where}oembed.json") if site.settings.site_url else "",
        "site_name": site.settings.site_name, "title_lang": translation.language if translation and translation.fields.get("title") else "",
    }  # fmt: skip


def embed_code(site: Site, entry: Entry, translation: Translation | None = None) -> str:
    """What a newsroom pastes into its page."""
    said = translation.fields.get("title") if translation else None
    return iframe(site.viewer, f"embed/{stem(entry, translation)}/", said or entry.record.title.say(site.viewer.language))
