"""Makes the two font files beside this script: python3 subset.py /usr/share/fonts/truetype/noto

Noto Sans, cut to Latin, Vietnamese and the signs that reports use; the signs that Noto Sans lacks come from Noto Sans
Math. The line height is set to 1.24 em, the ratio that plotters assumes between a font's size and its em, so that
text has the same width in PNG as in SVG. Plotters draws every glyph of a PNG flush left, without its left side bearing:
a kerning table gives the bearings back (the difference of the bearings of each pair); the SVG switches kerning off.
"""
import io, struct, sys, unicodedata
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"
SIGNS = "đĐ₫–—×·%…±“”‘’•"
MATH = "−≥≤→≈"


def cut(path, characters):
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, drop_tables=["GSUB", "GPOS", "GDEF", "MATH"])
    font = TTFont(path)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return buffer


def bearings(font):
    """A kern table of classes (format 2): moving from glyph p to glyph c adds bearing(c) - bearing(p)."""
    bearing = [font["hmtx"][name][1] for name in font.getGlyphOrder()]
    classes = sorted(set(bearing))
    count, glyphs, header = len(classes), len(bearing), 14
    left, right = header, header + 4 + 2 * glyphs
    array = right + 4 + 2 * glyphs
    rows = [array + 2 * count * classes.index(b) for b in bearing]
    columns = [2 * classes.index(b) for b in bearing]
    values = [c - p for p in classes for c in classes]
    body = struct.pack(">4H", 2 * count, left, right, array)
    body += struct.pack(f">2H{glyphs}H", 0, glyphs, *rows) + struct.pack(f">2H{glyphs}H", 0, glyphs, *columns)
    body += struct.pack(f">{len(values)}h", *values)
    table = DefaultTable("kern")
    table.data = struct.pack(">2H", 0, 1) + struct.pack(">3H", 0, 6 + len(body), 0x0201) + body
    return table


def build(folder, weight):
    latin = {chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x100)]} | set(SIGNS) | set(VOWELS)
    latin |= {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    parts = [cut(f"{folder}/NotoSans-{weight}.ttf", latin), cut(f"{folder}/NotoSansMath-Regular.ttf", MATH)]
    font = merge.Merger().merge(parts)
    missing = [c for c in latin | set(MATH) if ord(c) not in font.getBestCmap() and c != "\u00ad"]
    assert not missing, missing
    em = font["head"].unitsPerEm
    ascent, descent = round(0.96 * em), -round(0.28 * em)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = ascent, descent, 0
    font["kern"] = bearings(font)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(f"NotoSans-{weight}-subset.ttf")


for weight in ["Regular", "Bold"]:
    build(sys.argv[1], weight)
