# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of a PDF that follows every glyph a page shows through the tables of its font.

It has its own tables of characters and shares no code with the other readers of pages or with the writer.
Nothing is guessed: a glyph whose font does not say what it means is U+FFFD and makes a text incomplete.
Where letters melt into one another (Burmese, Khmer) one glyph serves many clusters and its table can name but one;
there the file spells each cluster out beside its glyphs, and the page is read both ways: as spelled and glyph by
glyph.  Beside the pages it gives every string that an operator is handed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from struct import unpack

import pikepdf
from fontTools.agl import toUnicode

_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_HEX_PIECE = re.compile(rb"<([0-9a-fA-F]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.S)
_WIDEST = 0x10000
_DEEPEST = 60
_UNKNOWN = "\ufffd"
_OPERATORS = "Tf Tj TJ ' \" Tm Td TD T* cm BMC BDC EMC DP"
_TEXT = re.compile(rb"[\s)\]>](?:T[jJ]|BDC|BMC|DP)\s")
# The commonest marks say a number or that something is decoration, and hold no text.
_NUMBERED = re.compile(rb"<<\s{0,3}(?:/MCID \d{1,9}|/Type\s?/Layout)\s{0,3}>>$")
_TAGS = frozenset(("/Artifact", "/P", "/Span", "/TD", "/TH", "/H1", "/H2", "/H3", "/Lbl", "/LBody"))
_LONGEST_CLUSTER = 24
# A cluster whose parts stand at several heights is written once for each of them.
_AGAIN = re.compile("([\u0900-\u109f\u1780-\u17ff]{2,8}|[\u0620-\u06ff][\u064b-\u065f]+)(?:\n\\1)+")


@dataclass(slots=True)
class Shown:
    """What the pages show, page by page; the same without spelled clusters; and the strings beside it.

    `odd` is set where a spelling cannot be that of its glyphs: too long or too short for them; `untold` where a
    font does not say what one of its glyphs means.
    """

    pages: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)
    odd: bool = False
    untold: bool = False


class _Letters(dict[int, str]):
    """What each code of a font means; a code it does not speak of cannot be read."""

    def __missing__(self, code: int) -> str:
        return _UNKNOWN


