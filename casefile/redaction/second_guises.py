# SPDX-License-Identifier: GPL-3.0-or-later
"""The disguises the second matcher takes off before it looks: encodings, mojibake, `[at]`, order.

Each yields another reading of the same text, and only where the text gives cause, so that plain
text costs one pass.  The first matcher encodes the names instead; going the other way round is
what makes the two independent.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator

from casefile.redaction import second_fold as fold
from casefile.redaction import second_kana as kana

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|"
                     r"\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})|[Uu]\+([0-9a-fA-F]{4,6})\b\s?")
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=\r?\n(?==[0-9A-Fa-f]{2}))+")
_RICH = re.compile(r"\\u(-?\d{1,6}) ?\?|\\u(-?\d{1,6})(?=\\u-?\d)")
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{3,})-?")
_WRAPPED = re.compile(r"(?:[A-Za-z0-9+/]{56,80}\r?\n){1,400}[A-Za-z0-9+/]{1,80}={0,2}")
_NUMBERS = re.compile(r"\d{1,6}(?:\s?,\s{0,9}\d{1,6}){3,400}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[ :]?){4,}")
_HIGH = re.compile(r"[\x80-\xff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122 ]{4,}")
# Blanks are counted, never `\s*`: a page of blanks must not cost its square.
_AT = re.compile(r"\s{0,3}[\[({<]\s{0,2}(?:at|@|a\s?t|골뱅이|앳|собака|arroba|艾特)\s{0,2}[\])}>]\s{0,3}|"
                 r"(?<=\S)\s{1,3}(?:at|골뱅이|собака|arroba)\s{1,3}"
                 r"(?=\S{1,64}\s{0,2}(?:\.|[\[(]?\s?(?:dot|점|точка|punto)))", re.I)
_DOT = re.compile(r"\s{0,3}[\[({<]\s{0,2}(?:dot|\.|점|точка|punto|点)\s{0,2}[\])}>]\s{0,3}|"
                  r"(?<=\S)\s{1,3}(?:dot|점|точка|punto)\s{1,3}", re.I)
# What forms write before the parts of a name: first="...", Surname: ..., 이름: ...
_LABEL = re.compile(r"(?<![^\W_])(?:(?:first|last|given|family|middle|sur|fore|second)[ _-]?(?:names?)?|surnames?|names?|"
                    r"nombres?|apellidos?|pr[eé]nom|nom|имя|фамилия|이름|성명|성씨|성|姓|名|الاسم|اللقب)"
                    r"(?:\s{0,3}[:=>]\s{0,9}|[ \t]{1,20}|[\"']\s{0,3}:\s{0,3})[\"'「“<]?", re.I)
# Letters given by their numbers, as spreadsheets and programs write them: CHAR(87), UNICHAR(44608), ChrW(&H59).
_CODED = re.compile(r"(?<![A-Za-z])(?:UNI)?CHA?R(?:W|B|CODE)?\$?\(\s{0,3}(?:0x([0-9A-F]{1,6})|&(?:amp;)?H([0-9A-F]{1,6})&?|(\d{1,7}))"
                    r"\s{0,3}\)", re.I)
_JOINED = re.compile(r"[\"']?[ \t]{0,3}(?:&amp;|[&+.]|\|\|)[ \t]{0,3}[\"']?")
# Accents as TeX writes them: \'e, \"{o}, \c{c}, {\v s}; and its letters and commands.
_ACCENT = re.compile(r"""\\(?:['`^"~=.]\s?|[uvHcdbktr](?=[\s{])\s{0,3})(?:\{\\?([A-Za-z])\s?\}|\\?([A-Za-z]))""")
_TEX = re.compile(r"\\(ss|ae|oe|aa|o|l|i|j|dh|dj|th|ng)(?![A-Za-z])(?:\{\}|\s)?|\\[A-Za-z]{2,20}\*?(?:\s|(?=\{))", re.I)
_TONE = re.compile(r"(?<=[A-Za-zü])[1-5](?![0-9])")
_STRAY = re.compile(r"[\u3131-\u318e\u1100-\u11ff\uffa1-\uffdc]")
_KEYS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
                 "r R s e E f a q Q t T d w W c z x v g k o i O j p u P h y n b m l".split(), strict=True))
_KEYS.update({"ㅘ": "hk", "ㅙ": "ho", "ㅚ": "hl", "ㅝ": "nj", "ㅞ": "np", "ㅟ": "nl", "ㅢ": "ml"})


