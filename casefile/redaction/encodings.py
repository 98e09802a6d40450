# SPDX-License-Identifier: GPL-3.0-or-later
"""Text inside text: escapes of links and pages, base64, hexadecimal, wrongly decoded bytes.

Each writing is decoded where it stands, so that a name in it is found in every spelling and its
place in the source is known.  Decoding never fails a search: what cannot be decoded stays.
"""

from __future__ import annotations

import base64
import codecs
import email.header
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from casefile.redaction.layers import Change, gathered, rewritten
from casefile.redaction.normal import Layer

_ONE = r"(?:(?:%|=|\\x|0x)[0-9A-Fa-f]{2}|\\[0-3][0-7]{2})"
_BYTES = re.compile(rf"{_ONE}(?:[ ,]?(?:=\r?\n)?{_ONE})*")
_BYTE = re.compile(r"(?:%|=|\\x|0x)([0-9A-Fa-f]{2})|\\([0-3][0-7]{2})")
_SOFT_BREAK = re.compile(r"=\r?\n(?=\S)")
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{3,})-?")
_CODED_WORD = re.compile(r"=\?[\w-]{3,12}\?[bBqQ]\?[!->@-~]{2,100}\?=")
_BASE32 = re.compile(r"[A-Z2-7](?<![A-Za-z0-9].)(?:[A-Z2-7]{7}){2,}[A-Z2-7]*={0,6}|[A-Z2-7](?<![A-Za-z0-9].)[A-Z2-7]{7,}={1,6}")
_POINTS = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|%u([0-9A-Fa-f]{4})|U\+([0-9A-Fa-f]{4,6})(?:[ ,](?=U\+))?|\\U([0-9A-Fa-f]{8})"
                     r"|%(25)(?=[0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]{1,6});?|&#([0-9]{1,7});?|&([A-Za-z]{2,8});")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{7,}(?:\r?\n[A-Za-z0-9+/]{4,76})*={0,2}")
_SIGN = re.compile(r"[0-9=]|[A-Z](?<=[a-z].)")
_IN_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_DIGIT, _CAPITAL, _TURNS = re.compile("[0-9]"), re.compile("[A-Z]"), re.compile("[a-z][A-Z]")
_HEX = re.compile(r"[0-9A-Fa-f](?<![0-9A-Za-z].)[0-9A-Fa-f][ :,-]?(?:[0-9A-Fa-f]{2}[ :,-]?){3,}(?![0-9A-Za-z])")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_HIGH = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(f"[!-~]{{0,3}}[{_HIGH}](?:[{_HIGH}]|[!-~]{{1,3}}(?=[{_HIGH}]))*[{_HIGH}][!-~]?")
_CYRL, _BOXES, _HAN = (0x400, 0x500), (0x2500, 0x25A1), (0x3131, 0xFB00)
_WRONG = (  # charset, how such a word looks, and the ranges one of its letters must come from
    ("cp1251", re.compile("[\u0400-\u04ff\xa0-\xbf\u2010-\u2122]{4,}"), (_CYRL,)),
    ("koi8-r", re.compile("[\u0400-\u04ff\u2500-\u25a0\xa0-\xf7]{4,}"), (_CYRL, _BOXES)),
    ("cp949", re.compile("[\u3131-\ud7a3\u4e00-\u9fff\uf900-\ufaff][\u3131-\ud7a3\u4e00-\u9fff\uf900-\ufaff!-~]+"), (_HAN,)),
    ("gb18030", re.compile("[\u4e00-\u9fff\ue000-\uf8ff\u20ac][\u4e00-\u9fff\ue000-\uf8ff\u20ac!-~]+"), (_HAN,)),
    ("mac_roman", re.compile("[\x80-\xff\u0131-\u02dd\u03a9\u03c0\u2013-\u25ca\ufb01\ufb02]{4,}"),
     ((0x80, 0x100), (0x131, 0x2DE), (0x2200, 0x25CB))),
    ("cp437", re.compile("[\x80-\xff\u0393-\u03c6\u2219-\u25a0]{4,}"), ((0x80, 0x100), (0x393, 0x3C7), _BOXES)))
_TURNED = re.compile("[\u0430-\u045f][\u0400-\u042f]{2,}[\u0400-\u045f]*")
_LEGACY = ("utf-8", "cp949", "gb18030", "big5", "shift_jis", "cp1251", "koi8-r", "cp1256", "mac_cyrillic")
WHOLE = 160
"""Up to this many characters a base64 word is covered whole, for half of it can be read too."""
_FOREIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}|[\u0400-\u04ff]{3}|[\u0600-\u06ff]{3}")
_READABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0590-\u1cff\ua800-\uabff])")
_DIALLED = re.compile(r"\+?\d[\d ().-]{6,18}\d")
_PAIR = re.compile("[0-9A-Fa-f]{2}")


