"""Makes the two fonts of this folder, and ../font-widths.ts, from Debian's package fonts-noto-core (20201225-1).

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0 uharfbuzz==0.57.0
    venv/bin/python make-fonts.py /usr/share/fonts/truetype/noto

Noto Sans Thai, Lao, Khmer and Myanmar, with all their rules for shaping, are joined to Noto Sans: a renderer that has
to look for letters in other fonts would take no bold ones. Noto Sans itself is cut down to Latin with Vietnamese, Greek, punctuation, primes, superscripts and currency signs.
It has no minus sign, arrows or comparison signs: the minus is drawn from the bar of its own plus, the others
come from Noto Sans Math and Noto Sans Symbols 2 (same design, 1000 units per em).
"""

import sys
import tempfile
import unicodedata
from pathlib import Path

import uharfbuzz
from fontTools import merge, subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SOURCE = Path(sys.argv[1])
HERE = Path(__file__).resolve().parent
TEXT = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02B9-02BC,U+02C6,U+02C7,U+02D8-02DD,U+0300-0304,U+0306,U+0309,U+0323,"
    "U+0370-03FF,U+1E00-1EFF,U+2009-200A,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,"
    "U+2039,U+203A,U+2044,U+2070-209C,U+20AB,U+20AC,U+2116,U+2122,U+FFFD"
)
BORROWED = {
    "NotoSansMath-Regular": "←↑→↓∂∆∇∑√∞≈≠≤≥",
    "NotoSansSymbols2-Regular": "▲●",
}
# What each of the other scripts brings: without the extensions for languages that have their own alphabets.
SCRIPTS = {
    "Thai": "U+0E01-0E3A,U+0E3F-0E5B",
    "Lao": "U+0E81-0EDF",
    "Khmer": "U+1780-17F9,U+200B-200D,U+25CC",
    "Myanmar": "U+1000-109F",
}
# A consonant after one of these signs stands below the one before it: the pair has a width of its own.
STACKERS = {0x17D2: range(0x1780, 0x17A3), 0x1039: range(0x1000, 0x1022)}
BASE = {0x17D2: 0x1780, 0x1039: 0x1000}
# A letter of each script, and its letters that join the letter before them though they are no marks.
FIRST = {"Thai": 0x0E01, "Lao": 0x0E81, "Khmer": 0x1780, "Myanmar": 0x1000}
JOINING = {0x0E33, 0x0EB3}


def add_glyph(font, code, glyph, metrics):
    name = f"uni{code:04X}"
    font["glyf"][name] = glyph
    font["hmtx"][name] = metrics
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def minus(font):
    plus = font["glyf"]["plus"]
    heights = sorted(y for _, y in plus.coordinates)
    bottom, top = heights[2], heights[-3]
    pen = TTGlyphPen(None)
    pen.moveTo((plus.xMin, bottom))
    for point in ((plus.xMin, top), (plus.xMax, top), (plus.xMax, bottom)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph(), font["hmtx"]["plus"]


def borrow(other, code):
    name = other.getBestCmap()[code]
    pen = TTGlyphPen(None)
    other.getGlyphSet()[name].draw(pen)
    return pen.glyph(), other["hmtx"][name]


def cut(font, unicodes, features):
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(unicodes.replace("U+", "")))
    subsetter.subset(font)
    return font


def latin(weight):
    font = TTFont(SOURCE / f"NotoSans-{weight}.ttf", recalcTimestamp=False)
    cut(font, TEXT, ["kern", "mark", "mkmk", "ccmp", "locl"])
    add_glyph(font, 0x2212, *minus(font))
    for source, characters in BORROWED.items():
        other = TTFont(SOURCE / f"{source}.ttf")
        for character in characters:
            add_glyph(font, ord(character), *borrow(other, ord(character)))
    return font


def make(weight):
    whole = latin(weight)
    names, made, head = whole["name"], whole["head"].created, whole["hhea"]
    lines = head.ascent, head.descent, head.lineGap
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / "Latin.ttf"]
        whole.save(parts[0])
        for script, unicodes in SCRIPTS.items():
            font = TTFont(SOURCE / f"NotoSans{script}-{weight}.ttf", recalcTimestamp=False)
            parts.append(Path(folder) / f"{script}.ttf")
            cut(font, unicodes, ["*"]).save(parts[-1])
        font = merge.Merger().merge([str(part) for part in parts])
    font.recalcTimestamp = False
    font["name"] = names
    font["head"].created = font["head"].modified = made
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = lines
    path = HERE / f"NotoSans-{weight}.ttf"
    font.save(path)
    widths = {code: font["hmtx"][name][0] for code, name in sorted(font.getBestCmap().items())}
    return {**widths, **marks(path)}, pairs(path)


def advance(font, text):
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions)


def marks(path):
    """What a mark adds to the width of the letter that it joins; nothing for a sign that stacks."""
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    measured = {}
    for script, unicodes in SCRIPTS.items():
        first = chr(FIRST[script])
        for code in subset.parse_unicodes(unicodes.replace("U+", "")):
            if code in JOINING or unicodedata.category(chr(code)).startswith("M"):
                width = advance(font, first + chr(code)) - advance(font, first)
                measured[code] = 0 if code in STACKERS else width
    return measured


def pairs(path):
    """What a stacked consonant adds to the width of the one above it, in the order of STACKERS."""
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    return {
        stacker: [
            advance(font, chr(BASE[stacker]) + chr(stacker) + chr(code)) - advance(font, chr(BASE[stacker]))
            for code in consonants
        ]
        for stacker, consonants in STACKERS.items()
    }


def runs(widths):
    """'first code:width,width,…' for each unbroken run of codes."""
    parts, previous = [], None
    for code, width in widths.items():
        if previous is None or code != previous + 1:
            parts.append((code, []))
        parts[-1][1].append(width)
        previous = code
    return ";".join(f"{code}:{','.join(map(str, run))}" for code, run in parts)


def stacked(widths):
    """'sign/first consonant:width,width,…' for each sign that stacks."""
    return ";".join(f"{sign}/{STACKERS[sign][0]}:{','.join(map(str, row))}" for sign, row in widths.items())


def write_widths(regular, bold):
    lines = [
        "// Generated by fonts/make-fonts.py from the fonts beside it: advance widths in 1/1000 em, as",
        "// `first code point:width,width,…` for each unbroken run of code points.",
        f'export const REGULAR_WIDTHS: string =\n  "{runs(regular[0])}";',
        f'export const BOLD_WIDTHS: string =\n  "{runs(bold[0])}";',
        "// What a consonant adds that stands below another one: `sign/first consonant:width,width,…`.",
        f'export const REGULAR_STACKED: string =\n  "{stacked(regular[1])}";',
        f'export const BOLD_STACKED: string =\n  "{stacked(bold[1])}";',
    ]
    (HERE.parent / "font-widths.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")


write_widths(make("Regular"), make("Bold"))
