# SPDX-License-Identifier: GPL-3.0-or-later
"""What formats and hands put between the letters of a name: tags, cells, quotes, signs from letter to letter.

Says which stretches to leave out or to read as a blank; whether a name comes out is for others to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.redaction.layers import Change

_MARKUP = re.compile(r"[<*_~`^\\(（\[](?:(?<=<)!--[^<>]{0,80}-->|(?<=<)r[tp]>[^<>]{0,24}</r[tp]>"
                     r"|(?<=<)/?[a-zA-Z][^<>]{0,80}>|(?<=[*_~`^\\])[*_~`^\\]{0,2}|(?<=\[)(?:\?|sic|!)\]|(?<=\()(?:\?|sic|!)\)"
                     r"|(?<=[가-힣][(（])[^()（）\n]{1,6}[)）](?=[가-힣]))")
_PASSPORT = re.compile(r"(?<![A-Z<])[A-Z][A-Z<][A-Z]*(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*<*")
_FILLING = re.compile("<+")
_TEX = re.compile(
    r"\\(?:[`'^\"~=.]|[uvHtcdbrk](?=[{ ]))\s?\{?\\?([A-Za-z])\}?"
    r"|\\(ss|aa|AA|ae|AE|oe|OE|o|O|l|L|i|j|dj|DJ|th|TH)(?![A-Za-z])(?:\{\}|\s)?|\{\}")
_TEX_LETTERS = dict(zip("ss aa AA ae AE oe OE o O l L i j dj DJ th TH".split(), "ß å Å æ Æ œ Œ ø Ø ł Ł i j đ Đ þ Þ".split(), strict=True))
_ONE = r"[^\W\d_\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3]"
_SIGN = r"[\s.·•‧*_|/~+:;-]"
_BETWEEN = rf"(?:{_SIGN}|['\"]?[,、，][\s'\"]{{0,2}})"
_SPELLED = re.compile(rf"(?<![^\W_]){_ONE}(?:{_BETWEEN}{_ONE}){{2,}}(?![^\W_])")
_SPELLED_INNER = re.compile(rf"{_SIGN}{_ONE}{_SIGN}{_ONE}(?![^\W_])|[,、，][\s'\"]{{0,2}}{_ONE}['\"]?[,、，]")
_SIGNS = re.compile(rf"{_BETWEEN}(?={_ONE}(?:{_BETWEEN}|\Z))")
_BLOCK = r"[\u3400-\u9fff\uac00-\ud7a3]"
_APART = r"['\"“”‘’]?[,，、.。．/|+=·\-–—_*~^][\s'\"“”‘’]?"
_BLOCKS = re.compile(rf"{_BLOCK}(?<!{_BLOCK}{_BLOCK})(?:{_BLOCK}?(?:{_APART}{_BLOCK}){{2,4}}|{_APART}{_BLOCK}(?!{_BLOCK}|{_APART}))")
_BLOCK_SIGN = re.compile(r"[^\u3400-\u9fff\uac00-\ud7a3]+")
_KEY = r"(?:[\"'“][\w .-]{1,24}[\"'”]\s?[:=]\s?)?"
_CELL = re.compile(rf"[\"'”’»)\]}}>,;|: ](?<=\w.)(?:(?<=[\"'”’»)\]}}>])\s?[,;|:]\s?{_KEY}[\"'“‘«(\[{{<]?|(?<=[,;|:])\s?{_KEY}[\"'“‘«(\[{{]"
                   rf"|(?<= )[\"“‘«„]|(?<=[\"”»])\s[\"“«„]?|(?<=[;|])|(?<= )\((?=\w{{2,20}}\)))(?=\w)")
_PLUS = re.compile(r"[\"'](?<=\w.)\s?(?:\|\||\+|&|\.|\\\r?\n)?\s?[\"'](?=\w)")


def spelled(text: str) -> Iterator[Change]:
    """The signs between letters that stand apart (K i m, K-i-m, K, i, m, 'K', 'i'), and between syllables (김, 철)."""
    done = 0
    for inner in _SPELLED_INNER.finditer(text):
        if inner.start() < done:
            continue
        start = inner.start()
        while start > done and inner.start() - start < 48 and (text[start - 1] in " .,'\"-·•‧*_|/~+:;、，" or (
                text[start - 1].isalpha() and not (start > 1 and text[start - 2].isalnum()))):
            start -= 1
        found = _SPELLED.search(text, start, inner.end() + 240)
        if found and found.start() <= inner.start() + 1:
            done = found.end()
            yield from (Change(*sign.span(), "") for sign in _SIGNS.finditer(text, found.start(), found.end()))
    if not text.isascii():
        for row in _BLOCKS.finditer(text):
            yield from (Change(*sign.span(), "") for sign in _BLOCK_SIGN.finditer(text, *row.span()))


def marked(text: str) -> Iterator[Change]:
    """Tags, signs of emphasis beside or inside words, marks of doubt, readings in brackets between Hangul."""
    for found in _MARKUP.finditer(text):
        start, end = found.span()
        sign = text[start]
        if sign in "<(（[":
            yield Change(start, end, "")
            continue
        before, after = start > 0 and _is_word(text[start - 1]), end < len(text) and _is_word(text[end])
        if (before and after) or ((before or after) and "\\" not in text[start:end]):
            yield Change(start, end, "")


def machine_read(text: str, led: bool) -> Iterator[Change]:
    """The filling signs of the line at the foot of a passport as blanks; `led` where kind and state stand before the surname."""
    for found in _PASSPORT.finditer(text):
        start = found.start() + 5 if led else found.start()
        if led:
            yield Change(found.start(), start, " ")
        yield from (Change(*sign.span(), " ") for sign in _FILLING.finditer(text, start, found.end()))


def typeset(text: str) -> Iterator[Change]:
    """Accents and empty groups of TeX."""
    for found in _TEX.finditer(text):
        yield Change(*found.span(), _TEX_LETTERS.get(found.group(2), "") if found.group(2) else found.group(1) or "")


def cells(text: str) -> Iterator[Change]:
    """What parts two cells, two fields or a quoted word from the next: read as a blank."""
    for found in _CELL.finditer(text):
        yield Change(*found.span(), " ")


def joined(text: str) -> Iterator[Change]:
    """Quotes closed and opened again in the middle of a word, as programs join texts."""
    for found in _PLUS.finditer(text):
        yield Change(*found.span(), "")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
