# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers, addresses, accounts and documents: the letter rows they are found by.

Each row is what the normal form of a writing looks like: +44 20 555 0164 may be written with or
without its country code, an e-mail with its signs or with words for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from casefile.redaction.stream import folded

_TWO_DIGIT_CODES = frozenset((
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 "
    "63 64 65 66 81 82 84 86 90 91 92 93 94 95 98").split())
_TRUNKS = (("7", "8"), ("375", "80"), ("36", "06"))
"""What is dialled before a number at home, where it is no 0."""
_AT = ("", "at", "arroba", "골뱅이", "앳", "собака", "艾特", "圈a", "在", "ات")
_DOT = ("", "dot", "punto", "точка", "점", "닷", "点", "نقطه", "dt")
_SAID = tuple(tuple(pair.split()) for pair in (
    "klammeraffe punkt", "arobase point", "chiocciola punto", "małpa kropka", "zavináč tečka", "kukac pont", "snabela punkt", "apenstaartje punt",
    "arroba ponto", "собачка точка", "песик крапка", "παπάκι τελεία",
    "et nokta", "כרוכית נקודה", "アット ドット", "小老鼠 点", "acòng chấm", "at titik"))
"""How people say the two signs of an address, language by language."""
PLAIN_LOCALS = frozenset(["info", "contact", "office", "mail", "email", "admin", "support", "press", "hello",
                          "kontakt"])


def phone_rows(value: str) -> Iterator[tuple[str, bool]]:
    """(digits, sure) for each way a telephone number is dialled."""
    digits = "".join(c for c in folded(value) if c.isdigit())
    if len(digits) < 5:
        return
    yield digits, len(digits) >= 6
    national = _national(value, digits)
    if national:
        yield "0" + national, True
        yield national, len(national) >= 7
        yield "00" + digits, True
        for code, trunk in _TRUNKS:
            if digits.startswith(code):
                yield trunk + national, True
    groups = [g for g in re.findall(r"\d+", "".join(folded(c) if c.isdigit() else " " for c in value)) if g]
    for keep in range(1, len(groups)):
        tail = "".join(groups[-keep:])
        if len(tail) >= 6 and tail != national:
            yield tail, len(tail) >= 7


def _national(value: str, digits: str) -> str:
    if not value.strip().startswith(("+", "00", "＋")):
        return digits[1:] if digits.startswith("0") and len(digits) >= 8 else ""
    digits = digits[2:] if value.strip().startswith("00") else digits
    size = 1 if digits[0] in "17" else 2 if digits[:2] in _TWO_DIGIT_CODES else 3
    return digits[size:] if len(digits) - size >= 6 else ""


def email_rows(value: str) -> Iterator[tuple[str, bool]]:
    """(letters, sure) for an e-mail address, with signs dropped or in words, and its local part."""
    local, sign, domain = value.strip().partition("@")
    if not sign:
        yield folded(value), True
        return
    domain_parts = [folded(part) for part in domain.split(".") if part]
    local_parts = [folded(part) for part in re.split(r"[._+-]", local) if part]
    plain = "".join(local_parts)
    yield folded(value)[::-1], True
    for at, dot in (*product(_AT, _DOT), *_SAID):
        for local_dot in {"", dot}:
            yield local_dot.join(local_parts) + folded(at) + folded(dot).join(domain_parts), True
    if len(plain) >= 6 and plain not in PLAIN_LOCALS:
        for dot in _DOT:
            yield folded(dot).join(local_parts), len(plain) >= 8 or any(c.isdigit() for c in plain)


def code_rows(value: str) -> Iterator[tuple[str, bool]]:
    """(letters and digits, sure) of an account, plate or document, and its long number alone."""
    letters = folded(value)
    _, colon, rest = value.partition(":")
    if colon and rest.strip() and not rest.startswith("//"):
        yield from code_rows(rest)
    if len(letters) >= 4:
        yield letters, len(letters) >= 5
        if "0" in letters and not letters.isdigit():
            yield letters.replace("0", "o"), len(letters) >= 6
    for part in re.findall(r"\S+", value):
        code = folded(part)
        if code != letters and sum(c.isdigit() for c in code) >= 5:
            yield code, True
    digits = "".join(c for c in letters if c.isdigit())
    if digits != letters and len(digits) >= 6:
        yield digits, True