@dataclass(frozen=True, slots=True)
class _Font:
    """How the bytes of a shown string are cut into codes, and what each code means; no table: None."""

    width: int
    letters: _Letters | None
    named: _Letters | None = None

    def read(self, codes: bytes) -> str:
        """The text of a shown string."""
        if self.letters is None:
            return _UNKNOWN * (len(codes) // self.width)
        if self.width == 2:
            return "".join(map(self.letters.__getitem__, unpack(f">{len(codes) // 2}H", codes[:len(codes) & ~1])))
        return "".join([self.letters[int.from_bytes(codes[at:at + self.width], "big")]
                        for at in range(0, len(codes), self.width)])


def shown(pdf: pikepdf.Pdf, *, strange: bool) -> Shown:
    """Every page and every drawing of an opened PDF; in a `strange` one also what unusual operators are handed."""
    with warnings.catch_warnings():
        # What ends too early is not whole in our own file; in another's, the other readers have it too.
        warnings.simplefilter("ignore" if strange else "error", UserWarning)
        return _shown(pdf, strange)


def _shown(pdf: pikepdf.Pdf, strange: bool) -> Shown:
    found = Shown()
    reader = _Reader(found, "" if strange else _OPERATORS)
    for number, page in enumerate(pdf.pages, 1):
        spelled, bare = reader.read(page.obj, _inherited(page.obj), f"page {number}")
        found.pages.append(spelled)
        found.bare.append(bare)
    read = {one.objgen for page in pdf.pages for one in _contents(page.obj)}
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.objgen not in read and (
                one.get("/Subtype") == "/Form" or (strange and _draws(one))):
            spelled, bare = reader.read(one, one.get("/Resources"), "a drawing")
            found.marked += [("a drawing, its glyphs", spelled), ("a drawing, its glyphs", bare)]
    return found


def _contents(page: pikepdf.Object) -> list[pikepdf.Object]:
    """The streams a page is drawn by."""
    content = page.get("/Contents")
    return list(content.as_list()) if isinstance(content, pikepdf.Array) else [] if content is None else [content]


def _draws(stream: pikepdf.Stream) -> bool:
    """Whether a stream that is no page and no form shows text all the same: a pattern, a letter of a drawn font."""
    if str(stream.get("/Type", "")) in ("/Metadata", "/XRef", "/ObjStm", "/EmbeddedFile") or stream.get("/Subtype") == "/Image":
        return False
    try:
        return bool(_TEXT.search(stream.read_bytes())) and bool(pikepdf.parse_content_stream(stream))
    except pikepdf.PdfError:
        return False


def _inherited(page: pikepdf.Object) -> pikepdf.Object | None:
    """The resources of a page, its own or those of the branch it hangs on."""
    branch: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if branch is None or "/Resources" in branch:
            break
        branch = branch.get("/Parent")
    return branch.get("/Resources") if branch is not None else None


class _Reader:
    """Reads content streams one after the other; fonts are read once."""

    def __init__(self, found: Shown, operators: str) -> None:
        self._found, self._operators = found, operators
        self._fonts: dict[tuple[int, int], _Font] = {}

    def read(self, content: pikepdf.Object, resources: pikepdf.Object | None, where: str) -> tuple[str, str]:
        """The text one content stream shows, spelled and bare, a line end where it moves up or down the page."""
        named = resources.get("/Font") if resources is not None else None
        font, marked = _Font(1, None), self._found.marked
        height: tuple[object, float] = (0, 0.0)
        said: tuple[object, float] = height
        bare: list[str] = []
        text: list[str] = []
        drawn: list[bytes] = []
        names: list[str] = []
        open_: list[tuple[str | None, int, int]] = []
        for instruction in pikepdf.parse_content_stream(content, self._operators):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                continue
            operands, name = instruction.operands, str(instruction.operator)
            if name == "Tf":
                font = self._font(named, str(operands[0]))
            elif name in ("Tj", "TJ", "'", '"'):
                codes = _codes(operands[-1])
                if name in ("'", '"') or height != said:
                    text.append("\n")
                    bare.append("\n")
                    said = height
                read = font.read(codes)
                self._found.untold |= _UNKNOWN in read
                text.append(read)
                bare.append(read)
                drawn.append(codes)
                if font.named is not None:
                    names.append("".join(font.named[code] for code in codes))
                if self._operators == "" or font.letters is None:
                    marked.append((f"{where}, shown text", "".join(_strings(operands[-1]))))
            elif name == "cm":
                height = (operands[5], 0.0)  # only compared
            elif name == "Tm":
                height = (height[0], float(operands[5]))
            elif name in ("Td", "TD", "T*"):
                height = (height[0], height[1] + (float(operands[1]) if name != "T*" else 1.0))
            elif name == "EMC" and open_:
                spelled, start, first = open_.pop()
                self._spell(spelled, start, text, drawn[first:])
            else:
                if name == "BDC" and _NUMBERED.match(_written(operands)):
                    open_.append((None, len(text), len(drawn)))
                    continue
                if name in ("BMC", "BDC"):
                    open_.append((_spelled(operands, resources), len(text), len(drawn)))
                marked += [(f"{where}, marked text", one) for operand in operands
                           if isinstance(operand, pikepdf.Object) and (
                               self._operators == "" or not isinstance(operand, pikepdf.Name))
                           for one in _strings(operand)]
        marked.append((f"{where}, names of its glyphs", "".join(names)))
        return _AGAIN.sub(r"\1", "".join(text).strip("\n")), "".join(bare).strip("\n")

    def _spell(self, spelled: str | None, start: int, text: list[str], drawn: list[bytes]) -> None:
        """Put a spelled cluster in the place of its glyphs; a line end before it stays."""
        if spelled is None:
            return
        glyphs = sum(map(len, drawn))
        self._found.odd |= not 0 < glyphs <= 8 * len(spelled) or len(spelled) > min(_LONGEST_CLUSTER, 3 * glyphs)
        text[start:] = ["\n" * (text[start:start + 1] == ["\n"]), spelled]

    def _font(self, named: pikepdf.Object | None, name: str) -> _Font:
        font = named.get(name) if named is not None else None
        if font is None:
            return _Font(1, None)
        if font.objgen == (0, 0):
            return _read_font(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _read_font(font)
        return self._fonts[font.objgen]


def _written(operands: Iterable[object]) -> bytes:
    """The properties of marked content as the file spells them; nothing where its tag is an unusual one."""
    tag, *properties = operands
    if len(properties) != 1 or not isinstance(properties[0], pikepdf.Object) or str(tag) not in _TAGS:
        return b""
    return properties[0].unparse()


def _spelled(operands: Iterable[object], resources: pikepdf.Object | None) -> str | None:
    """The replacement text of marked content, None where it has none."""
    *_, properties = (None, *operands)
    if isinstance(properties, pikepdf.Name) and resources is not None:
        properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
    if not isinstance(properties, pikepdf.Dictionary):
        return None
    text = properties.get("/ActualText")
    return str(text) if isinstance(text, pikepdf.String) else None


def _codes(operand: pikepdf.Object) -> bytes:
    """The bytes of a shown string, or of the pieces of one."""
    if operand._type_code is not pikepdf.ObjectType.array:
        return bytes(operand)
    written = operand.unparse()
    if b"(" not in written:  # all in hexadecimal: so it need not be asked piece by piece
        return b"".join([bytes.fromhex(one.decode("ascii")) for one in _HEX_PIECE.findall(written)])
    return b"".join(bytes(one) for one in operand if isinstance(one, pikepdf.String))


def _strings(one: object) -> Iterator[str]:
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Name):
        yield str(one)[1:]
    elif isinstance(one, pikepdf.Array):
        for item in one:
            yield from _strings(item)
    elif isinstance(one, pikepdf.Dictionary):
        for key in one.keys():  # noqa: SIM118 - its own iterator gives objects, not keys
            yield from _strings(one[key])


def _read_font(font: pikepdf.Object) -> _Font:
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    table, named = font.get("/ToUnicode"), _glyph_names(font.get("/Encoding"))
    if not isinstance(table, pikepdf.Stream):
        return _Font(width, None, named)
    data = table.read_bytes()
    space = _SPACE.search(data)
    return _Font(len(space[1]) // 2 if space else width, _Letters(mapped(data)), named)


def _glyph_names(encoding: pikepdf.Object | None) -> _Letters | None:
    """What the names of a font's glyphs say, which its table may deny."""
    if not isinstance(encoding, pikepdf.Dictionary) or "/Differences" not in encoding:
        return None
    code, found = 0, _Letters()
    for one in encoding["/Differences"].as_list():
        if isinstance(one, pikepdf.Name):
            found[code] = toUnicode(str(one)[1:])
            code += 1
        else:
            code = int(one)
    return found


def mapped(content: bytes) -> Iterator[tuple[int, str]]:
    """Every (code, text) of a font's table of characters."""
    for block in _BFCHAR.findall(content):
        codes = _HEX.findall(block)
        yield from ((int(code, 16), _utf16(target)) for code, target in zip(codes[::2], codes[1::2], strict=False))
    for block in _BFRANGE.findall(content):
        for low, high, target, targets in _RANGE.findall(block):
            if targets:
                yield from ((int(low, 16) + step, _utf16(one)) for step, one in enumerate(_HEX.findall(targets)))
                continue
            first = _utf16(target)
            for step in range(min(int(high, 16) - int(low, 16) + 1, _WIDEST)):
                yield int(low, 16) + step, first[:-1] + chr(min(ord(first[-1]) + step, 0x10FFFF)) if first else ""


def _utf16(digits: bytes) -> str:
    digits = re.sub(rb"\s", b"", digits)
    return bytes.fromhex(digits.decode("ascii").zfill(4)).decode("utf-16-be", "ignore")
