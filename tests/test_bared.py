"""Of a PDF beside a letter, what stands on its pages is published and nothing else."""

from __future__ import annotations

import base64
import io
import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from dossier.attachments import pages
from dossier.cleaning import Unreadable, cleaned
from dossier.decoding.jpeg2000 import bare_jpeg_2000
from dossier.decoding.pictures import bare_jpeg, jpeg_segments
from dossier.decoding.profiles import bare_icc
from helpers import project
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops, ImageCms
from projects import found
from test_attachments import inside
from test_permalinks import PDF

SECRET = "Zebedee"


def page(pdf: Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def note(**more: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Rect=[0, 0, 90, 9], **more)


def photo() -> bytes:
    """A JPEG that says more than it shows: EXIF, a comment, another file behind its end."""
    exif = Image.Exif()
    exif[0x010E] = SECRET
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, "JPEG", exif=exif, comment=SECRET.encode())
    return out.getvalue() + SECRET.encode() + b"\xff\xd9"


def draw(pdf: Pdf, content: bytes, *filters: str) -> None:
    image = pikepdf.Stream(pdf, content)
    image.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
        Filter=Array([Name(name) for name in filters]),
    )  # fmt: skip
    if not filters:
        del image.stream_dict.Filter
    page(pdf).Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
    page(pdf).Contents = pdf.make_stream(b"/I Do")


def form(pdf: Pdf, words: str) -> pikepdf.Object:
    return pdf.make_stream(f"BT ({words}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 9])


def a_note_of_an_author(pdf: Pdf) -> None:
    page(pdf).Annots = Array([pdf.make_indirect(note(Subtype=Name.Text, T=String(SECRET), Contents=String(SECRET)))])


def a_note_that_the_structure_leads_to(pdf: Pdf) -> None:
    a_note_of_an_author(pdf)
    element = Dictionary(Type=Name.StructElem, S=Name.Annot, K=Dictionary(Type=Name.OBJR, Obj=page(pdf).Annots[0]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element)))


def a_file_on_a_page(pdf: Pdf) -> None:
    file = Dictionary(Type=Name.Filespec, F=String(SECRET), EF=Dictionary(F=pdf.make_stream(SECRET.encode())))
    page(pdf).Annots = Array([note(Subtype=Name.FileAttachment, FS=file)])


def a_script_behind_a_link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"), Next=Dictionary(S=Name.JavaScript, JS=String(SECRET)))
    page(pdf).Annots = Array([note(Subtype=Name.Link, A=action)])


def a_field(pdf: Pdf) -> None:
    field = pdf.make_indirect(note(Subtype=Name.Widget, FT=Name.Tx, T=String(SECRET), V=String(SECRET), AP=Dictionary(N=form(pdf, "Shown")), F=4))
    hidden = pdf.make_indirect(note(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), AP=Dictionary(N=form(pdf, SECRET)), F=2))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field, hidden]), XFA=pdf.make_stream(SECRET.encode()))
    page(pdf).Annots = Array([field, hidden])


def a_signature(pdf: Pdf) -> None:
    signature = pdf.make_indirect(Dictionary(Type=Name.Sig, Name=String(SECRET), ContactInfo=String(SECRET)))
    pdf.Root.Perms = Dictionary(DocMDP=signature)


def a_picture_of_the_page(pdf: Pdf) -> None:
    page(pdf).Thumb = pdf.make_stream(SECRET.encode(), Subtype=Name.Image, Width=1, Height=1)


def an_article(pdf: Pdf) -> None:
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(I=Dictionary(Author=String(SECRET))))])


def a_page_that_was_taken_out(pdf: Pdf) -> None:
    pdf.add_blank_page()
    gone = pdf.pages[1].obj
    gone.Contents = pdf.make_stream(f"BT ({SECRET}) Tj ET".encode())
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=gone, ActualText=String(SECRET)))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    pdf.Root.Dests = Dictionary(chapter=Array([gone, Name.Fit]))
    del pdf.pages[1]


def structure(pdf: Pdf, *elements: Dictionary) -> list[pikepdf.Object]:
    """A document has a structure of these elements, and they are what they now are in it."""
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    found = [pdf.make_indirect(element) for element in elements]
    for element in found:
        element.P = root
    root.K = Array(found)
    return found


