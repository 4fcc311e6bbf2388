"""The variable fonts of Adobe -> the subsets of the theme, each in the cut and the weights that the stylesheet asks for.

    npm pack source-serif@4.5.1 source-sans@3.52.0     # unpack them; TrueType, not OpenType
    pip install fonttools==4.68.0 brotli==1.2.0
    python .ci/fonts.py SourceSerif4Variable-Roman.ttf SourceSerif4Variable-Italic.ttf SourceSans3VF-Upright.ttf

A page loads the subsets whose letters stand on it (`unicode-range`), and all of them together are to be 90 KB at most: so Latin is what
English and the furniture of pages need, and kerning below ten thousandths of the size, which nobody sees, is left out. The licence keeps
the name of the originals for the originals.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent.parent / "hooks" / "dossier" / "theme" / "assets" / "fonts"
SHEET = FONTS.parent / "stylesheets" / "dossier.css"
CUTS = {
    "serif-text": (0, "Dossier Serif", {"opsz": 14, "wght": (400, 700)}, ("kern", "liga", "locl", "ccmp", "tnum")),
    "serif-display": (0, "Dossier Display", {"opsz": 48, "wght": (400, 650)}, ("kern", "liga", "locl", "ccmp")),
    "serif-italic": (1, "Dossier Serif", {"opsz": 14, "wght": 400}, ("kern", "liga", "locl", "ccmp")),
    "sans": (2, "Dossier Sans", {"wght": (400, 700)}, ("kern", "liga", "locl", "ccmp", "tnum")),
}
"""By the begin of the file's name: which of the three originals, the family, where on its axes, which features."""
HEIGHTS = {"Dossier Sans": (1024, -400)}
"""Above and below the line where the original has less: as its best known build has, by which the stylesheet measures its stand-ins."""
UNSEEN = 10
"""Thousandths of the size: kerning by less is left out."""
NAMES = [0, 1, 2, 6, 14]
"""Of the names: whose it is, its own, and where its licence stands (which lies beside the files)."""


def main(originals: list[str]) -> None:
    faces = re.findall(r"url\(\.\./fonts/(\S+)\.woff2\).*?unicode-range: ([^}]*?) }", SHEET.read_text("utf-8"))
    for begin, (which, family, axes, features) in CUTS.items():
        whole = instantiateVariableFont(TTFont(originals[which], recalcTimestamp=False), axes)
        for name, ranges in faces:
            if re.fullmatch(rf"{begin}(-(?!italic)[a-z-]+)?", name):
                _write(whole, FONTS / f"{name}.woff2", list(_points(ranges)), family, list(features))


def _points(ranges: str) -> list[int]:
    """The characters of a `unicode-range` of CSS."""
    pairs = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",")]
    return [point for pair in pairs for point in range(int(pair[0], 16), int(pair[-1], 16) + 1)]


def _write(whole: TTFont, file: Path, points: list[int], family: str, features: list[str]) -> None:
    options = Options(flavor="woff2", layout_features=features, name_IDs=NAMES, notdef_outline=True, hinting=False)
    options.drop_tables += ["STAT", "MVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    whole.save(scratch := file.with_suffix(".ttf"))
    font = TTFont(scratch, recalcTimestamp=False)
    _plainer(font)
    subsetter.subset(font)
    for place in (getattr(part, "Coverage", None) for lookup in font["GPOS"].table.LookupList.Lookup for part in lookup.SubTable):
        if place is not None:
            place.glyphs.sort(key=font.getGlyphID)
    if "fvar" in font:
        font["fvar"].instances = []
    head, os2 = font["hhea"], font["OS/2"]
    heights = HEIGHTS.get(family, (head.ascent, head.descent))
    head.ascent, head.descent, head.lineGap = os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = *heights, 0
    os2.fsSelection |= 128  # these heights are meant, not those of Windows
    for record in font["name"].names:
        if record.nameID in (1, 6):
            record.string = family if record.nameID == 1 else f"{family.replace(' ', '')}-Regular"
    font.flavor = "woff2"
    font.save(file)
    scratch.unlink()
    missing = {*points} - {*font.getBestCmap()}
    print(f"{file.name}: {file.stat().st_size:,} bytes", "without " + " ".join(f"{point:X}" for point in sorted(missing)) if missing else "")


def _plainer(font: TTFont) -> None:
    """Without the kerning that nobody sees, and with the rest in one table, which packs better than several."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        parts = [getattr(part, "ExtSubTable", part) for part in lookup.SubTable]
        pairs = [part for part in parts if part.LookupType == 2 and part.Format == 2]
        for value in (record.Value1 for part in pairs for first in part.Class1Record for record in first.Class2Record):
            if value and abs(getattr(value, "XAdvance", 0)) < UNSEEN:
                value.XAdvance = 0
                if hasattr(value, "XAdvDevice"):
                    del value.XAdvDevice
        if pairs:
            others = [part for part in parts if part not in pairs]
            lookup.LookupType, lookup.SubTable = 2, [*others, *_joined(pairs)]
            lookup.SubTableCount = len(lookup.SubTable)


def _joined(pairs: list[Any]) -> list[Any]:
    """Tables of kerning by classes, as one each for those that have the same classes of second letters. The first table that has a letter counts."""
    kept: list[Any] = []
    for part in pairs:
        place = kept[-1] if kept and kept[-1].ClassDef2.classDefs == part.ClassDef2.classDefs else None
        first = {glyph: part.ClassDef1.classDefs.get(glyph, 0) for glyph in part.Coverage.glyphs}
        if place is None:
            kept.append(part)
            continue
        known, begin = {*place.Coverage.glyphs}, len(place.Class1Record)
        place.Class1Record += part.Class1Record
        place.Class1Count = len(place.Class1Record)
        place.ClassDef1.classDefs |= {glyph: begin + number for glyph, number in first.items() if glyph not in known}
        place.Coverage.glyphs += [glyph for glyph in first if glyph not in known]
    return kept


if __name__ == "__main__":
    main(sys.argv[1:])
