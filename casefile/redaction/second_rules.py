# SPDX-License-Identifier: GPL-3.0-or-later
"""When letters in a row are a name: the second matcher's rules of where words begin and end.

A stream of letters alone also spells names across words that are none ("소리은 주변").  Each kind of
writing has its own rule; a rule that doubts says no for short names and yes for long ones.
"""

from __future__ import annotations

from typing import Literal

from casefile.redaction.second_fold import Prepared, counts

Kind = Literal["hangul", "han", "word", "open", "capital", "turned"]
# How long a name must be before its mirror image counts.
BACKWARDS: dict[Kind, int] = {"hangul": 3, "han": 3, "word": 8, "open": 10, "capital": 10_000, "turned": 10_000}
_PARTICLES = (
    "이 가 을 를 의 에 에게 에게서 와 과 도 만 로 으로 라 라고 이라 이라고 이다 이며 이고 "
    "씨 군 양 님 선생 동무 동지 부부 네 아 야 께서 께 한테 "
    "에서 까지 부터 처럼 보다 이나 나 은 는 하고 랑 이랑 였 이었 입 입니다 인 란 이란").split()
_PREFIXES = {"و", "ب", "ف", "ل", "ك", "ال", "وال", "بال", "فال", "لل", "ول", "وب", "ولل", "كال", "ا"}


def _same_word(one: str, other: str) -> bool:
    """Whether two neighbouring characters belong to one word: both letters of one script, or both digits."""
    if not (counts(one) and counts(other)):
        return False
    return _script(one) == _script(other)


def _script(character: str) -> int:
    code = ord(character)
    if character.isdigit():
        return 0
    for number, (low, high) in enumerate(((0x41, 0x370), (0x370, 0x400), (0x400, 0x530), (0x530, 0x600), (0x600,
                                                                                                          0x780),
                                          (0xAC00, 0xD7B0), (0x3400, 0xA000)), 1):
        if low <= code < high:
            return number
    return code >> 8


def stands(prepared: Prepared, start: int, end: int, kind: Kind, seams: frozenset[int]) -> bool:
    """Whether the stream's letters from `start` to `end` stand as a name in the prepared text."""
    plain, places = prepared.plain, prepared.places
    first, last = places[start], places[end - 1]
    size = end - start
    gaps = {index - start for index in range(start + 1, end) if places[index] - places[index - 1] > 1}
    opens = first == 0 or not _same_word(plain[first - 1], plain[first])
    closes = last + 1 == len(plain) or not _same_word(plain[last], plain[last + 1])
    spread = len(gaps) == size - 1
    if kind == "capital":  # a name that is also a word: whole words, each with a capital
        heads = {0} | seams
        return opens and closes and gaps == seams and all(
            prepared.cased[places[start + head]].isupper() for head in heads)
    if kind == "turned":  # the given name before the surname, as two words
        return opens and closes and gaps == seams
    if kind == "open":
        return size >= 6 or (opens and closes)
    if kind == "han":
        return not gaps or spread or gaps <= seams or _only_broken(prepared, start, gaps)
    if kind == "hangul":
        ended = closes or _particle(plain, last + 1)
        if not gaps:
            return size >= 3 or (opens and ended)
        if not (opens and ended):
            return False
        return (spread and size >= 3) or gaps <= seams or _only_broken(prepared, start, gaps)
    if not opens and 0x600 <= ord(plain[first]) < 0x780:
        opens = _word_before(plain, first) in _PREFIXES
    if not gaps:
        return (opens and closes) or size >= 10 or (size >= 7 and opens)
    if not (opens and closes):
        return False
    return spread or size >= 10 or gaps <= seams or (size >= 7 and _only_broken(prepared, start, gaps - seams))


def _only_broken(prepared: Prepared, start: int, gaps: set[int]) -> bool:
    """Whether every gap is a broken line or a sign inside a word, not a blank between words."""
    for gap in gaps:
        between = prepared.plain[prepared.places[start + gap - 1] + 1:prepared.places[start + gap]]
        if "\n" not in between and (" " in between or "\t" in between):
            return False
    return True


def _particle(plain: str, index: int) -> bool:
    """Whether what follows a Korean name in the same word is a particle or a form of address."""
    rest = ""
    while index < len(plain) and "가" <= plain[index] <= "힣":
        rest += plain[index]
        index += 1
    return any(rest.startswith(one) for one in _PARTICLES) and len(rest) <= 5


def _word_before(plain: str, index: int) -> str:
    begin = index
    while begin > 0 and counts(plain[begin - 1]):
        begin -= 1
    return plain[begin:index]