def a_picture_on_a_page_that_was_taken_out(pdf: Pdf) -> None:
    """Its element says on which page it is only where it says what stands in it."""
    pdf.add_blank_page()
    content = Dictionary(Type=Name.MCR, Pg=pdf.pages[1].obj, MCID=0)
    structure(pdf, Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET), K=content))
    del pdf.pages[1]


def a_chapter_on_a_page_that_was_taken_out(pdf: Pdf) -> None:
    pdf.add_blank_page()
    summary = Dictionary(O=Name.Table, Summary=String(SECRET))
    inner = Dictionary(S=Name.P, Pg=pdf.pages[1].obj, K=0)
    (chapter,) = structure(pdf, Dictionary(S=Name.Sect, T=String(SECRET), A=summary, K=Array([pdf.make_indirect(inner)])))
    chapter.K[0].P = chapter
    del pdf.pages[1]


def a_paragraph_that_begins_on_a_page_that_was_taken_out(pdf: Pdf) -> None:
    pdf.add_blank_page()
    parts = [Dictionary(Type=Name.MCR, Pg=pdf.pages[number].obj, MCID=0) for number in (1, 0)]
    structure(pdf, Dictionary(Type=Name.StructElem, S=Name.P, ActualText=String(f"{SECRET}, dear Sir"), K=Array(parts)))
    del pdf.pages[1]


def bookmarks_of_a_page_that_was_taken_out(pdf: Pdf) -> None:
    pdf.add_blank_page()
    gone = pdf.pages[1].obj
    pdf.Root.Dests = Dictionary({f"/{SECRET}": Array([gone, Name.Fit])})
    names = Dictionary(Names=Array([String(f"{SECRET}-2"), Dictionary(D=Array([gone, Name.Fit]))]))
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(names))
    with pdf.open_outline() as outline:
        outline.root += [pikepdf.OutlineItem(SECRET, 1), pikepdf.OutlineItem(SECRET, Name(f"/{SECRET}")), pikepdf.OutlineItem(SECRET)]
        outline.root[2].action = Dictionary(S=Name.GoTo, D=String(f"{SECRET}-2"))
        heading = pikepdf.OutlineItem(f"Of {SECRET}")
        heading.children.append(pikepdf.OutlineItem(SECRET, 1))
        chapter = pikepdf.OutlineItem(SECRET, 1)
        chapter.children.append(pikepdf.OutlineItem("Left", 0))
        outline.root += [heading, chapter]
    del pdf.pages[1]


def what_only_the_list_of_a_page_leads_to(pdf: Pdf) -> None:
    (element,) = structure(pdf, Dictionary(S=Name.Figure, Alt=String(SECRET), K=Dictionary(Type=Name.MCR, Pg=page(pdf), MCID=0)))
    pdf.Root.StructTreeRoot.K = Array()
    pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([7, Array([element])])))


def a_photo(pdf: Pdf) -> None:
    draw(pdf, photo(), "/DCTDecode")


def a_photo_in_letters(pdf: Pdf) -> None:
    draw(pdf, base64.a85encode(photo()) + b"~>", "/ASCII85Decode", "/DCTDecode")


def a_photo_within_the_text_of_a_page(pdf: Pdf) -> None:
    page(pdf).Contents = pdf.make_stream(b"q 16 0 0 16 0 0 cm BI /W 16 /H 16 /CS /RGB /BPC 8 /F /DCT ID " + photo() + b"\nEI Q")


def what_its_maker_keeps_beside_what_is_drawn(pdf: Pdf) -> None:
    more = {"Name": Name(f"/{SECRET}"), "KeptBy": String(SECRET), "PtData": String(SECRET)}
    shown = pdf.make_stream(b"/P /M BDC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 9], **more)
    shown.Resources = Dictionary(Properties=Dictionary(M=Dictionary(KeptBy=String(SECRET), Lang=String("en"))))
    page(pdf).Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(shown)))
    page(pdf).Contents = pdf.make_stream(b"/I Do")


