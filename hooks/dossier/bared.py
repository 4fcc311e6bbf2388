"""A PDF -> the same with nothing in it but what readers of its pages see, click, and hear read out.

What is kept is listed, not what is taken out (names as in ISO 32000-1): whatever else a document holds, or will hold one day,
nothing leads to it, and it is not written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from .decoding import MOST
from .decoding.jpeg2000 import bare_jpeg_2000
from .decoding.objects import encoded, inside
from .decoding.packed import Bounds, inflated
from .decoding.pictures import bare_jpeg, uncovered, uncovered_jpeg
from .decoding.profiles import bare_icc
from .decoding.telling import EMPTY, is_element, keep, without_bookmarks, without_words

__all__ = ["bare", "hides_layers"]

_CATALOG = frozenset(
    "/Type /Version /Pages /PageLabels /Names /Dests /ViewerPreferences /PageLayout /PageMode /Outlines /StructTreeRoot /MarkInfo /Lang /URI "
    "/OCProperties /OutputIntents".split()
)
_PAGE = frozenset(
    "/Type /Parent /Kids /Count /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Rotate /Contents /Group /Annots /StructParents /Tabs "
    "/UserUnit".split()
)
_LINK = frozenset("/Type /Subtype /Rect /P /F /Border /BS /C /H /QuadPoints /Dest /A /StructParent /Contents".split())
_ACTION = frozenset("/Type /S /URI /IsMap /D /SD".split())
_HARMLESS = ("/URI", "/GoTo")
_VIEWER = frozenset(
    "/HideToolbar /HideMenubar /HideWindowUI /FitWindow /CenterWindow /DisplayDocTitle /NonFullScreenPageMode /Direction /ViewArea /ViewClip "
    "/PrintArea /PrintClip /PrintScaling /Duplex /PickTrayByPDFSize /PrintPageRange /NumCopies".split()
)
_INTENT = frozenset("/Type /S /OutputConditionIdentifier /RegistryName /DestOutputProfile".split())
_DRAWN = {
    "/Image": frozenset(
        "/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Intent /ImageMask /Mask /Decode /Interpolate /SMask /SMaskInData /Matte "
        "/StructParent /OC /Length /Filter /DecodeParms".split()
    ),
    "/Form": frozenset(
        "/Type /Subtype /FormType /BBox /Matrix /Resources /Group /StructParent /StructParents /OC /Length /Filter /DecodeParms".split()
    ),
}
"""What draws a picture, and a form; not names of files, other versions, places on the globe, and what the program that made it keeps there."""
_MARKED = frozenset("/Type /Subtype /MCID /ActualText /Alt /E /Lang /Attached /BBox".split())
"""What a page's own text says of a part of it: the list may stand apart from the page."""
_LAYER = frozenset("/Type /Name /Intent /Usage".split())
_NEVER = ("/Metadata", "/PieceInfo", "/AF", "/AA", "/OpenAction", "/JS", "/LastModified")
_PICTURES = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg_2000}


def hides_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether something is not shown until a reader switches it on."""
    layers = pdf.Root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    return len(layers.get("/OFF", ())) > 0 or layers.get("/BaseState", "/ON") != "/ON"


def bare(pdf: pikepdf.Pdf) -> None:
    """Takes out of a document what stands on none of its pages; forms that were filled in and stamps become part of their page."""
    if pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        page.externalize_inline_images()  # a camera's picture within the page's own text becomes one like all others
    keep(pdf.trailer, ("/Root", "/Size"))
    if "/Size" not in pdf.trailer:
        pdf.trailer.Size = 0  # qpdf writes the right one, but only where one was: without, nobody can open the file
    keep(pdf.Root, _CATALOG)
    if "/Names" in pdf.Root:
        keep(pdf.Root.Names, ("/Dests",))
    _settings(pdf.Root)
    _layers(pdf.Root)
    pages = {page.obj.objgen for page in pdf.pages}
    for node in _tree(pdf.pages):
        keep(node, _PAGE)
    links = {link.objgen for page in pdf.pages for link in _links(page.obj)}
    without_bookmarks(pdf.Root, pages)
    elements = without_words(pdf.Root, pages)
    for top in pdf.objects:
        for item in inside(top):
            _stripped(item, pages, links, elements)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _redrawn(pdf, item)


def _settings(root: Any) -> None:
    """How a document is to be shown and printed; an address that links begin with stays if it is one of the web."""
    if isinstance(root.get("/ViewerPreferences"), pikepdf.Dictionary):
        keep(root.ViewerPreferences, _VIEWER)
    for intent in root.get("/OutputIntents", ()):
        keep(intent, _INTENT)
    base = root.get("/URI")
    if base is not None and not (isinstance(base, pikepdf.Dictionary) and str(base.get("/Base")).startswith(("http://", "https://"))):
        del root["/URI"]


def _layers(root: Any) -> None:
    if "/OCProperties" not in root:
        return
    keep(root.OCProperties, ("/OCGs", "/D"))
    if "/D" in root.OCProperties:
        keep(root.OCProperties.D, ("/BaseState", "/ON", "/OFF", "/AS", "/Order", "/RBGroups", "/Locked"))
    for layer in root.OCProperties.get("/OCGs", ()):
        keep(layer, _LAYER)
        if "/Usage" in layer:
            keep(layer.Usage, ("/View", "/Print", "/Export", "/Zoom"))


def _tree(pages: Iterable[Any]) -> Iterator[Any]:
    """Every page, and the nodes that hold them."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        node = page.obj
        while isinstance(node, pikepdf.Dictionary) and (not node.is_indirect or node.objgen not in seen):
            seen.add(node.objgen)
            yield node
            node = node.get("/Parent")


