"""What stands beside a letter: references for managers of literature, JSON, plain text, the press pack."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from .. import prose
from ..artifact import Artifact
from ..asjson import spaced
from ..attachments import beside
from ..citations import styles
from ..dossier import Entry, Translation
from ..exports import biblatex, csl_json, ris
from ..later import later
from ..model import Letter
from ..phrases import stop
from ..site import Site
from ..views.citing import address_of, card_address, citable, cited, exported, former_stems, stem
from ..views.data import SCHEMA, LetterData, letter_data
from ..views.jsonpieces import DIALECT
from ..views.letters import letter_view
from ..views.threadwords import thread_said
from .cards import letter_card
from .texts import own

__all__ = ["publish"]

Part = tuple[Entry, Translation | None]
_PACKED = (".png", ".jpg", ".jpeg")
"""What packing makes no smaller."""


def publish(site: Site) -> Iterator[Artifact]:
    yield Artifact(SCHEMA, lambda: spaced({"$schema": DIALECT, **LetterData.model_json_schema(by_alias=True)}), "", prose=False)
    for entry in site.listed(Letter.folder):
        if not entry.record.text_available:
            continue
        for translation in (None, *entry.translations):
            homes = [stem(entry, translation), *former_stems(entry, translation)]
            texts = later(own, entry)
            for ending in (*_MAKERS, ".zip"):
                make = later(_made, site, (entry, translation), ending) if ending in _MAKERS else later(_pack, site, (entry, translation))
                yield from (Artifact(f"{home}{ending}", make, entry.path, texts=texts) for home in homes)


def _made(site: Site, part: Part, ending: str) -> bytes:
    """A file beside a letter, which is in its press pack too."""
    entry, translation = part
    key = ("beside", entry.key, translation.language if translation else "", ending)
    return site.viewer.kept(key, _MAKERS[ending], site, part)


def _json(site: Site, part: Part) -> bytes:
    return letter_data(site.viewer, *part).model_dump_json(by_alias=True, exclude_unset=True, indent=1).encode() + b"\n"


def _text(site: Site, part: Part) -> bytes:
    """The letter as plain text, each paragraph with its number."""
    entry, translation = part
    viewer = site.viewer
    item, view = citable(viewer, *part), letter_view(viewer, entry, "./", translation)
    head = [item.title, ""]
    parties = (("From", view.sent_from), ("To", view.to), ("Copies", view.cc))
    head += [f"{label}: {', '.join(link.text for link in links)}" for label, links in parties if links]
    head.append(f"Date: {view.date.say()}" + (f", {view.place}" if view.place else ""))
    head += [f"Subject: {view.subject}"] if view.subject else []
    head += [f"Translation into {view.language_name} by {view.translated_by}; the original prevails."] if translation else []
    text = [*view.salutation, ""] if view.salutation else []
    for piece in prose.pieces(translation.body if translation else entry.body):
        block = piece.block
        before = "" if piece.goes_on else f"[{block.id[1:]}] "
        marker = f"{block.marker} " if block.marker and not piece.goes_on else ""
        text += [f"{before}{'  ' * max(block.depth - 1, 0)}{marker}{piece.text}", ""]
    text += [*view.closing, ""] if view.closing else []
    text += [", ".join(part for part in (s.person.text, s.role, *(o.text for o in s.organisations)) if part) for s in view.signed]
    said = thread_said(viewer, viewer.index.threads[entry.key])
    foot = [f"{said.line}.", *([stop(said.replied)] if said.replied else [])]
    foot += [f"Corrected on {c.date.say()}: {c.text.say(viewer.language)}" for c in entry.record.corrections]
    removed = [(f"Removed from paragraph {r.paragraph[1:]}" if r.paragraph else "Not shown here", r.reason) for r in entry.record.redactions]
    foot += [f"{what}: {reason.say(viewer.language)}" for what, reason in removed]
    foot += ["Numbers in square brackets are those of the paragraphs and not part of the letter."]
    foot += ["The full names of organisations behind those of who signed are ours too."] if any(s.organisations for s in view.signed) else []
    foot += [item.url if translation else item.short or item.url]
    return "\n".join([*head, "", "-" * 24, "", *text, "", "-" * 24, "", *foot, ""]).encode()


def _pack(site: Site, part: Part) -> bytes:
    """The press pack: text, references, citations, attachments, card, and what they hash to. The same bytes each time."""
    entry, translation = part
    viewer = site.viewer
    item = citable(viewer, *part)
    name = f"{entry.id}.{translation.language}" if translation else entry.id
    files = {
        **{f"{name}{ending}": _made(site, part, ending) for ending in _MAKERS},
        "citations.txt": "\n\n".join(f"{style.label}\n{style.text}" for style in styles(cited(viewer, *part))).encode() + b"\n",
        "card.png": letter_card(site, *part),
        **{file.name: file.content for file in beside(viewer.dossier, entry)},
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in sorted(files.items()))
    readme = f"{item.title}\n{item.url}\nThe card is also at {address_of(viewer, card_address(*part))}. Check the files: sha256sum -c SHA256SUMS\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in (("README.txt", readme.encode()), *sorted(files.items()), ("SHA256SUMS", sums.encode())):
            info = zipfile.ZipInfo(f"{name}/{file}", (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if file.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


_MAKERS: Mapping[str, Callable[[Site, Part], bytes]] = MappingProxyType({
    ".ris": lambda site, part: ris([exported(site.viewer, *part)]).encode(),
    ".bib": lambda site, part: biblatex([exported(site.viewer, *part)]).encode(),
    ".csl.json": lambda site, part: csl_json([exported(site.viewer, *part)]).encode(),
    ".json": _json,
    ".txt": _text,
})
"""The files beside a letter by the ends of their names; a press pack holds all of them."""
