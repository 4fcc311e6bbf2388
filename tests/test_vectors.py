"""Of an SVG in docs/, what draws it is published, and what is read and clicked in it; nothing else, and nothing that acts."""

from __future__ import annotations

import base64
import io
import re
import time
from pathlib import Path

import pytest
from dossier.attachments import pages
from dossier.cleaning import Unreadable, cleaned
from dossier.project import checked
from helpers import SMALL, mkdocs, project
from PIL import Image
from test_bared import SECRET, photo

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/x"'
    ' viewBox="0 0 9 9">'
)
LISTED = (SMALL["mkdocs.yml"] or "").replace("    publisher: Free Union", "    publisher: Free Union\n            files: ['assets/*']")


def bared(path: Path, content: str) -> str:
    path.write_text(content, "utf-8")
    return cleaned(path).decode()


def found(root: Path, what: str) -> list[str]:
    """Where in the project something is a problem."""
    return [f"{problem.path}:{problem.line}" for problem in checked(root)[2] if what in problem.text]


@pytest.mark.parametrize(
    "told",
    [
        f"<!-- {SECRET} -->{HEAD}<path d='M0 0'/></svg>",
        f"<?xml version='1.0'?><?editor {SECRET}?>{HEAD}<path d='M0 0'/></svg>",
        f"<!DOCTYPE svg [<!ENTITY unused '{SECRET}'>]>{HEAD}<path d='M0 0'/></svg>",
        f"{HEAD}<metadata>{SECRET}</metadata><path d='M0 0'/></svg>",
        f"{HEAD}<inkscape:view>{SECRET}</inkscape:view><path d='M0 0'/></svg>",
        f"{HEAD}<metadata>{SECRET}</metadata> <path d='M0 0'/></svg>",
        f"{HEAD}<g><!-- {SECRET} --><path d='M0 0'/></g></svg>",
        f"{HEAD}<path d='M0 0' inkscape:export-filename='/home/{SECRET}/x.png' data-name='{SECRET}' content='{SECRET}'/></svg>",
        f"{HEAD}<path d='M0 0' style='fill:red;-inkscape-font-specification:{SECRET};/* {SECRET} */stroke:red'/></svg>",
        f"{HEAD}<style>/* {SECRET} */ path {{fill: red}}</style><path d='M0 0'/></svg>",
        f"{HEAD}<script>{SECRET}</script><path d='M0 0' onclick='{SECRET}'/></svg>",
    ],
)
def test_what_draws_nothing_is_not_published(told: str, tmp_path: Path) -> None:
    content = bared(tmp_path / "a.svg", told)
    assert SECRET not in content
    assert 'd="M0 0"' in content
    assert bared(tmp_path / "b.svg", content) == content


def test_what_draws_stays_with_its_words_and_links(tmp_path: Path) -> None:
    told = (
        f"{HEAD}<title>A map</title><defs><linearGradient id='g' xlink:href='#h'/></defs><a xlink:href='https://example.org/'>"
        "<text x='1' xml:space='preserve' style='font-family:&quot;DejaVu Sans&quot;;fill:url(#g)'>Capital <tspan>City</tspan></text></a></svg>"
    )
    content = bared(tmp_path / "a.svg", told)
    assert content.startswith('<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">')
    for part in ('href="#h"', 'href="https://example.org/"', "fill:url(#g)", "preserve"):
        assert part in content
    assert pages(tmp_path / "a.svg")[0][1].split() == ["A", "map", "https://example.org/", "Capital", "City"]


def test_words_behind_what_is_taken_out_stay_in_their_places(tmp_path: Path) -> None:
    told = f"{HEAD}<text>Ca<inkscape:a/>pi<metadata/>tal <tspan>Ci</tspan>t<inkscape:b/>y{'<inkscape:c/>' * 20_000}!</text></svg>"
    begun = time.process_time()
    bared(tmp_path / "a.svg", told)
    assert time.process_time() - begun < 5
    assert [words.strip() for _, words in pages(tmp_path / "a.svg")] == ["Capital City!"]


def test_what_stands_behind_what_is_taken_out_stays_in_its_place_in_little_time(tmp_path: Path) -> None:
    start = time.process_time()
    content = bared(tmp_path / "a.svg", f"{HEAD}<text xml:base='https://spy.example/'>a<!-- x -->b{'<tspan/><script/>c' * 5_000}</text></svg>")
    assert time.process_time() - start < 2
    assert content.partition("<text>")[2] == f"ab{'<tspan />c' * 5_000}</text></svg>"


