"""Files beside a letter are published without what their maker did not mean to say."""

from __future__ import annotations

import io
import os
import resource
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from dossier.attachments import as_published, paths_beside, sha256_of
from dossier.cleaning import Unreadable, cleaned
from dossier.decoding import MOST, TooMuch
from dossier.decoding.documents import pdf_pages
from dossier.decoding.packed import Bounds
from dossier.decoding.packed import Unreadable as Shut
from helpers import SMALL, built, dossier_of, mkdocs, project
from PIL import Image, PngImagePlugin
from projects import found

SECRETS = ["secretauthor", "secretxmp", "secretfile", "secretscript", "secretcomment", "secretgps"]


def pdf(path: Path) -> Path:
    """A PDF of one page with a secret in each place that a reader does not see."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = SECRETS[0]
    document.Root.Metadata = document.make_stream(f"<x>{SECRETS[1]}</x>".encode(), Type=pikepdf.Name.Metadata)
    document.attachments["a.txt"] = pikepdf.AttachedFileSpec(document, SECRETS[2].encode(), filename="a.txt")
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRETS[3])
    document.pages[0].Contents = document.make_stream(b"BT /F1 12 Tf 20 100 Td (Dear Sir) Tj ET")
    document.pages[0].obj.PieceInfo = pikepdf.Dictionary(X=SECRETS[4])
    document.save(path, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


def picture(path: Path) -> Path:
    image = Image.new("RGB", (8, 8), "red")
    if path.suffix == ".png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRETS[4])
        image.save(path, pnginfo=text)
    else:
        exif = Image.Exif()
        exif[0x010E] = SECRETS[5]
        image.save(path, exif=exif, comment=SECRETS[4].encode())
    return path


def inside(content: bytes) -> bytes:
    """The bytes of a PDF with all streams decoded, else the bytes themselves."""
    if not content.startswith(b"%PDF"):
        return content
    import io

    with pikepdf.open(io.BytesIO(content)) as document:
        return (
            b" ".join(obj.read_bytes() if isinstance(obj, pikepdf.Stream) else repr(obj).encode() for obj in document.objects)
            + repr(document.trailer).encode()
        )


def test_a_file_that_is_replaced_by_another_of_its_size_and_time_is_read_again(tmp_path: Path) -> None:
    """As by who unpacks an archive beside a server that runs: it showed the former one."""
    file = tmp_path / "a.png"
    Image.new("RGB", (8, 8), (255, 0, 0)).save(file, compress_level=0)
    before, stood, was = as_published(file), file.stat(), sha256_of(file)
    Image.new("RGB", (8, 8), (0, 255, 0)).save(file, compress_level=0)
    os.utime(file, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (stood.st_size, stood.st_mtime_ns), "the test can fail"
    assert as_published(file) == cleaned(file) != before
    assert sha256_of(file) != was


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg"])
def test_what_a_reader_does_not_see_is_taken_out(tmp_path: Path, name: str) -> None:
    file = (pdf if name.endswith(".pdf") else picture)(tmp_path / name)
    before, after = inside(file.read_bytes()), inside(cleaned(file))
    assert any(secret.encode() in before for secret in SECRETS), "the test can fail"
    assert [secret for secret in SECRETS if secret.encode() in after] == []


def erased(path: Path, mode: str = "RGBA", **how: bool) -> Path:
    """A picture of which an eraser took one half: nobody sees the red and the green there, and both are in the file."""
    image = Image.new("RGBA", (4, 4), (9, 9, 9, 255))
    for at in ((2, 0), (3, 0), (2, 1), (3, 1)):
        image.putpixel(at, (250 if at[0] == 2 else 1, 250 if at[0] == 3 else 1, 1, 0))
    if mode == "P":
        numbered = Image.new("P", (4, 4))
        numbered.putpalette([9, 9, 9, 250, 1, 1, 1, 250, 1])
        for at in ((2, 0), (3, 0), (2, 1), (3, 1)):
            numbered.putpixel(at, at[0] - 1)
        numbered.save(path, transparency=b"\xff\0\0")
    else:
        image.convert(mode).save(path, **how)
    return path


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_an_eraser_took_off_a_picture_is_not_published(mode: str, tmp_path: Path) -> None:
    file = erased(tmp_path / "a.png", mode)
    with Image.open(file) as before:
        under = [before.getpixel(at) for at in ((2, 0), (3, 0))]
    assert under[0] != under[1], "the test can fail"
    with Image.open(io.BytesIO(cleaned(file))) as after:
        assert [after.convert("RGBA").getpixel(at) for at in ((0, 0), (2, 0), (3, 0))] == [(9, 9, 9, 255), (0, 0, 0, 0), (0, 0, 0, 0)]


def test_a_picture_of_one_colour_where_it_is_transparent_stays_as_it_is(tmp_path: Path) -> None:
    image = Image.new("RGBA", (4, 4), (255, 255, 255, 0))
    image.putpixel((0, 0), (9, 9, 9, 255))
    image.save(tmp_path / "a.png")
    with Image.open(io.BytesIO(cleaned(tmp_path / "a.png"))) as after:
        assert after.tobytes() == image.tobytes()


def test_a_webp_with_something_under_what_is_transparent_is_not_published(tmp_path: Path) -> None:
    assert cleaned(erased(tmp_path / "a.webp", lossless=True))
    with pytest.raises(Unreadable, match="hides something where it is transparent"):
        cleaned(erased(tmp_path / "b.webp", lossless=True, exact=True))


def test_the_text_of_a_pdf_stays(tmp_path: Path) -> None:
    assert b"Dear Sir" in inside(cleaned(pdf(tmp_path / "a.pdf")))


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg"])
def test_the_same_file_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    file = (pdf if name.endswith(".pdf") else picture)(tmp_path / name)
    assert cleaned(file) == cleaned(file)


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\nnothing", b"\xff\xd8\xffnothing"])
def test_a_damaged_file_cannot_be_published(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ("a.pdf" if content.startswith(b"%") else "a.png" if content.startswith(b"\x89") else "a.jpg")
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        cleaned(file)


def test_a_file_that_opens_with_a_password_alone_cannot_be_published(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unreadable):
        cleaned(tmp_path / "a.pdf")


@pytest.mark.parametrize("where", ["a page", "a form", "several filters"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, where: str) -> None:
    packed = zlib.compress(b"0 0 m\n" * 20_000_000, 1)
    document = pikepdf.new()
    page = document.add_blank_page()
    if where == "several filters":
        bomb = pikepdf.Stream(document, zlib.compress(packed, 9))
        bomb.stream_dict.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    else:
        bomb = pikepdf.Stream(document, packed)
        bomb.stream_dict.Filter = pikepdf.Name.FlateDecode
    if where == "a form":
        bomb.stream_dict.Subtype = pikepdf.Name.Form
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=document.make_indirect(bomb)))
        page.obj.Contents = document.make_stream(b"/X Do")
    else:
        page.obj.Contents = document.make_indirect(bomb)
    document.save(tmp_path / "a.pdf", compress_streams=False)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable, match="damaged" if where == "several filters" else "far more than a document"):
        cleaned(tmp_path / "a.pdf")
    with pytest.raises((TooMuch, Shut)):
        list(pdf_pages((tmp_path / "a.pdf").read_bytes(), Bounds(MOST)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "KB"


LETTER = {
    "data/utopia/letters/2020-01-02-to-bo.md": "---\ntitle: A letter\ndate: 2020-01-02\nfrom: ann-lee\nto: bo-dahl\n---\nHello.\n",
}


def test_a_letter_links_the_pdf_of_its_name(tmp_path: Path) -> None:
    root = project(tmp_path / "project", LETTER)
    pdf(root / "data/utopia/letters/2020-01-02-to-bo.pdf")
    site = built(root)
    page = site["utopia/letters/2020-01-02-to-bo/index.html"].decode()
    assert 'href="../../../utopia/letters/2020-01-02-to-bo.pdf"' in page
    assert [secret for secret in SECRETS if secret.encode() in inside(site["utopia/letters/2020-01-02-to-bo.pdf"])] == []


def test_the_files_of_thousands_of_letters_are_found_at_once(tmp_path: Path) -> None:
    """Each letter asked every file of the dossier whether it bears its name: six seconds for five thousand, again and again."""
    dossier = dossier_of(tmp_path, {"letters/2017-03-24-to-bo-dahl.pdf": b"%PDF-1.7", "letters/2017-03-24-to-bo-dahl.png": b"\x89PNG\r\n\x1a\n"})
    (entry,) = dossier.of("letters")
    one = next(iter(dossier.files.values()))
    dossier.files.update({f"data/utopia/letters/2017-03-24-to-bo-dahl-{n}.pdf": one for n in range(5_000)})
    start = time.process_time()
    for _ in range(5_000):
        there = paths_beside(dossier, entry)
    assert time.process_time() - start < 1
    assert sorted(there) == [f"data/utopia/letters/2017-03-24-to-bo-dahl.{ending}" for ending in ("pdf", "png")]


def test_a_draft_keeps_its_files_to_itself(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {path: text.replace("title:", "draft: true\ntitle:") for path, text in LETTER.items()})
    pdf(root / "data/utopia/letters/2020-01-02-to-bo.pdf")
    assert [uri for uri in built(root) if uri.endswith(".pdf")] == []


def test_a_damaged_file_is_not_published_and_the_editor_is_told(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {**LETTER, "data/utopia/letters/2020-01-02-to-bo.pdf": b"%PDF-1.7\nsecretauthor"})
    site = built(root)
    assert [uri for uri in site if uri.endswith(".pdf")] == []
    assert ".pdf" not in site["utopia/letters/2020-01-02-to-bo/index.html"].decode()


def written(path: Path, words: str, link: str = "") -> Path:
    """A PDF of two pages: on the second stand the words, and a link."""
    document = pikepdf.new()
    for said in ("Dear Sir", words):
        document.add_blank_page(page_size=(200, 200))
        document.pages[-1].Contents = document.make_stream(f"BT /F1 12 Tf 20 100 Td ({said}) Tj ET".encode())
    if link:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=link)
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[-1].obj.Annots = pikepdf.Array([note])
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("words", "link", "said"),
    [
        ("Call +32 2 555 12 34 now", "", "page 2: a telephone number; write [number removed]"),
        ("Write to us", "mailto:somebody@example.org", "page 2: an e-mail address; write [e-mail address removed]"),
        ("Nothing of the kind", "https://example.org/", ""),
        ("Write to press@example.org", "", ""),
    ],
)
def test_personal_data_on_a_page_of_an_attachment_is_refused_unless_allowed(words: str, link: str, said: str, tmp_path: Path) -> None:
    project(tmp_path, {"data/allowed.yml": "- {value: press@example.org, reason: A published address.}\n"})
    written(tmp_path / "data" / "utopia" / "letters" / "2017-03-24-to-bo-dahl.pdf", words, link)
    place = "data/utopia/letters/2017-03-24-to-bo-dahl.pdf:1:1: "
    problems = [str(problem) for problem in found(tmp_path) if problem.path.endswith(".pdf")]
    assert problems == ([f"{place}{said}, or list the value in allowed.yml"] if said else [])


def test_damaged_operators_of_a_page_are_passed_over_and_what_cannot_be_read_is_unreadable() -> None:
    def pages(content: bytes) -> list[str]:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(9, 9))
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
        return list(pdf_pages(out.getvalue(), Bounds(MOST)))

    assert pages(b"BT Tf Tj TJ ' (here) Tj [(it) null << /a 1 >> -200 (is)] TJ ET") == [" hereit is"]


def test_damaged_metadata_of_which_pillow_raises_a_type_error_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_image: Image.Image) -> Image.Image:
        raise TypeError("The fill character must be a unicode character, not bytes")

    Image.new("RGB", (4, 3)).save(tmp_path / "x.jpg")
    monkeypatch.setattr("PIL.ImageOps.exif_transpose", damaged)
    with pytest.raises(Unreadable):
        cleaned(tmp_path / "x.jpg")


def test_files_of_docs_are_published_without_metadata_too(tmp_path: Path) -> None:
    listed = (SMALL["mkdocs.yml"] or "").replace("    publisher: Free Union", "    publisher: Free Union\n            files: ['assets/*']")
    root = project(tmp_path, {"mkdocs.yml": listed, "docs/assets/style.css": "a {}\n"})
    for name, make in (("a.pdf", pdf), ("a.jpg", picture), ("a.png", picture)):
        make(root / "docs" / "assets" / name)
    assert mkdocs(root, "build", "--strict").returncode == 0
    assert (root / "site" / "assets" / "style.css").read_text("utf-8") == "a {}\n"
    for name in ("a.pdf", "a.jpg", "a.png"):
        published = (root / "site" / "assets" / name).read_bytes()
        assert published == cleaned(root / "docs" / "assets" / name)
        assert [secret for secret in SECRETS if secret.encode() in inside(published)] == []
    (root / "docs" / "assets" / "a.pdf").write_bytes(b"%PDF-1.7 damaged")
    assert "docs/assets/a.pdf:1:1: is damaged" in mkdocs(root, "build").stderr
