"""Words that nobody sees on a page and anybody can copy out of it: a bar takes nothing away."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from dossier.attachments import pale_on, trouble
from dossier.decoding.covered import Unseen, unseen
from dossier.project import checked
from dossier.publish import Build
from helpers import project
from pikepdf import Dictionary, Name

WORDS = "Dear Sir, Zebedee Witness said so."
BAR = "96 696 96 14 re f"
"""Over the name, which stands at (96, 700) in twelve points."""


def made(*pages: str, size: tuple[int, int] = (300, 800), begin: Callable[[pikepdf.Pdf], None] | None = None, **more: object) -> bytes:
    """A PDF of pages as they are drawn, in Helvetica."""
    pdf = pikepdf.new()
    for drawn in pages:
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        page.Contents = pdf.make_stream(drawn.encode())
        for name, value in more.items():
            page[f"/{name}"] = value
    if begin:
        begin(pdf)
    pdf.save(out := io.BytesIO())
    return out.getvalue()


def said(words: str = WORDS, at: tuple[int, int] = (40, 700), points: float = 12, how: str = "") -> str:
    return f"BT {how} /F {points} Tf {at[0]} {at[1]} Td ({words}) Tj ET\n"


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (said(), Unseen((), ())),
        (said() + f"0 g {BAR}", Unseen((1,), ())),
        (said() + f"0.5 0.4 0.4 rg {BAR}", Unseen((1,), ())),
        (f"0 g {BAR}\n" + said(how="0 g"), Unseen((1,), ())),
        (said() + f"1 g {BAR}", Unseen((), (1,))),
        (said(how="1 g"), Unseen((), (1,))),
        (said(how="3 Tr"), Unseen((), ())),
        (said(how="3 Tr") + f"0 g {BAR}", Unseen((1,), ())),
        ("0 0 0.4 rg 0 600 300 200 re f\n" + said(how="1 g"), Unseen((), ())),
        (said(how="0.8 g"), Unseen((), ())),
        (said() + "0 G 1 w 40 704 m 260 704 l S 40 698 m 260 698 l S", Unseen((), ())),
        (said(words="Ill will fill 111 l1 lIl till Il.") + said(points=5, at=(40, 600)) + said(points=2, at=(40, 500)), Unseen((), ())),
        (said(at=(-80, 700)) + said(at=(270, 20)) + said(at=(40, 790)), Unseen((), ())),
        (said() + "0 g 40 100 200 200 re f", Unseen((), ())),
        ("", Unseen((), ())),
    ],
    ids=[
        "plain", "black bar", "grey bar", "words on a bar of their colour", "white bar", "white words", "read by a machine",
        "a bar over a scan that was read", "white on blue", "faint", "struck out", "narrow and small", "off the page", "a bar elsewhere", "empty",
    ],
)  # fmt: skip
def test_words_that_nobody_sees_are_found(drawn: str, found: Unseen) -> None:
    assert unseen(made(drawn)) == found


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (30, 600, 280, 760)])
def test_they_are_found_on_pages_that_are_turned_and_cropped(turned: int, box: tuple[int, ...] | None) -> None:
    more = {"Rotate": turned, **({"CropBox": pikepdf.Array(box)} if box else {})}
    assert unseen(made(said(), said() + f"0 g {BAR}", said(), **more)) == Unseen((2,), ())
    assert unseen(made(said(), **more)) == Unseen((), ())


def test_they_are_found_under_a_picture_and_on_a_page_that_is_very_large() -> None:
    def begin(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        image = pdf.make_stream(bytes(3), Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
        page.Resources.XObject = Dictionary(I=image)

    drawn = said() + "q 96 0 0 14 96 696 cm /I Do Q"
    assert unseen(made(drawn, begin=begin)) == Unseen((1,), ())
    large = said(points=120, at=(400, 7000)) + "0 g 960 6960 960 140 re f"
    assert unseen(made(large, size=(14_000, 14_000))) == Unseen((1,), ())


def test_what_is_no_pdf_has_none() -> None:
    assert unseen(b"no PDF") == Unseen((), ())


@pytest.mark.parametrize(
    ("content", "note", "is_published"),
    [
        (made(said(), said() + f"0 g {BAR}"), "is not published: it has words under a bar on page 2, which anybody can copy out;", False),
        (made(said(how="1 g"), said(how="1 g")), "has words on pages 1 and 2 that nobody sees,", True),
        (made(said()), "", True),
    ],
)
def test_a_file_with_words_under_a_bar_is_not_published_and_pale_ones_are_noted(
    tmp_path: Path, content: bytes, note: str, is_published: bool
) -> None:
    root = project(tmp_path)
    file = root / "data/utopia/letters/2017-03-24-to-bo-dahl.pdf"
    file.write_bytes(content)
    assert [found.text[: len(note)] for found in checked(root)[2] if found.path.endswith(".pdf")] == ([note] if note else [])
    published = Build.prepare(root, as_of="2026-11-24").ours
    assert ("utopia/letters/2017-03-24-to-bo-dahl.pdf" in published) == is_published
    assert pale_on(file) == ((1, 2) if "nobody sees" in note else ())
    assert bool(trouble(file)) != is_published
