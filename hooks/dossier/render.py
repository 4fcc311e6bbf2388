"""The one Jinja environment: a Page -> the HTML of its content, and in its shell the whole page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .artifact import Head, Page
from .compiled import Compiled
from .dates import PartialDate, Piece, day_text
from .glyphs import glyphs
from .heads import dated, head_html, onion_location, structured
from .languages import spoken_in
from .phrases import said_doubt
from .policy import guarded, policy
from .settings import Settings
from .shell import FrameKey, Frames
from .templating import TemplateEnvironment
from .views.pieces import told_apart

_NOINDEX = Markup('<meta name="robots" content="noindex">')
_REFRESH = Markup('<meta http-equiv="refresh" content="0; url={}">')

__all__ = ["base_environment", "compiled", "environment", "filled", "fragment", "frame_key", "head", "head_of", "rendered"]


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    """The code of our templates, and of the theme's."""
    return Compiled(Path(__file__).parent / "templates", "all")


@lru_cache(maxsize=1)
def base_environment() -> Environment:
    """Our templates, whatever the page."""
    return TemplateEnvironment(
        loader=PackageLoader("dossier", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.do"], auto_reload=False, cache_size=-1, bytecode_cache=compiled(),
    )  # fmt: skip


@lru_cache(maxsize=64)
def environment(root: str = "./", language: str = "en", written: str = "en") -> Environment:
    """Our templates for pages that are `root` below the site's root, in a language: autoescape on, undefined names are errors.

    `written` is the language that case files are written in, of which the page says that it is. Where that is not English, as our words
    are, `ours` are the attributes of the page's content, and `own` those of what is theirs.

    Macros know these without being handed the context of a page, so that each file of macros is read once and not for every page.
    """
    env = base_environment().overlay()
    spoken = partial(spoken_in, page=language)
    added = {"thousands": lambda n: f"{n:,}", "day": day_text, "spoken": spoken, "below": _below, "doubt": said_doubt, "told_apart": told_apart}
    env.filters = {**env.filters, "when": _when, "lasting": _lasting, "href": _href, **added}
    env.globals = {**env.globals, "glyphs": glyphs(), "root": root, "language": language, **_spoken_by(written)}
    return env


def _spoken_by(written: str) -> dict[str, Markup]:
    if written == "en":
        return {"ours": Markup(), "own": Markup()}
    return {"ours": Markup(" {}").format(spoken_in("en", page=written)), "own": Markup(" {}").format(spoken_in(written))}


@lru_cache(maxsize=20_000)
def _when(date: PartialDate) -> Markup:
    """A date in words, with `<time>` around each point that HTML has a value for; in English, as all words of ours are."""
    return _marked(date.pieces())


@lru_cache(maxsize=20_000)
def _lasting(date: PartialDate, end: PartialDate | None) -> Markup:
    """The date of an event in words, with its end if it has one."""
    return _marked(date.pieces_to(end))


def _marked(pieces: Iterable[Piece]) -> Markup:
    time = Markup('<time datetime="{}">{}</time>')
    return Markup("").join(time.format(piece.datetime, piece.text) if piece.datetime else piece.text for piece in pieces)


@pass_context  # not for the context alone: what needs none is computed when a template is compiled, for all pages alike
def _href(context: Context, address: str) -> str:
    """An address below the site's root, as seen from the page; web addresses and fragments stay."""
    return address if address.startswith(("#", "http://", "https://", "mailto:")) else f"{context['root']}{address}"


def _below(title: str, crumbs: Sequence[Any]) -> str:
    """What a page is called below others, whose names are not said again: `Kazakhstan: timeline` is `Timeline` below `Kazakhstan`."""
    for crumb in crumbs:
        rest = title.removeprefix(f"{crumb.text}: ")
        if rest != title:
            title = rest[:1].upper() + rest[1:]
    return title


def fragment(page: Page, values: Mapping[str, Any] | None = None, written: str = "en") -> Markup:
    """The HTML of a page's content; `values` are the page's own, where they are known already, `written` the language of the case files."""
    given = page.values if values is None else values
    html = environment(page.root, page.language or "en", written).get_template(page.template).render(page=page, **given)
    return Markup(html)  # noqa: S704 - rendered with autoescape


def frame_key(page: Page, settings: Settings) -> FrameKey:
    return FrameKey(page.section, page.address.count("/"), page.language or settings.default_language)


def rendered(page: Page, settings: Settings, given: Mapping[str, Any] | None = None, checked: PartialDate | None = None) -> tuple[str, Markup]:
    """The page's own part of the head (HTML), and its content; `given` are its values, where they are known already.

    `checked` is the day that stands for a page that has no date of its own.
    """
    values = page.values if given is None else given
    return head(page, settings, values, checked) if page.framed else "", fragment(page, values, settings.default_language)


def filled(page: Page, top: str, content: Markup, frames: Frames, settings: Settings) -> bytes:
    """The whole page of its own part of the head (HTML) and its content."""
    if not page.framed:
        return guarded(content, page.address, _onion(page, settings)).encode()
    values: dict[str, Any] = {
        "title": page.title, "description": page.description, "head": top,
        "canonical": f"{settings.site_url}{page.address if page.moved_to is None else page.moved_to}", "content": content,
    }  # fmt: skip
    html = frames.shell(frame_key(page, settings)).fill(**values)
    return (guarded(html, page.address) if policy(page.address) != policy() else html).encode()


def _onion(page: Page, settings: Settings) -> Markup:
    """Nothing on a notice of what was withdrawn: its address may name somebody."""
    return Markup() if page.moved_to == "" else onion_location(settings, page.address)


def head(page: Page, settings: Settings, values: Mapping[str, Any], checked: PartialDate | None = None) -> str:
    """What of the head is ours."""
    if page.noindex:
        way = _REFRESH.format(f"{page.root}{page.moved_to}") if page.moved_to else Markup("")
        return str(_onion(page, settings) + _NOINDEX + way)
    return str(head_html(settings, page.title, page.description, page.address, page.root, head_of(page, settings, values, checked)))


def head_of(page: Page, settings: Settings, values: Mapping[str, Any], checked: PartialDate | None = None) -> Head:
    """What machines read in the head of a page, with a day (its own, else that of what it shows, else the one it was `checked` on) and what it is."""
    day = values.get("checked") or values.get("checked_to")
    steps = [(crumb.text, crumb.href) for crumb in values.get("crumbs", ()) if crumb.href]
    found = dated(page.own_head, day, checked)
    return structured(settings, found, page.kind, page.title, page.description, page.address, day, steps)
