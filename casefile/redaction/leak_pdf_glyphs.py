# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of a PDF that follows every glyph a page shows through the tables of its font.

It has its own tables of characters and shares no code with the other readers of pages or with the writer.
Nothing is guessed: a glyph whose font does not say what it means is U+FFFD and makes a text incomplete.
Beside the pages it gives every string that an operator is handed, replacement texts among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack

import pikepdf

_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.S)
_WIDEST = 0x10000
_DEEPEST = 60
_UNKNOWN = "\ufffd"
_OPERATORS = "Tf Tj TJ ' \" Tm Td TD T* cm BDC DP"


@dataclass(slots=True)
class Shown:
    """What the pages show, page by page, and the strings beside it as (where, text)."""

    pages: list[str] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)


class _Letters(dict[int, str]):
    """What each code of a font means; a code it does not speak of cannot be read."""

    def __missing__(self, code: int) -> str:
        return _UNKNOWN


@dataclass(frozen=True, slots=True)
class _Font:
    """How the bytes of a shown string are cut into codes, and what each code means; no table: None."""

    width: int
    letters: _Letters | None

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
    found = Shown()
    fonts: dict[tuple[int, int], _Font] = {}
    operators = "" if strange else _OPERATORS
    for number, page in enumerate(pdf.pages, 1):
        found.pages.append(_content(page.obj, _inherited(page.obj), f"page {number}", operators, fonts, found.marked))
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
            text = _content(one, one.get("/Resources"), "a drawing", operators, fonts, found.marked)
            found.marked.append(("a drawing, its glyphs", text))
    return found


def _inherited(page: pikepdf.Object) -> pikepdf.Object | None:
    """The resources of a page, its own or those of the branch it hangs on."""
    branch: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if branch is None or "/Resources" in branch:
            break
        branch = branch.get("/Parent")
    return branch.get("/Resources") if branch is not None else None


def _content(content: pikepdf.Object, resources: pikepdf.Object | None, where: str, operators: str,
             fonts: dict[tuple[int, int], _Font], marked: list[tuple[str, str]]) -> str:
    """The text one content stream shows, a line end where it moves up or down the page."""
    named = resources.get("/Font") if resources is not None else None
    font = _Font(1, None)
    height = said = (0.0, 0.0)
    text: list[str] = []
    for instruction in pikepdf.parse_content_stream(content, operators):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            continue
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            font = _font(named, str(operands[0]), fonts)
        elif name in ("Tj", "TJ", "'", '"'):
            codes, plain = _codes(operands[-1])
            if name in ("'", '"') or height != said:
                text.append("\n")
                said = height
            text.append(font.read(codes))
            if operators == "" or font.letters is None:
                marked.append((f"{where}, shown text", plain))
        elif name == "cm":
            height = (float(operands[5]), 0.0)
        elif name == "Tm":
            height = (height[0], float(operands[5]))
        elif name in ("Td", "TD", "T*"):
            height = (height[0], height[1] + (float(operands[1]) if name != "T*" else 1.0))
        else:
            marked += [(f"{where}, marked text", one) for operand in operands for one in _strings(operand)]
    return "".join(text).strip("\n")


def _codes(operand: pikepdf.Object) -> tuple[bytes, str]:
    """The bytes of a shown string, or of the pieces of one; and the same as the file format spells text."""
    if isinstance(operand, pikepdf.Array):
        pieces = [one for one in operand if isinstance(one, pikepdf.String)]
        return b"".join(map(bytes, pieces)), "".join(map(str, pieces))
    return bytes(operand), str(operand)


def _strings(one: object) -> Iterator[str]:
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for item in one:
            yield from _strings(item)
    elif isinstance(one, pikepdf.Dictionary):
        for key in one.keys():  # noqa: SIM118 - its own iterator gives objects, not keys
            yield from _strings(one[key])


def _font(named: pikepdf.Object | None, name: str, fonts: dict[tuple[int, int], _Font]) -> _Font:
    font = named.get(name) if named is not None else None
    if font is None:
        return _Font(1, None)
    key = font.objgen
    if key == (0, 0):
        return _read_font(font)
    if key not in fonts:
        fonts[key] = _read_font(font)
    return fonts[key]


def _read_font(font: pikepdf.Object) -> _Font:
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return _Font(width, None)
    data = table.read_bytes()
    space = _SPACE.search(data)
    return _Font(len(space[1]) // 2 if space else width, _Letters(mapped(data)))


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