def _links(page: Any) -> list[Any]:
    """Of what lies on a page, only links are left, and given: what has a look of its own is drawn on it by now."""
    given = page.get("/Annots")
    links = [note for note in given if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Link"] if given is not None else []
    for link in links:
        keep(link, _LINK)
    if links:
        page.Annots = pikepdf.Array(links)
    elif given is not None:
        del page["/Annots"]
    return links


def _stripped(item: Any, pages: Collection[tuple[int, int]], links: Collection[tuple[int, int]], elements: Collection[tuple[int, int]]) -> None:
    """Takes out of one object what is no part of a page; of a page that was taken out of the document, to which something still leads, all."""
    if _is_page(item) and item.objgen not in pages:
        keep(item, ("/Type",))
    for key in _NEVER:
        if key in item:
            del item[key]
    if isinstance(item, pikepdf.Stream) and (drawn := _DRAWN.get(str(item.get("/Subtype")))) is not None:
        keep(item.stream_dict, drawn)
    marked = item.get("/Properties")
    for said in marked.as_dict().values() if isinstance(marked, pikepdf.Dictionary) else ():
        if isinstance(said, pikepdf.Dictionary) and said.get("/Type") not in ("/OCG", "/OCMD"):
            keep(said, _MARKED)
    if item.is_indirect and item.objgen not in elements and is_element(item):
        keep(item, EMPTY)
    if isinstance(item.get("/Obj"), pikepdf.Dictionary) and item["/Obj"].objgen not in links:
        del item["/Obj"]  # from the structure to a note that is on no page any more
    action = item.get("/A")
    if isinstance(action, pikepdf.Dictionary) and "/S" in action:  # else it says how an element of the structure looks
        if str(action["/S"]) in _HARMLESS:
            keep(action, _ACTION)
        else:
            del item["/A"]


def _is_page(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and (
        item.get("/Type") in ("/Page", "/Template") or isinstance(item.get("/Contents"), (pikepdf.Stream, pikepdf.Array))
    )


def _redrawn(pdf: pikepdf.Pdf, item: Any) -> None:
    """A picture loses what a camera wrote into it, and what its mask hides; a colour profile loses all but colours. Raises TooMuch."""
    if "/N" in item and (profile := item.read_bytes())[36:40] == b"acsp":
        item.write(bare_icc(profile))
        return
    filters, content = encoded(pdf, item, Bounds(MOST))
    if filters and (maker := _PICTURES.get(filters[-1])) is not None:
        parms = item.stream_dict.get("/DecodeParms")
        own = parms[-1] if isinstance(parms, pikepdf.Array) and len(parms) == len(filters) else parms if len(filters) == 1 else None
        parms = own if isinstance(own, pikepdf.Dictionary) else None
        drawn = maker(content)
        if filters[-1] == "/DCTDecode" and parms is None and (over := _mask(pdf, item)) is not None:
            drawn = uncovered_jpeg(drawn, over)
        item.write(drawn, filter=pikepdf.Name(filters[-1]), decode_parms=parms)
    elif (over := _mask(pdf, item)) is not None:
        picture = _pixels(pdf, item, {8: ("L", "RGB", "CMYK")})
        if picture is not None and uncovered(picture, over):
            item.write(picture.tobytes())


def _mask(pdf: pikepdf.Pdf, item: Any) -> Image.Image | None:
    """What of a picture is seen: 0 is nothing of it, as programs that make a PDF of a PNG write it; raises TooMuch."""
    mask = item.get("/SMask", item.get("/Mask"))
    if not isinstance(mask, pikepdf.Stream) or "/Matte" in mask:
        return None
    over, ends = _pixels(pdf, mask, {1: ("1",), 8: ("L",)}), tuple(map(float, mask.get("/Decode", (0, 1))))
    if over is None or ends not in ((0, 1), (1, 0)):
        return None
    paints_unset = over.mode == "1"  # a stencil
    return ImageChops.invert(over.convert("L")) if paints_unset == (ends == (0, 1)) else over.convert("L")


def _pixels(pdf: pikepdf.Pdf, item: Any, modes: Mapping[int, Sequence[str]]) -> Image.Image | None:
    """What a picture holds, if it is packed simply, in one of the modes for its bits per component; raises TooMuch."""
    wide, high = size = int(item.get("/Width", 0)), int(item.get("/Height", 0))
    bits = 1 if item.get("/ImageMask") else int(item.get("/BitsPerComponent", 0))
    filters, raw = encoded(pdf, item, Bounds(MOST))
    if bits not in modes or filters not in ([], ["/FlateDecode"]):
        return None
    for _ in inflated(raw, "zlib", Bounds(4 * (wide + 1) * high + 4_096)) if filters else ():
        pass
    content, lengths = item.read_bytes(), {(wide * bits * len(Image.new(mode, (1, 1)).getbands()) + 7) // 8 * high: mode for mode in modes[bits]}
    return Image.frombytes(lengths[len(content)], size, content) if content and len(content) in lengths else None
