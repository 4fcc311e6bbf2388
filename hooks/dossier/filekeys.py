"""What a file of the site is made from -> its key: with an equal one, the file of the last build may stay (see `carry.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .alike import sum_of
from .artifact import Artifact, Page
from .dates import PartialDate
from .keys import Keys, hashed, sum_of_text
from .render import frame_key
from .settings import Settings
from .shell import Frames

__all__ = ["key_of", "own_key_of", "said_of", "without_frame"]


def key_of(item: Page | Artifact, keys: Keys, frames: Frames | None, settings: Settings) -> str:
    """All that a file is made from: its case files, and the theme around a page. Empty where that is not known; then it is made anew."""
    key = own_key_of(item, keys)
    if not key or isinstance(item, Artifact) or not item.framed:
        return key
    assert frames is not None, "frames are set before anything is written"
    return f"{key} {frames.digest(frame_key(item, settings))}"


def own_key_of(item: Page | Artifact, keys: Keys) -> str:
    """The same but for the theme; of prose there is no more in it than can be in the file, if that is known."""
    if own := item.key():
        return own
    if item.texts is None:
        return keys.of_file(item.uri, item.source, item.prose)
    key = keys.of_file(item.uri, item.source, prose=False)
    return key and hashed(key, *map(sum_of_text, item.texts()))


def without_frame(item: Page | Artifact, key: str) -> str:
    """Of a key that `key_of` gave, what `own_key_of` gives."""
    return key.rpartition(" ")[0] if isinstance(item, Page) and item.framed else key


def said_of(
    page: Page, keys: Keys, frames: Frames | None, settings: Settings, given: Callable[[], Mapping[str, Any]], checked: PartialDate | None
) -> str:
    """The sum of what a page of all countries says and of how it is made; empty where there is more to it than plain data.

    `given` gives what its template gets, `checked` is the day that stands for a page without one.
    """
    if frames is None or not keys.shared or not (frame := page.framed and frames.digest(frame_key(page, settings))):
        return ""
    own = page.own_head
    head = own.metas, own.links, [data() if callable(data) else data for data in own.data], own.scripts, own.card, own.card_words
    around = page.address, page.title, page.description, page.template, page.language, page.noindex, page.moved_to
    return sum_of(keys.shared, frame, around, head, given(), checked)