def decoded(layer: Layer) -> Iterator[Layer]:
    """The layer with each kind of encoded stretch read."""
    text = layer.text
    if "&" in text or "\\" in text or "%u" in text or "%25" in text or "U+" in text:
        yield from rewritten(layer, [c for c in map(_point, _POINTS.finditer(text)) if c], "escape")
    if "%" in text or "=" in text or "\\" in text or "0x" in text:
        yield from _each_charset(layer, [[(b.start(), b.end(), int(b.group(1), 16) if b.group(1) else int(b.group(2), 8))
                                          for b in _BYTE.finditer(text, *m.span())] for m in _BYTES.finditer(text)],
                                 [Change(*m.span(), "") for m in _SOFT_BREAK.finditer(text)])
        yield from rewritten(layer, [c for c in map(_coded_word, _CODED_WORD.finditer(text)) if c], "coded word")
    if "+" in text:
        yield from rewritten(layer, [c for c in map(_utf7, _UTF7.finditer(text)) if c], "utf-7")
    yield from gathered(layer, [c for c in map(_base32, _BASE32.finditer(text)) if c], "base32")
    yield from gathered(layer, [change for run in _hex_runs(text) for charset in ("utf-8", "cp949", "utf-16-be")
                                if (change := _read(run, charset)) and _plausible(change.text)], "hexadecimal")
    yield from gathered(layer, list(_base64(layer)), "base64")
    if "xn--" in text.lower():
        yield from rewritten(layer, list(_punycode(text)), "punycode")
    if not text.isascii():
        yield from _mojibake(layer)


def _point(found: re.Match[str]) -> Change | None:
    *hexes, decimal, named = found.groups()
    if named:
        letter = html.unescape(f"&{named};")
        return Change(*found.span(), letter) if len(letter) == 1 else None
    code = int(decimal) if decimal else int(next(h for h in hexes if h), 16)
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    return Change(*found.span(), chr(code))


def _hex_runs(text: str) -> Iterator[list[tuple[int, int, int]]]:
    for found in _HEX.finditer(text):
        pairs = list(_PAIR.finditer(text, *found.span()))
        if len(pairs) >= 4:
            yield [(*pair.span(), int(pair.group(), 16)) for pair in pairs]


def _each_charset(layer: Layer, runs: Sequence[Sequence[tuple[int, int, int]]], breaks: list[Change]) -> Iterator[Layer]:
    seen: set[str] = set()
    for charset in (*_LEGACY, "utf-16-be", "utf-16-le") if runs else ():
        changes = [change for run in runs if (change := _read(run, charset)) and _sayable(change.text)]
        result = "\0".join(change.text for change in changes)
        if changes and result not in seen:
            seen.add(result)
            yield from rewritten(layer, sorted([*changes, *breaks], key=_place), charset)
    if not seen:
        yield from rewritten(layer, breaks, "soft break")


def _place(change: Change) -> int:
    return change.start


def _sayable(text: str) -> bool:
    """Whether decoded bytes are letters, digits, marks and what stands between them, a blank too."""
    return text != "" and all(char.isprintable() or unicodedata.category(char)[0] in "MZC" for char in text)