def guises(text: str) -> Iterator[tuple[str, str]]:
    """(what was taken off, the text then) for every disguise this text could wear."""
    for name, other in (("look-alike letters", fold.lookalikes(text)), ("digits for letters", fold.unleet(text)),
                        ("digits for letters", fold.unleet(text.replace("1", "l"))),
                        ("tone digits", _TONE.sub("", text)), ("markup entities", html.unescape(text)),
                        ("percent signs", _unquoted(text)), ("rich text escapes", _RICH.sub(_rich, text)),
                        ("escapes", _ESCAPE.sub(_character, text)), ("quoted printable", _QUOTED.sub(_quoted,
                                                                                                     text)),
                        ("labels of a form", _unlabelled(text)), ("letters by number", _by_number(text)),
                        ("accents of TeX", _typeset(text)), ("kana", kana.in_latin(text, short=False)),
                        ("kana", kana.in_latin(text, short=True)),
                        ("spelled address", _DOT.sub(".", _AT.sub("@", text)))):
        if other != text:
            yield name, other
    for name, found in (("base64", _decoded(text)), ("wrong encoding", _mojibake(text)), ("UTF-7", _seven(text)),
                        ("a list of numbers", _numbered(text))):
        if found:
            yield name, "\n".join(found)


def needs_jamo(text: str) -> bool:
    """Whether single Korean letters stand in the text."""
    return bool(_STRAY.search(text))


def typed_blind(name: str) -> str:
    """A Korean name as it comes out on a keyboard left in Latin mode: 배상묵 is `qotkdanr`."""
    return "".join(_KEYS.get(one, "") for one in fold.jamo(name)).lower()


def backwards(text: str) -> str:
    """The text from its end to its beginning."""
    return text[::-1]


def _character(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _unlabelled(text: str) -> str:
    """The parts of a name without the labels of a form between them."""
    return _LABEL.sub("", text) if len(_LABEL.findall(text)) > 1 else text


def _by_number(text: str) -> str:
    """Letters given by their numbers, put together with what stands beside them in quotation marks."""
    other = _CODED.sub(_coded, text)
    return text if other == text else _JOINED.sub("", other)


def _coded(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16) if found[1] or found[2] else int(found[3])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _typeset(text: str) -> str:
    """Without the accents, commands and braces of TeX."""
    if "\\" not in text and "{" not in text:
        return text
    other = _TEX.sub(r"\1", _ACCENT.sub(r"\1\2", text))
    return re.sub(r"(?<=\w)[{}]+|[{}]+(?=\w)", "", other)


def _unquoted(text: str) -> str:
    """Percent signs taken off, also where they were put on twice or three times."""
    for _ in range(3):
        if "%" not in text:
            break
        text = urllib.parse.unquote(text)
    return text


def _rich(found: re.Match[str]) -> str:
    code = int(found[1] or found[2]) % 0x10000
    return " " if 0xD800 <= code < 0xE000 else chr(code)


def _seven(text: str) -> list[str]:
    """Runs of UTF-7, decoded."""
    found = []
    for run in _UTF7.findall(text):
        data = base64.b64decode(run[:len(run) - (len(run) % 4 == 1)] + "=" * (-len(run) % 4 % 3))
        found.append(data[:len(data) & ~1].decode("utf-16-be", "ignore"))
    return found


def _numbered(text: str) -> list[str]:
    """Lists of code points or bytes, as the letters they stand for."""
    found = []
    for run in _NUMBERS.findall(text):
        codes = [int(one) for one in re.findall(r"\d+", run)]
        found.append("".join(chr(one) for one in codes if 32 <= one < 0x30000 and not 0xD800 <= one < 0xE000))
        if max(codes) < 256:
            found.append(bytes(codes).decode("utf-8", "ignore"))
    return found


def _quoted(found: re.Match[str]) -> str:
    data = bytes.fromhex(re.sub(r"=\r?\n|=", "", found[0]))
    return data.decode("utf-8", "replace") if max(data) > 0x7F or len(data) > 2 else found[0]


def _decoded(text: str) -> list[str]:
    found = []
    for run in [*_BASE64.findall(text), *(re.sub(r"\r?\n", "", one) for one in _WRAPPED.findall(text))]:
        body = run.rstrip("=").replace("-", "+").replace("_", "/")
        for start in range(4):
            piece = body[start:]
            try:
                data = base64.b64decode(piece + "=" * (-len(piece) % 4), validate=True)
            except (binascii.Error, ValueError):
                continue
            found += _readings(data)
    for run in _HEX.findall(text):
        data = bytes.fromhex(re.sub(r"[ :]", "", run))
        found += _readings(data)
    return found


def _readings(data: bytes) -> list[str]:
    """The decodings of some bytes that look like writing."""
    found = []
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp949", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip() and sum(one.isalnum() or one in " .-@+" for one in text) > len(text) * 0.6:
            found.append(text)
    return found


def _mojibake(text: str) -> list[str]:
    found = []
    for run in _HIGH.findall(text):
        for wrong in ("latin-1", "cp1252"):
            try:
                data = run.encode(wrong)
            except UnicodeEncodeError:
                continue
            for right in ("utf-8", "cp949", "gb18030", "big5", "cp1251", "cp1256"):
                try:
                    found.append(data.decode(right))
                except UnicodeDecodeError:
                    found.append(data.decode(right, "ignore"))
    return list(dict.fromkeys(found))