def test_a_photo_in_a_drawing_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    content = bared(tmp_path / "a.svg", f'{HEAD}<image href="data:image/jpeg;base64,{base64.b64encode(photo()).decode()}"/></svg>')
    shown = base64.b64decode(content.partition("base64,")[2].partition('"')[0])
    assert SECRET.encode() not in shown
    (tmp_path / "shown.jpg").write_bytes(shown)
    assert Image.open(tmp_path / "shown.jpg").size == (16, 16)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<foreignObject/>", "holds 'foreignObject'"),
        ("<set attributeName='href' to='javascript:1'/>", "holds 'set'"),
        ("<image href='https://spy.example/x.png'/>", "leads to 'https://spy.example/x.png'"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "leads to 'data:image/svg"),
        ("<image href='data:image/png;base64,AAAA'/>", "is damaged"),
        ("<image href='data:image/png;base64,=A'/>", "holds a picture that is damaged"),
        ("<use href='x.svg#a'/>", "leads to 'x.svg#a'"),
        ("<a href='java&#10;script:alert(1)'/>", "leads to 'java script:alert(1)'"),
        ("<a href='&#9;JavaScript:alert(1)'/>", "leads to"),
        ("<style>@import 'https://spy.example/'</style>", "loads from elsewhere"),
        ("<path style='fill:u\\72l(https://spy.example/)'/>", "loads from elsewhere"),
        ("<path fill='url(/*#*/https://spy.example/#a)'/>", "loads from elsewhere"),
        ("<path style=\"fill:image-set('//spy.example/a.png' 1x)\"/>", "loads from elsewhere"),
        ("<style>rect {fill: src('a.svg')}</style>", "loads from elsewhere"),
        ("<g style='display : none'/>", "not shown"),
        ("<g visibility=' HIDDEN '/>", "not shown"),
        ("<g display='none'/>", "not shown"),
        ("<style>.a{visibility:hidden}</style>", "not shown"),
        ("<b>", "is damaged"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(inside: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=re.escape(said)):
        bared(tmp_path / "a.svg", f"{HEAD}{inside}</svg>")


def test_another_text_is_no_svg(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is no SVG"):
        bared(tmp_path / "a.svg", "<html/>")


def test_a_site_publishes_drawings_bared_and_refuses_what_says_who_made_it(tmp_path: Path) -> None:
    drawing = f"{HEAD}<metadata>{SECRET}</metadata><text>A map</text></svg>"
    root = project(tmp_path, {"mkdocs.yml": LISTED, "docs/assets/a.svg": drawing, "docs/assets/b.txt": "plain", "docs/assets/c.woff2": b"\0\1"})
    assert mkdocs(root, "build", "--strict").returncode == 0
    assert (root / "site" / "assets" / "a.svg").read_bytes() == cleaned(root / "docs" / "assets" / "a.svg")
    (root / "docs" / "assets" / "d.mp3").write_bytes(b"ID3\4\xff\0")
    (root / "docs" / "assets" / "e.docx").write_bytes(b"PK\3\4\xff\0")
    (root / "docs" / "assets" / "f.rtf").write_bytes(b"{\\rtf1 }")
    assert found(root, "link to it") == ["docs/assets/d.mp3:1"]
    assert found(root, "as PDF, or a table as CSV") == ["docs/assets/e.docx:1", "docs/assets/f.rtf:1"]
    assert found(root, "may say who made it") == [f"docs/assets/{name}:1" for name in ("d.mp3", "e.docx", "f.rtf")]


def test_a_webp_loses_what_it_says_and_no_pixel(tmp_path: Path) -> None:
    secret, exif = SECRET.encode(), Image.Exif()
    exif[0x013B] = SECRET
    frames = [Image.effect_noise((20, 10), spread).convert("RGBA") for spread in (30, 60)]
    for name, more in (("a", {"lossless": True}), ("b", {}), ("c", {"save_all": True, "append_images": frames[1:]})):
        file = tmp_path / f"{name}.webp"
        frames[0].save(file, exif=exif, xmp=secret, **more)
        file.write_bytes(file.read_bytes() + secret)
        bare = cleaned(file)
        with Image.open(file) as before, Image.open(io.BytesIO(bare)) as after:
            assert secret in file.read_bytes()
            assert secret not in bare
            assert not after.getexif()
            for number in range(before.n_frames):
                before.seek(number)
                after.seek(number)
                assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
    exif[0x0112] = 6
    frames[0].save(tmp_path / "d.webp", exif=exif)
    (tmp_path / "e.webp").write_bytes(bare[:-9])
    (tmp_path / "f.webp").write_bytes(b"RIFF\4\0\0\0WEBP")
    for name, said in (("d", "is turned only"), ("e", "is damaged"), ("f", "is damaged")):
        with pytest.raises(Unreadable, match=said):
            cleaned(tmp_path / f"{name}.webp")


def test_personal_data_in_files_of_docs_is_refused(tmp_path: Path) -> None:
    drawing = f"{HEAD}<text>ann@<tspan>invented.example</tspan></text></svg>"
    root = project(tmp_path, {"mkdocs.yml": LISTED, "docs/assets/a.svg": drawing, "docs/assets/b.eml": "From: X\nTo: bo@invented.example\n"})
    assert found(root, "an e-mail address") == ["docs/assets/a.svg:1", "docs/assets/b.eml:2"]
