# SPDX-License-Identifier: GPL-3.0-or-later
"""When letters that spell a name are the name: the boundary rules, one per kind of script.

A stretch of letters alone says little: "자석의 자기 정광" holds 석의자 as letters.  Each rule looks at
the gaps inside, at what stands before and after, and answers how sure it is.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from casefile.redaction.normal import LINE, NONE, SOFT, SPACE, STOP
from casefile.redaction.scripts import UNSPACED, script
from casefile.redaction.stream import Stream

Sure = Literal["yes", "perhaps", "no"]

_TAILS = tuple(sorted((
    "이 가 은 는 을 를 의 에 와 과 도 만 로 으로 에게 에게서 한테 한테서 께 께서 랑 이랑 하고 보다 처럼 같이 까지 부터 마저 조차 밖에 뿐 이다 였다 "
    "이었다 라고 이라고 라는 이라는 이란 란 라며 이라며 야 아 여 이여 네 씨 님 양 군 동무 동지 선생 선생님 부부 가족 어머니 아버지 아주머니 아저씨 "
    "할머니 할아버지 형 누나 언니 오빠 삼촌 이모 고모 엄마 아빠 아들 딸 남편 아내 기자 목사 교수 박사 과장 부장 사장 "
    "반장 소장 대표 의원 변호사 전도사 "
    "집사 장로 권사 신부 스님 위원장 지도원 등 외 및 들 측 본인 입니다 이었 였 이고 고 이며 며 인 일 임 이나 나 든지 이든지 로서 로써 으로서 에서 "
    "에는 에도").split(), key=len, reverse=True))
_DETERMINERS = frozenset("이한안전양두새")
_NOUNS = frozenset(
    "정수 수정 보람 사랑 하늘 이슬 가을 여름 바다 나라 슬기 지혜 은혜 기쁨 소리 미소 세상 사람 시대 도시 수도 정도 가지 경우 상태 정상 "
    "기준 기본 성장 진영 전선 영수 주인 주민 인민 국민 가정 가족 방법 방향 시간 순간 여자 남자 아이 선수 교수 대표 정치 경제 사회 문화 역사 "
    "지역 지방 마을 학교 병원 회사 공장 강산 금강 백두 한강 동해 서해 나무 구름 바람 마음 생각 문제 사건 사고 이유 결과 상황 조건".split())
"""Words that are given names too: after a determiner and a space they are usually the word."""


def judge(stream: Stream, start: int, end: int, splits: frozenset[int], rule: str) -> Sure:
    """How sure it is that letters start..end are the term, whose parts end at `splits`."""
    if rule == "number":
        return _number(stream, start, end)
    if rule == "address":
        return _address(stream, start, end)
    if rule == "choseong":
        return _choseong(stream, start, end)
    if rule == "Hang":
        return _hangul(stream, start, end, splits)
    if rule == "turned":
        return _turned(stream, start, end, splits)
    if rule.startswith("called"):
        return _called(stream, start, end, splits, rule)
    if rule in UNSPACED:
        return _unspaced(stream, start, end, splits)
    return _spaced(stream, start, end, splits)


def starts_word(stream: Stream, k: int) -> bool:
    """Whether letter k begins a word: a gap, a change of script or a hump before it."""
    return k <= 0 or stream.begins(k)


def ends_word(stream: Stream, k: int) -> bool:
    """Whether the letter before k ends a word."""
    return stream.begins(k)


def _inner(stream: Stream, start: int, end: int) -> list[int]:
    return [k for k in range(start + 1, end) if stream.gaps[k] > SOFT]


def _hangul(stream: Stream, start: int, end: int, splits: frozenset[int]) -> Sure:
    size = end - start
    gaps = _inner(stream, start, end)
    opening = starts_word(stream, start)
    if not gaps:
        if size >= 3:
            return "yes" if opening or tail_fits(stream, end) else "perhaps"
        if not opening:
            return "no"
        return "yes" if tail_fits(stream, end) else "perhaps"
    if not opening or any(stream.gaps[k] == STOP and not _bracket_free(stream, k) for k in gaps):
        return "no"
    spread = len(gaps) == size - 1
    at_split = {k - start for k in gaps} <= splits
    broken = all(stream.gaps[k] == LINE for k in gaps)
    if not (spread or at_split or broken):
        return "perhaps" if size >= 3 and len(gaps) == 1 and tail_fits(stream, end) else "no"
    if not tail_fits(stream, end):
        return "no" if size < 4 else "perhaps"
    unsure = size == 2 or (at_split and not spread and stream.letters[start] in _DETERMINERS
                           and stream.letters[start + 1:end] in _NOUNS)
    return "perhaps" if unsure else "yes"


def _turned(stream: Stream, start: int, end: int, splits: frozenset[int]) -> Sure:
    """Given name first: run together it may be a word and its ending (정수 + 이)."""
    sure = _hangul(stream, start, end, splits)
    joined = not _inner(stream, start, end) and end - start < 5
    return "perhaps" if sure == "yes" and (joined or stream.letters[end - 1] in _DETERMINERS) else sure


def tail_fits(stream: Stream, end: int) -> bool:
    """Whether what follows letter end-1 inside its word is nothing, or a particle or title."""
    if ends_word(stream, end):
        return True
    tail = ""
    k = end
    while k < len(stream.letters) and not (k > end and ends_word(stream, k)) and len(tail) < 8:
        tail += stream.letters[k]
        k += 1
    return _is_tail(tail)


def _is_tail(tail: str) -> bool:
    if not tail:
        return True
    return any(tail.startswith(item) and _is_tail(tail[len(item):]) for item in _TAILS)


def _called(stream: Stream, start: int, end: int, splits: frozenset[int], rule: str) -> Sure:
    """What people call somebody: the letters side by side, in Hangul a word of its own or a surname and a title."""
    gaps = _inner(stream, start, end)
    if not "가" <= stream.letters[start] <= "힣":
        return "no" if gaps else "perhaps"
    parted = {k - start for k in gaps} == splits and rule == "called" and all(stream.gaps[k] == SPACE for k in gaps)
    return "perhaps" if (not gaps or parted) and starts_word(stream, start) and tail_fits(stream, end) else "no"


def _choseong(stream: Stream, start: int, end: int) -> Sure:
    beside = [k for k in (start - 1, end) if 0 <= k < len(stream.letters)
              and stream.gaps[max(k, start if k < start else end)] == NONE]
    return "no" if any("ㄱ" <= stream.letters[k] <= "ㅣ" for k in beside) else "perhaps"


def _bracket_free(stream: Stream, k: int) -> bool:
    return not set(stream.between(k)) - set("·・․ \t|/")


def _unspaced(stream: Stream, start: int, end: int, splits: frozenset[int]) -> Sure:
    gaps = _inner(stream, start, end)
    if any(stream.gaps[k] == STOP for k in gaps):
        return "no"
    if end < len(stream.letters) and stream.gaps[end] == NONE:
        following = stream.letters[end:end + 2]
        if unicodedata.category(following[0]).startswith("M"):
            return "no"
        if len(following) == 2 and following[1] in "\u103a\u1039" and script(following[0]) == "Mymr":
            return "no"
    if script(stream.letters[start]) == "Mymr":
        return "yes" if sum(not unicodedata.category(c).startswith("M") for c in stream.letters[start:end]) > 3 \
            else "perhaps"
    spread = len(gaps) == end - start - 1
    fits = spread or {k - start for k in gaps} <= splits or all(stream.gaps[k] == LINE for k in gaps)
    return "yes" if fits else "no"


def _spaced(stream: Stream, start: int, end: int, splits: frozenset[int]) -> Sure:
    size = end - start
    gaps = _inner(stream, start, end)
    whole = starts_word(stream, start) and ends_word(stream, end)
    if any(stream.gaps[k] == STOP and (k - start not in splits or not _comma(stream, k)) for k in gaps):
        return "no"
    if not whole:
        if gaps or size < 6:
            return "no"
        return "yes" if size >= 9 else "perhaps"
    fits = {k - start for k in gaps} <= splits or len(gaps) == size - 1
    hyphened = all(stream.gaps[k] == LINE or (k - start) in splits for k in gaps)
    if fits or hyphened or size >= 10:
        return "yes"
    return "perhaps" if size >= 7 else "no"


def _comma(stream: Stream, k: int) -> bool:
    left_out = stream.between(k)
    return set(left_out) <= set(", \t،、，\n|") and sum(c in ",،、，" for c in left_out) <= 1


def _number(stream: Stream, start: int, end: int) -> Sure:
    letters = stream.letters
    if letters[start].isdigit() and start and stream.gaps[start] == NONE and letters[start - 1].isdigit():
        return "no"
    if letters[end - 1].isdigit() and end < len(letters) and stream.gaps[end] == NONE and letters[end].isdigit():
        return "no"
    if any(len(stream.between(k)) > 6 for k in _inner(stream, start, end)):
        return "no"
    return "yes"


def _address(stream: Stream, start: int, end: int) -> Sure:
    if not (starts_word(stream, start) and (ends_word(stream, end) or end - start >= 8)):
        return "no"
    gaps = _inner(stream, start, end)
    if any(len(between) > 8 or (stream.gaps[k] == LINE and between.strip() not in ("@", ".")) for k in gaps
           if (between := stream.between(k))):
        return "no"
    return "yes"