def how_its_maker_wants_it_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, KeptBy=String(SECRET))
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", Info=String(SECRET))])
    pdf.Root.URI = Dictionary(Base=String(f"file:///home/{SECRET}/"))


def who_made_a_profile(pdf: Pdf) -> None:
    icc = pdf.make_stream(profile(), N=3)
    page(pdf).Resources = Dictionary(ColorSpace=Dictionary(C=Array([Name.ICCBased, icc])))
    page(pdf).Contents = pdf.make_stream(b"/C cs 1 0 0 sc 0 0 9 9 re f")


def who_made_a_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Text"), Usage=Dictionary(CreatorInfo=Dictionary(Creator=String(SECRET)))))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Creator=String(SECRET)))


def what_an_application_keeps(pdf: Pdf) -> None:
    pdf.Root["/OfAnApplication"] = String(SECRET)
    pdf.trailer["/OfAnApplication"] = String(SECRET)
    never = {key: Dictionary(X=String(SECRET)) for key in ("Metadata", "PieceInfo", "AF", "AA", "OpenAction", "JS", "LastModified")}
    page(pdf).Resources = Dictionary(Properties=Dictionary(P=Dictionary(PieceInfo=Dictionary(X=String(SECRET)))), ExtGState=Dictionary(**never))


HIDDEN = [
    what_its_maker_keeps_beside_what_is_drawn, how_its_maker_wants_it_shown,
    a_note_of_an_author, a_note_that_the_structure_leads_to, a_file_on_a_page, a_script_behind_a_link, a_field, a_signature, a_picture_of_the_page,
    an_article, a_page_that_was_taken_out, a_picture_on_a_page_that_was_taken_out, a_chapter_on_a_page_that_was_taken_out,
    a_paragraph_that_begins_on_a_page_that_was_taken_out, bookmarks_of_a_page_that_was_taken_out, what_only_the_list_of_a_page_leads_to,
    a_photo, a_photo_in_letters,
    a_photo_within_the_text_of_a_page, who_made_a_profile, who_made_a_layer, what_an_application_keeps,
]  # fmt: skip


def made(path: Path, fill: Callable[[Pdf], None]) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].Contents = pdf.make_stream(b"BT (Dear Sir) Tj ET")
    fill(pdf)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


