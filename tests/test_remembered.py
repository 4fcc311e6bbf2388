"""What texts were found to say is kept from build to build: exactly that, and of nothing that is not published."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dossier.cache import Store
from dossier.dossier import Dossier
from dossier.problems import refusals
from dossier.project import prepared
from dossier.prose import LETTERS, WORDS, blocks, plain
from dossier.prose.markdown import text_of
from dossier.remembered import keep, read_words, recall
from helpers import DRAFT, project

LETTER = "First *words*, [linked](people/ann-invented).\n\n1. one {#p7}\n2. two\n\n> said\n\n- in\n  a list\n"
BAD = "# A heading\n\n{#p3}\n\nWords. {#p1}\n\nMore. {#p1}\n"


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No text is known before a test, nor after it, nor from the cache that other tests share."""
    monkeypatch.setenv("DOSSIER_CACHE", "")

    def forget() -> None:
        for memory in (LETTERS, WORDS):
            memory.recall({})
            memory._found.clear()

    forget()
    yield
    forget()


def again(texts: list[str]) -> None:
    """As the next process would know them, which reads what stands in a file."""
    letters, words = (dict(json.loads(json.dumps([*memory.kept(texts)]))) for memory in (LETTERS, WORDS))
    for memory, found in ((LETTERS, letters), (WORDS, words)):
        memory._found.clear()
        memory.recall(found)


def test_what_was_kept_is_what_would_be_read() -> None:
    texts = [LETTER, BAD, "", "Ünï — 'words' \\* \u2028 end"]
    read = [(blocks(text), plain(text), [block.fingerprint for block in blocks(text)[0]]) for text in texts]
    inlines = [[[text_of(inline) for inline in block.inlines] for block in blocks(text)[0]] for text in texts]
    again(texts)
    assert [(blocks(text), plain(text), [block.fingerprint for block in blocks(text)[0]]) for text in texts] == read
    assert [[[text_of(inline) for inline in block.inlines] for block in blocks(text)[0]] for text in texts] == inlines
    assert LETTERS.is_as_recalled(texts)
    assert not LETTERS.is_as_recalled(texts[1:]), "one that is no more is not kept"
    blocks("Other words.")
    assert not LETTERS.is_as_recalled([*texts, "Other words."])
    assert WORDS.is_as_recalled([*texts, "Words that were not read."])


def test_what_is_known_already_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks(LETTER), plain(LETTER)
    again([LETTER])
    for memory in (LETTERS, WORDS):
        monkeypatch.setattr(memory, "_read", lambda text: pytest.fail(f"read: {text}"))
    assert len(blocks(LETTER)[0]) == 5
    assert plain(LETTER).startswith("First words, linked.")


@pytest.mark.parametrize(
    "wrong", [{}, [], None, 3, [[["paragraph", 1]], []], [[[1, 2, 3, 4, 5, 6, 7, 8]], []], [[[1, 2, 3, 4, 5, 6, 7]], []], [[], [["one"]]]]
)
def test_what_is_no_such_thing_is_read_anew(wrong: object) -> None:
    read = blocks(LETTER), plain(LETTER)
    for memory in (LETTERS, WORDS):
        digests = [digest for digest, _ in memory.kept([LETTER])]
        memory._found.clear()
        memory.recall(dict.fromkeys(digests, wrong))
    assert (blocks(LETTER), plain(LETTER)) == read


def test_texts_that_are_not_published_are_not_kept(tmp_path: Path) -> None:
    root = project(tmp_path, {"data/utopia/letters/2017-03-25-draft.md": DRAFT})
    store = Store(root / "cache")
    site, _, problems = prepared(root)
    assert not refusals(problems)
    assert [block.text for block in blocks(site.everything.entries["utopia/letters/2017-03-25-draft"].body)[0]] == ["Words that nobody may read yet."]
    read_words(site.dossier)
    keep(store, site.dossier)
    files = [root / "cache" / name for name in ("prose", "words")]
    kept = b"".join(file.read_bytes() for file in files)
    assert b"The Free Union writes" in kept
    assert b"nobody may read" not in kept
    recall(store)
    keep(store, Dossier(site.settings))
    assert all(file.read_bytes()[32:].count(b"\n") == 1 for file in files), "nothing stays of what is gone"


@pytest.mark.parametrize("spoil", [lambda kept: b"", lambda kept: kept[:-9], lambda kept: kept[:40] + b"x" + kept[41:], lambda kept: b"[]" * 40])
def test_what_is_damaged_or_of_other_code_says_nothing(tmp_path: Path, spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    store, file = Store(root / "cache"), root / "cache" / "prose"
    keep(store, prepared(root)[0].dossier)
    recall(store)
    assert LETTERS._recalled
    with monkeypatch.context() as other:
        other.setattr("dossier.remembered.code", lambda: "another")
        recall(store)
        assert not LETTERS._recalled
    file.write_bytes(spoil(file.read_bytes()))
    recall(store)
    assert not LETTERS._recalled
    store.put_by("prose", b'{"code": 1, "letters": 2}')
    recall(store)
    assert not LETTERS._recalled
