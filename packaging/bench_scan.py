# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed of the search for names, and how many ways of writing a name it finds, beside Presidio's deny-list.

Both search the same texts in the same run.  Where Presidio is not there, one regular expression of the bare names
stands in for it, and the lines say so.  All people and texts are made up here.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".venv-bench/bin/python"
sys.path.append(str(ROOT))  # the people of the tests

from tests.redaction import invented, strangers  # noqa: E402

SYLLABLES = "강 노 도 려 림 모 배 산 새 선 솔 수 신 연 영 우 은 이 정 조 진 철 태 하 한 혁 현 호 희".split()
WORDS = ("river border night market winter station guard bread road village letter train field gate paper "
         "mother brother water snow window office morning evening crossed waited walked asked told gave").split()
NAMES = 500
KOREAN = "나라 마을 사람 시간 강물 저녁 학교 구름 바람 마음 생각 이야기 기차 소식 겨울 봄날 국경 눈길 새벽 군대 농장 감자".split()


def say(bench: str, value: float, unit: str, peer: str, peer_value: float) -> None:
    """Print one measurement."""
    sys.stdout.write(json.dumps({"bench": bench, "value": round(value, 4), "unit": unit, "peer": peer,
                                 "peer_value": round(peer_value, 4), "ratio": round(value / peer_value, 3)}) + "\n")
    sys.stdout.flush()


def seconds(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(times):
        started = clock()
        work()
        taken.append(clock() - started)
    return statistics.median(taken)


def computing(work: Callable[[], object]) -> float:
    """The median processor time of work that only computes: what else the machine does is left out."""
    return seconds(work, clock=time.process_time)


def text(rng: random.Random, words: int) -> str:
    """Sentences without a name in them."""
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def people(rng: random.Random, count: int) -> list[KnownPerson]:
    """Made-up people with a Korean and a Latin name each; no two Latin names share a word."""
    ends = [a + b + c for a in ("bra", "dol", "fen", "gri", "kos", "lum", "mar", "nev", "pol", "zel")
            for b in ("ka", "no", "ri", "su", "te", "vi", "wo", "ze", "da", "li") for c in ("n", "th", "sk", "rt", "ms")]
    return [KnownPerson(person=f"{number:032x}", names=(
        Name("".join(rng.sample(SYLLABLES, 3)), "true", "Hang"),
        Name(f"{ends[-1 - number % 500].title()}e {ends[number % 500].title()}aro", "spelling", "Latn")))
        for number in range(count)]


def testimony(rng: random.Random, known: list[KnownPerson], size: int) -> str:
    """About `size` bytes in English and Korean, a name every few hundred."""
    told = ""
    while len(told.encode()) < size:
        told += text(rng, 40) + " " + " ".join("".join(rng.sample(KOREAN, 2)) + rng.choice("은는이가을를에의") for _ in range(15)) + ".\n"
        who = rng.choice(known)
        told += f"{who.names[0].value}이 왔다. {who.names[1].value}'s brother too. "
    return told


@dataclass(frozen=True)
class Peer:
    """What another search made of texts: seconds to prepare, to search them all, and the spans in each."""

    name: str
    compiled: float
    scan: float
    spans: list[list[tuple[int, int]]]


Case = invented.Writing | strangers.Case


def peer(deny: Sequence[str], texts: Sequence[str]) -> Peer:
    """Presidio's deny-list on these texts, or one regular expression where Presidio is not installed."""
    if PEER.exists():
        asked = json.dumps({"deny": list(deny), "texts": list(texts)})
        done = subprocess.run([PEER, Path(__file__).with_name("bench_peer.py")], input=asked, capture_output=True, text=True)
        if done.returncode == 0:
            told = json.loads(done.stdout)
            return Peer("Presidio's deny-list", told["compile"], told["scan"], told["spans"])
    started = time.process_time()
    plain = re.compile(r"(?:(?<=\W)|^)(?:" + "|".join(map(re.escape, deny)) + r")(?:(?=\W)|$)", re.IGNORECASE)
    compiled = time.process_time() - started
    return Peer("deny-list as one regular expression", compiled, computing(lambda: [plain.findall(one) for one in texts]),
                [[found.span() for found in plain.finditer(one)] for one in texts])


def bench_scan(rng: random.Random) -> None:
    """Finding names in every spelling beside a deny-list of the bare names."""
    known = people(rng, NAMES)
    texts = [testimony(rng, known, 10_000) for _ in range(20)]
    size = sum(len(one.encode()) for one in texts) / 1e6
    started = time.process_time()
    matcher = Matcher.compile(known)
    compiled = time.process_time() - started
    other = peer([name.value for person in known for name in person.names], texts)
    say(f"compile, {NAMES} people", compiled, "s", other.name, other.compiled)
    taken = computing(lambda: [matcher.find(one) for one in texts])
    say(f"scan, {NAMES} people", size / taken, "MB/s", other.name, size / other.scan)
    found = sum(span.action == "replace" for one in texts for span in matcher.find(one))
    say("scan, names found", found, "spans", other.name, sum(map(len, other.spans)))
    few = Matcher.compile(known[:NAMES // 10])
    few.find(texts[0])
    say(f"scan, {NAMES} people", taken, "s", f"the same texts, {NAMES // 10} people",
        computing(lambda: [few.find(one) for one in texts]))
    for doubling in (10, 20, 40):
        once = "\n".join(texts[:10] * (doubling // 10))
        say(f"scan of {2 * len(once.encode()) / 1e6:.1f} MB", computing(lambda: matcher.find(f"{once}\n{once}")), "s",  # noqa: B023
            "scan of half of it", computing(lambda: matcher.find(once)))  # noqa: B023


def bench_recall() -> None:
    """Ways of writing names touched at all, and covered whole, by both."""
    drawings: tuple[tuple[str, tuple[list[KnownPerson], Sequence[Case]]], ...] = (
        ("first drawing", invented.people_and_writings(60_061, 5)), ("second drawing", strangers.draw(60_062, 5)))
    for label, (known, cases) in drawings:
        matcher = Matcher.compile(known)
        other = peer([name.value for person in known for name in person.names], [case.text for case in cases])
        ours = [[(span.start, span.end) for span in matcher.find(case.text)] for case in cases]
        for word, count in (("touched", touched), ("covered whole", covered)):
            mine, theirs = (sum(count(case, spans) for case, spans in zip(cases, found, strict=True))
                            for found in (ours, other.spans))
            say(f"ways of writing {word}, {label}", mine / len(cases), f"of {len(cases)}", other.name, theirs / len(cases))


def touched(case: Case, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any span meets the secret."""
    return any(start < case.end and case.start < end for start, end in spans)


def covered(case: Case, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the spans hold every letter of the secret."""
    held = {k for start, end in spans for k in range(start, end)}
    return touched(case, spans) and all(k in held for k in range(case.start, case.end) if case.text[k].isalnum())