def raw(content: bytes) -> bytes:
    """A PDF with the streams of its pictures as they are, which `inside` cannot give."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/DCTDecode" in repr(item.get("/Filter"))]
        if not pictures:
            return inside(content)
        return b"".join(item.read_raw_bytes() for item in pictures)


@pytest.mark.parametrize("fill", HIDDEN)
def test_nothing_is_published_but_what_stands_on_pages(fill: Callable[[Pdf], None], tmp_path: Path) -> None:
    file = made(tmp_path / "a.pdf", fill)
    content = cleaned(file)
    assert SECRET.encode() not in raw(content)
    assert content == cleaned(file)


@pytest.mark.parametrize("packed", [False, True])
def test_what_an_eraser_took_off_a_picture_is_not_in_a_pdf_of_it_either(packed: bool, tmp_path: Path) -> None:
    pixels, alpha = b"Zebedee, here" + bytes(3), bytes(13) + b"\xff" * 3

    def fill(pdf: Pdf) -> None:
        draw(pdf, zlib.compress(pixels * 16), "/FlateDecode") if packed else draw(pdf, pixels * 16)
        shown = page(pdf).Resources.XObject.I
        shown.ColorSpace = Name.DeviceGray
        shown.SMask = pdf.make_stream(alpha * 16, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, BitsPerComponent=8)
        shown.SMask.ColorSpace = Name.DeviceGray

    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "a.pdf", fill)))) as pdf:
        shown = page(pdf).Resources.XObject.I
        assert (shown.read_bytes(), shown.SMask.read_bytes()) == (bytes(16 * 16), alpha * 16)


@pytest.mark.parametrize("wide", [4, 8, 16, 40, 800])
@pytest.mark.parametrize("kind", ["alpha", "alpha the other way round", "stencil", "stencil the other way round"])
def test_nor_is_it_where_the_mask_has_another_size_or_is_a_stencil(wide: int, kind: str, tmp_path: Path) -> None:
    """The secret stands in the first 24 of 32 columns; one that lies next to what is shown may be blended with it, and stays."""
    pixels, hidden = b"Zebedee, here" + bytes(11) + b"Shown...", wide * 3 // 4

    def fill(pdf: Pdf) -> None:
        draw(pdf, pixels * 32)
        shown = page(pdf).Resources.XObject.I
        shown.Width = shown.Height = 32
        shown.ColorSpace = Name.DeviceGray
        over = Image.new("L", (wide, wide), 255)
        over.paste(0, (0, 0, hidden, wide))
        over = ImageChops.invert(over) if kind in ("stencil", "alpha the other way round") else over
        turned = {"Decode": pikepdf.Array([1, 0])} if "round" in kind else {}
        sizes = {"Type": Name.XObject, "Subtype": Name.Image, "Width": wide, "Height": wide, **turned}
        if "stencil" in kind:
            shown.Mask = pdf.make_stream(over.convert("1").tobytes(), ImageMask=True, BitsPerComponent=1, **sizes)
        else:
            shown.SMask = pdf.make_stream(over.tobytes(), ColorSpace=Name.DeviceGray, BitsPerComponent=8, **sizes)

    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "a.pdf", fill)))) as pdf:
        content = page(pdf).Resources.XObject.I.read_bytes()
    rows = {content[place : place + 32] for place in range(0, len(content), 32)}
    assert len(rows) == 1
    row = rows.pop()
    assert row[:13] == bytes(13) if wide > 4 else b"Zebedee" not in row
    assert row[24:] == b"Shown..."


@pytest.mark.parametrize(("shade", "taken"), [(0, True), (255, False)], ids=["something", "one colour"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photo_in_a_pdf_does_not_keep_what_its_mask_hides_either(mode: str, shade: int, taken: bool, tmp_path: Path) -> None:
    """A face that somebody masked, say: left of the middle, in a photo that is compressed."""
    image = Image.new(mode, (64, 64), "white")
    image.paste("grey", (32, 0, 64, 64))
    image.paste((shade,) * len(image.getbands()) if mode == "RGB" else shade, (4, 4, 20, 20))
    image.save(out := io.BytesIO(), "JPEG", quality=90)

    def fill(pdf: Pdf) -> None:
        draw(pdf, out.getvalue(), "/DCTDecode")
        shown = page(pdf).Resources.XObject.I
        shown.Width = shown.Height = 64
        shown.ColorSpace = Name.DeviceGray if mode == "L" else Name.DeviceRGB
        alpha = (bytes(30) + b"\xff" * 34) * 64
        shown.SMask = pdf.make_stream(
            alpha, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64, BitsPerComponent=8, ColorSpace=Name.DeviceGray
        )

    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "a.pdf", fill)))) as pdf:
        item = page(pdf).Resources.XObject.I
        assert (str(item.Filter), "/DecodeParms" in item) == ("/DCTDecode", False)
        content = item.read_raw_bytes()
    found = Image.open(io.BytesIO(content)).convert("L")
    assert found.crop((40, 0, 64, 64)).getextrema() in [(128, 128), (127, 128), (128, 129), (127, 129)]
    assert (content == bare_jpeg(out.getvalue())) != taken
    low, high = found.crop((2, 2, 24, 24)).getextrema()
    assert high - low < 9


def test_what_stands_on_pages_stays(tmp_path: Path) -> None:
    assert "Shown" in pages(made(tmp_path / "field.pdf", a_field))[0][1]
    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "link.pdf", a_script_behind_a_link)))) as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == "https://example.org/"
    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "photo.pdf", a_photo)))) as pdf:
        shown = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.I).as_pil_image()
    assert shown.tobytes() == Image.open(io.BytesIO(photo())).tobytes()


def test_what_is_read_out_of_pages_that_are_left_stays(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        pdf.add_blank_page()
        own, other = (pdf.pages[number].obj for number in range(2))
        picture = Dictionary(S=Name.Figure, Alt=String("A stamp"), K=Dictionary(Type=Name.MCR, Pg=own, MCID=0))
        line = pdf.make_indirect(Dictionary(S=Name.Span, E=String("Number"), K=Array([1])))
        chapter = Dictionary(S=Name.Sect, T=String("A chapter"), Pg=own, K=Array([line]))
        both = pdf.make_indirect(Dictionary(S=Name.P, ActualText=String("Gone"), Pg=other, K=0))
        around = structure(pdf, picture, chapter, Dictionary(S=Name.Art, K=Array([both, pdf.make_indirect(Dictionary(S=Name.P, Pg=own, K=2))])))[2]
        both.P = around
        del pdf.pages[1]

    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "a.pdf", fill)))) as pdf:
        picture, chapter, around = pdf.Root.StructTreeRoot.K
        assert (str(picture.Alt), str(chapter.T), str(chapter.K[0].E)) == ("A stamp", "A chapter", "Number")
        assert [element.keys() for element in around.K] == [{"/P", "/S"}, {"/K", "/Pg", "/S"}]


def test_bookmarks_of_pages_that_are_left_stay_in_their_order(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            first, gone, chapter, web = (pikepdf.OutlineItem(title, at) for title, at in (("A", 0), ("B", 1), ("C", 1), ("D", None)))
            first.children += [pikepdf.OutlineItem("B", 1)]
            chapter.children += [pikepdf.OutlineItem(title, at) for title, at in (("E", 0), ("B", 1), ("F", 0))]
            chapter.is_closed = True
            web.action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
            outline.root += [first, gone, chapter, web]
        del pdf.pages[1]

    def titles(items: list[pikepdf.OutlineItem]) -> list[object]:
        return [(item.title, item.is_closed, titles(item.children)) if item.children else item.title for item in items]

    with pikepdf.open(io.BytesIO(cleaned(made(tmp_path / "a.pdf", fill)))) as pdf, pdf.open_outline() as outline:
        assert titles(outline.root) == ["A", ("…", True, ["E", "F"]), "D"]
        assert int(pdf.Root.Outlines.Count) == 3


def test_a_document_without_pages_taken_out_keeps_its_bookmarks_as_they_are(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem("A", 0), pikepdf.OutlineItem("A heading")]
            outline.root[1].children.append(pikepdf.OutlineItem("B", 0))

    with pikepdf.open(made(tmp_path / "a.pdf", fill)) as told, pikepdf.open(io.BytesIO(cleaned(tmp_path / "a.pdf"))) as bared:
        listed = [[(item.get("/Title"), item.get("/Count")) for item in pdf.objects if isinstance(item, Dictionary) and "/Parent" in item]
                  for pdf in (told, bared)]  # fmt: skip
        assert sorted(map(repr, listed[0])) == sorted(map(repr, listed[1]))


def test_a_field_that_was_filled_in_and_is_to_be_drawn_by_who_opens_it_is_drawn(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        look = String("/Helv 9 Tf 0 g")
        field = pdf.make_indirect(note(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), V=String("Filled in"), DA=look, F=4))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), DA=look, DR=fonts, NeedAppearances=True))
        page(pdf).Annots = Array([field])

    assert "Filled in" in pages(made(tmp_path / "a.pdf", fill))[0][1]


def test_a_pdf_with_hidden_layers_is_not_published(tmp_path: Path) -> None:
    def hide(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    with pytest.raises(Unreadable, match="layers that are not shown"):
        cleaned(made(tmp_path / "a.pdf", hide))


def test_personal_data_in_a_field_and_in_a_form_within_a_form_are_refused(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        field = pdf.make_indirect(note(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), AP=Dictionary(N=form(pdf, "Call +32 2 555 12 34")), F=4))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        page(pdf).Annots = Array([field])
        outer = pdf.make_stream(b"/Inner Do /Inner Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 9])
        outer.Resources = Dictionary(XObject=Dictionary(Inner=form(pdf, "somebody@example.org"), Outer=outer))
        page(pdf).Resources = Dictionary(XObject=Dictionary(Outer=outer))
        page(pdf).Contents = pdf.make_stream(b"/Outer Do")

    root = project(tmp_path / "project")
    made(root / "data/utopia/letters/2017-03-24-to-bo-dahl.pdf", fill)
    said = sorted(str(problem).split(": ")[2].split(";")[0] for problem in found(root) if problem.path.endswith(".pdf"))
    assert said == ["a telephone number", "an e-mail address"]


@pytest.mark.parametrize("apart", [False, True])
def test_personal_data_behind_a_link_is_refused_whether_or_not_the_link_is_an_object_of_its_own(apart: bool, tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        action = Dictionary(S=Name.URI, URI=String("mailto:somebody@example.org"))
        link = note(Subtype=Name.Link, A=pdf.make_indirect(action) if apart else action)
        page(pdf).Annots = Array([pdf.make_indirect(link) if apart else link])

    assert said_of(fill, tmp_path) == ["page 1: an e-mail address"]


def bookmark(pdf: Pdf, words: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(words, 0))


def description(pdf: Pdf, words: str) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=page(pdf), Alt=String(words))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))


def instead_of_words(pdf: Pdf, words: str) -> None:
    page(pdf).Contents = pdf.make_stream(f"/Span <</ActualText ({words})>> BDC BT (Dear Sir) Tj ET EMC".encode())


@pytest.mark.parametrize(
    ("fill", "where"), [(bookmark, "bookmarks and descriptions"), (description, "bookmarks and descriptions"), (instead_of_words, "page 1")]
)
def test_personal_data_that_readers_hear_or_see_beside_the_pages_are_refused(fill: Callable[[Pdf, str], None], where: str, tmp_path: Path) -> None:
    assert said_of(lambda pdf: fill(pdf, "Ask somebody@example.org"), tmp_path) == [f"{where}: an e-mail address"]


def said_of(fill: Callable[[Pdf], None], tmp_path: Path) -> list[str]:
    """What the check says of a PDF beside a letter, without its place and what to do."""
    root = project(tmp_path / "project")
    made(root / "data/utopia/letters/2017-03-24-to-bo-dahl.pdf", fill)
    return sorted(": ".join(str(problem).split(": ")[1:]).split(";")[0] for problem in found(root) if problem.path.endswith(".pdf"))


@pytest.mark.parametrize("empty", [None, Array()], ids=["nothing", "an empty list"])
def test_a_blank_page_does_not_end_the_search(empty: Array | None, tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        for number in range(2):
            pdf.add_blank_page()
            pdf.pages[number + 1].Contents = pdf.make_stream(b"BT (Call +32 2 555 12 34) Tj ET")
        del page(pdf)["/Contents"]
        if empty is not None:
            page(pdf).Contents = empty

    said = pages(made(tmp_path / "a.pdf", fill))
    assert [text.strip() for _, text in said] == ["", *["Call +32 2 555 12 34"] * 2, ""]


def test_a_pdf_without_the_table_of_its_objects_can_be_opened_when_it_is_published(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    with pikepdf.open(io.BytesIO(cleaned(file))) as pdf:
        assert len(pdf.pages) == 1


def test_a_pdf_that_cannot_be_searched_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = made(tmp_path / "a.pdf", lambda _: None)

    def damaged(*_: object) -> list[object]:
        raise ValueError

    monkeypatch.setattr("pikepdf.parse_content_stream", damaged)
    with pytest.raises(Unreadable):
        cleaned(file)


def test_the_table_of_a_font_is_read_as_readers_read_it(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        table = pdf.make_stream(b"1 beginbfchar <0 1> <0 04 1> endbfchar 1 beginbfrange <0 2> <0 3> <00 42> endbfrange")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=table)
        page(pdf).Resources = Dictionary(Font=Dictionary(F=font))
        page(pdf).Contents = pdf.make_stream(b"BT /F 9 Tf <010203> Tj ET")

    assert pages(made(tmp_path / "a.pdf", fill))[0][1].strip() == "ABC"


def test_a_jpeg_is_taken_apart_to_its_very_end() -> None:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "JPEG", progressive=True)
    plain = out.getvalue()
    behind = photo()
    parts = list(jpeg_segments(plain + behind))
    assert [marker for marker, *_ in parts].count(0xDA) > 1
    assert parts[-1] == (0, len(plain), len(plain) + len(behind))
    assert Image.open(io.BytesIO(bare_jpeg(plain + behind))).tobytes() == Image.open(io.BytesIO(plain)).tobytes()
    assert SECRET.encode() not in bare_jpeg(plain + behind)
    with pytest.raises(ValueError, match="not found"):
        bare_jpeg(b"no picture")


def test_what_draws_nothing_in_jpeg_2000_goes() -> None:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "JPEG2000", tile_size=(32, 32), comment=SECRET)
    told = out.getvalue()
    assert SECRET.encode() in told
    bared = bare_jpeg_2000(told)
    assert bare_jpeg_2000(bared) == bared
    assert SECRET.encode() not in bared
    assert Image.open(io.BytesIO(bared)).tobytes() == Image.open(io.BytesIO(told)).tobytes()
    xml = (8 + len(SECRET)).to_bytes(4, "big") + b"xml " + SECRET.encode()
    assert bare_jpeg_2000(told[:12] + xml + told[12:]) == bared
    code = told[told.index(b"\xff\x4f\xff\x51") :]
    assert Image.open(io.BytesIO(bare_jpeg_2000(code + SECRET.encode()))).tobytes() == Image.open(io.BytesIO(told)).tobytes()
    assert SECRET.encode() not in bare_jpeg_2000(code + SECRET.encode())


def test_a_comment_in_a_tile_of_jpeg_2000_goes() -> None:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "JPEG2000", tile_size=(32, 32), no_jp2=True)
    plain = out.getvalue()
    at = plain.index(b"\xff\x90")
    said = b"\xff\x64" + (4 + len(SECRET)).to_bytes(2, "big") + b"\0\1" + SECRET.encode()
    length = int.from_bytes(plain[at + 6 : at + 10], "big") + len(said)
    told = plain[: at + 6] + length.to_bytes(4, "big") + plain[at + 10 : at + 12] + said + plain[at + 12 :]
    assert bare_jpeg_2000(told) == bare_jpeg_2000(plain)
    assert Image.open(io.BytesIO(bare_jpeg_2000(told))).tobytes() == Image.open(io.BytesIO(plain)).tobytes()


@pytest.mark.parametrize("begun", [b"", b"\xff\x90\0\x0a\0\0\0\0\0\x0c\0\1\xff\x64\0\5\0\1x"], ids=["no tile", "a tile that ends before its data"])
def test_a_jpeg_2000_that_would_be_read_for_ever_is_damaged(begun: bytes) -> None:
    with pytest.raises(ValueError, match="93"):
        bare_jpeg_2000(b"\xff\x4f" + begun + b"\xff\x93\0\4data")


def profile() -> bytes:
    """A colour profile that names who made it, and a screen by a tag of its maker's own."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count, moved = int.from_bytes(plain[128:132], "big"), b""
    for number in range(count):
        name, begin, size = struct.unpack_from(">4sII", plain, 132 + 12 * number)
        moved += struct.pack(">4sII", name, begin + 12, size)
    body = plain[132 + 12 * count :]
    own = struct.pack(">4sII", b"mmod", 132 + 12 * count + 12 + len(body), len(SECRET))
    return plain[:128] + (count + 1).to_bytes(4, "big") + moved + own + body + SECRET.encode()


@pytest.mark.parametrize("version", [2, 4])
def test_a_colour_profile_keeps_its_colours_alone(version: int) -> None:
    told = bytearray(profile())
    told[8] = version
    bared = bare_icc(bytes(told))
    assert SECRET.encode() not in bared
    assert bare_icc(bared) == bared
    red = Image.new("RGB", (1, 1), (200, 30, 60))
    lab = ImageCms.createProfile("LAB")
    colours = [ImageCms.applyTransform(red, ImageCms.buildTransform(io.BytesIO(icc), lab, "RGB", "LAB")) for icc in (bytes(told), bared)]
    assert colours[0] is not None
    assert colours[1] is not None
    assert colours[0].getpixel((0, 0)) == colours[1].getpixel((0, 0))
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(bared))).strip() == "-"


def test_a_picture_of_too_many_pixels_is_refused_without_a_word_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    Image.new("RGB", (12, 12)).save(tmp_path / "a.png")
    with warnings.catch_warnings(record=True) as said, pytest.raises(Unreadable, match="far more than a document"):
        cleaned(tmp_path / "a.png")
    assert said == []
