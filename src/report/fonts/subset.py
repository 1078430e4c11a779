"""Makes the two font files beside this script: python3 subset.py /usr/share/fonts/truetype/noto

Noto Sans, cut to Latin, Vietnamese and the signs that reports use; the signs that Noto Sans lacks come from Noto Sans
Math. There is no kerning, so that a text is as wide as its characters are, in PNG, in SVG and when it is measured.
"""
import io, sys, unicodedata
from fontTools import merge, subset
from fontTools.ttLib import TTFont

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


def build(folder, weight):
    latin = {chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x100)]} | set(SIGNS) | set(VOWELS)
    latin |= {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    parts = [cut(f"{folder}/NotoSans-{weight}.ttf", latin), cut(f"{folder}/NotoSansMath-Regular.ttf", MATH)]
    font = merge.Merger().merge(parts)
    missing = [c for c in latin | set(MATH) if ord(c) not in font.getBestCmap() and c != "\u00ad"]
    assert not missing, missing
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(f"NotoSans-{weight}-subset.ttf")


for weight in ["Regular", "Bold"]:
    build(sys.argv[1], weight)