def _utf7(found: re.Match[str]) -> Change | None:
    body = found.group(1)
    data = base64.b64decode(body + "=" * (-len(body) % 4)) if len(body) % 4 != 1 else b""
    text = data[:len(data) // 2 * 2].decode("utf-16-be", "ignore")
    return Change(*found.span(), text) if text and all(char.isalpha() or _is_mark(char) for char in text) else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _coded_word(found: re.Match[str]) -> Change | None:
    try:
        (data, charset), = email.header.decode_header(found.group())
        text = data.decode(charset or "ascii", "ignore") if isinstance(data, bytes) else data
    except (ValueError, LookupError):
        return None
    return Change(*found.span(), text)


def _base32(found: re.Match[str]) -> Change | None:
    body = found.group().rstrip("=")
    try:
        text = base64.b32decode(body + "=" * (-len(body) % 8)).decode("utf-8")
    except ValueError:
        return None
    return Change(*found.span(), text) if _plausible(text) else None


def _read(run: Sequence[tuple[int, int, int]], charset: str) -> Change | None:
    """The change that reads these (start, end, byte) as text, one character at a time."""
    if not run:
        return None
    decoder = codecs.getincrementaldecoder(charset)("ignore")
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    first, begins = run[0][0], True
    for start, end, value in run:
        if begins:
            first = start  # several bytes may come from one character, so the end before is no start
        letters = decoder.decode(bytes([value]))
        for letter in letters:
            text.append(letter)
            spans.append((first, end))
        begins = bool(letters) or decoder.getstate()[0] in (b"", 0)
    joined = "".join(text)
    if not joined:
        return None
    return Change(run[0][0], run[-1][1], joined, tuple(spans))


def _coded(text: str) -> Iterator[re.Match[str]]:
    """The stretches that could be base64: a capital within, digits, or the signs of its end."""
    done = 0
    for sign in _SIGN.finditer(text):
        start = sign.start()
        if start < done:
            continue
        while start > done and text[start - 1] in _IN_BASE64:
            start -= 1
        found = _BASE64.match(text, start)
        done = max(sign.end(), found.end() if found else 0)
        if found and _looks_coded(found.group()):
            yield found


def _base64(layer: Layer) -> Iterator[Change]:
    for found in _coded(layer.text):
        places = [k for k in range(*found.span()) if layer.text[k] not in "\r\n="]
        letters = "".join(layer.text[k] for k in places).replace("-", "+").replace("_", "/")
        for offset in range(4):
            body = letters[offset:]
            body = body[:len(body) // 4 * 4] if len(body) % 4 == 1 else body
            if len(body) < 6:
                continue
            data = base64.b64decode(body + "=" * (-len(body) % 4))
            if len(places) <= WHOLE:
                run = [(*found.span(), value) for value in data]
            else:
                run = [(places[offset + k * 8 // 6], places[min(offset + (k * 8 + 7) // 6, len(places) - 1)] + 1,
                        value)
                       for k, value in enumerate(data)]
            for charset in ("utf-8", "utf-16-le", "utf-16-be", "cp949", "gb18030"):
                change = _read(run, charset)
                if change is not None and _plausible(change.text):
                    yield change


def _looks_coded(token: str) -> bool:
    body = token.rstrip("=")
    if token != body or (_DIGIT.search(body) and _CAPITAL.search(body)):
        return True
    return len(body) >= 8 and len(_TURNS.findall(body)) >= 2


def _plausible(text: str) -> bool:
    """Whether decoded bytes are a number or words: two letters side by side, and hardly anything but letters of a few scripts."""
    if not _READABLE.search(text):
        return _DIALLED.fullmatch(text) is not None
    usual = sum((c.isascii() and c.isprintable()) or unicodedata.category(c)[0] in "LM" for c in text)
    blocks = {"Hani" if "\u3400" <= c <= "\u9fff" else "Hang" if "\uac00" <= c <= "\ud7a3" else ord(c) >> 8
              for c in text if not c.isascii()}
    return usual * 8 >= len(text) * 7 and (len(blocks) <= 2 or len(blocks) * 4 <= len(text))


def _punycode(text: str) -> Iterator[Change]:
    for found in _PUNYCODE.finditer(text):
        try:
            yield Change(*found.span(), found.group()[4:].encode("ascii").decode("punycode"))
        except UnicodeError:
            continue


def _mojibake(layer: Layer) -> Iterator[Layer]:
    words = list(_MOJIBAKE.finditer(layer.text))
    for charset in _LEGACY if words else ():
        better = {word for word in {found.group() for found in words} if _reads_better(word, charset)}
        read = [change for found in words if found.group() in better and (change := _read(
            [(k, k + 1, value) for k in range(*found.span()) for value in _bytes_of(layer.text[k])], charset))]
        yield from rewritten(layer, read, charset)
    signs = {ord(sign) for sign in set(layer.text)}
    for charset, pattern, ranges in _WRONG:
        if not any(first <= sign < end for first, end in ranges for sign in signs):
            continue
        wrong = {word for word in set(pattern.findall(layer.text)) if _was_utf8(word, charset)}
        changes = [change for found in pattern.finditer(layer.text) if found.group() in wrong
                   and (change := _misread(found, charset))] if wrong else []
        yield from rewritten(layer, changes, "mojibake")
    yield from _turned_case(layer)


def _turned_case(layer: Layer) -> Iterator[Layer]:
    """Russian in one eight-bit encoding read in the other: small letters come out as capitals."""
    words = list(_TURNED.finditer(layer.text))
    for one, other in (("cp1251", "koi8-r"), ("koi8-r", "cp1251")):
        changes = []
        for found in words:
            read = found.group().encode(one, "replace").decode(other, "replace")
            if len(read) == len(found.group()):
                changes.append(Change(*found.span(), read, tuple((k, k + 1) for k in range(*found.span()))))
        yield from rewritten(layer, changes, "mojibake")


@lru_cache(maxsize=16384)
def _reads_better(word: str, charset: str) -> bool:
    """Whether a word's bytes read in another charset become letters of other scripts and not noise."""
    data = b"".join(map(_bytes_of, word))
    text = data.decode(charset, "ignore")
    if charset == "utf-8":
        return not text.isascii() and not any(c in "\x80\x8d" for c in text)
    return sum(byte >= 0x80 for byte in data) * 9 >= len(data) * 5 and _FOREIGN.search(text) is not None


@lru_cache(maxsize=1024)
def _bytes_of(char: str) -> bytes:
    try:
        return char.encode("latin-1")
    except UnicodeEncodeError:
        return char.encode("cp1252")


def _misread(found: re.Match[str], charset: str) -> Change | None:
    return _read([(k, k + 1, value) for k, char in enumerate(found.group(), found.start())
                  for value in char.encode(charset)], "utf-8")


@lru_cache(maxsize=16384)
def _was_utf8(word: str, charset: str) -> bool:
    """Whether a word is UTF-8 that somebody read in another charset; words come again, so answers are kept."""
    if word.isascii():
        return False
    try:
        data = word.encode(charset)
        data.decode("utf-8")
    except UnicodeEncodeError:
        return False
    except UnicodeDecodeError as fault:
        return fault.start > 0 and fault.end >= len(data) - 3
    return not data.isascii()
