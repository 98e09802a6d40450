# SPDX-License-Identifier: GPL-3.0-or-later
"""Text inside text: escapes of links and pages, base64, hexadecimal, wrongly decoded bytes.

Each writing is decoded where it stands, so that a name in it is found in every spelling and its
place in the source is known.  Decoding never fails a search: what cannot be decoded stays.
"""

from __future__ import annotations

import base64
import codecs
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from casefile.redaction.layers import Change, gathered, rewritten
from casefile.redaction.normal import Layer
from casefile.redaction.scripts import script

_BYTES = re.compile(r"(?:(?:%|=|\\x|0x)[0-9A-Fa-f]{2}[ ,]?(?:=\r?\n)?){2,}")
_BYTE = re.compile(r"(?:%|=|\\x|0x)([0-9A-Fa-f]{2})[ ,]?(?:=\r?\n)?")
_POINTS = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|%u([0-9A-Fa-f]{4})|U\+([0-9A-Fa-f]{4,6})\s?|\\U([0-9A-Fa-f]{8})"
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
_WRITTEN = frozenset(("Hang", "Hani", "Cyrl", "Arab", "Mymr", "Jpan", "Latn", "Thai"))
_READABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u102b-\u103e])")


def decoded(layer: Layer) -> Iterator[Layer]:
    """The layer with each kind of encoded stretch read."""
    text = layer.text
    if "&" in text or "\\" in text or "%u" in text or "%25" in text or "U+" in text:
        yield from rewritten(layer, [c for c in map(_point, _POINTS.finditer(text)) if c], "escape")
    if "%" in text or "=" in text or "\\x" in text or "0x" in text:
        yield from _each_charset(layer, [(m.start(), [(b.start() + m.start(), b.end() + m.start(), int(b.group(1),
                                                                                                       16))
                                                      for b in _BYTE.finditer(m.group())]) for m in _BYTES.finditer(text)])
    yield from gathered(layer, [change for _, run in _hex_runs(text) for charset in ("utf-8", "cp949", "utf-16-be")
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


def _hex_runs(text: str) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    for found in _HEX.finditer(text):
        pairs = list(re.finditer("[0-9A-Fa-f]{2}", found.group()))
        if len(pairs) >= 4:
            yield found.start(), [(p.start() + found.start(), p.end() + found.start(), int(p.group(),
                                                                                           16)) for p in pairs]


def _each_charset(layer: Layer, runs: Sequence[tuple[int, list[tuple[int, int, int]]]]) -> Iterator[Layer]:
    if not runs:
        return
    seen: set[str] = set()
    for charset in (*_LEGACY, "utf-16-be", "utf-16-le"):
        changes = [change for _, run in runs if (change := _read(run, charset))]
        result = "\0".join(change.text for change in changes)
        if changes and result not in seen:
            seen.add(result)
            yield from rewritten(layer, changes, charset)


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
    if not _READABLE.search(joined):
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
    usual = sum((c.isascii() and c.isprintable()) or (script(c.lower()[0]) in _WRITTEN and c.isalpha()) for c in text)
    return usual * 8 >= len(text) * 7


def _punycode(text: str) -> Iterator[Change]:
    for found in _PUNYCODE.finditer(text):
        try:
            yield Change(*found.span(), found.group()[4:].encode("ascii").decode("punycode"))
        except UnicodeError:
            continue


def _mojibake(layer: Layer) -> Iterator[Layer]:
    runs = [[(k, k + 1, value) for k in range(*m.span()) for value in _bytes_of(layer.text[k])]
            for m in _MOJIBAKE.finditer(layer.text)]
    for charset in _LEGACY if runs else ():
        read = [change for run in runs if (change := _read(run, charset)) and _better(change.text, charset)]
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


def _better(text: str, charset: str) -> bool:
    """Whether bytes read in another charset became letters of other scripts and not noise."""
    if charset == "utf-8":
        return not text.isascii() and not any(c in "\x80\x8d" for c in text)
    return _FOREIGN.search(text) is not None


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
