# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as they sound in Latin or Cyrillic letters, without listing every spelling.

A name is a row of syllables, each with the spellings any system or habit gives it.  `outline`
folds letters to eight rough classes; a name has a handful of outlines, an automaton finds them,
and the name's own pattern then confirms the letters.  So new mixtures of systems are found too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from casefile.redaction.normal import NONE, STOP, Stream
from casefile.redaction.scripts import script

_CLASSES = {**dict.fromkeys("aeiouywаеиоуэюяы", "a"), **dict.fromkeys("bpfvбпфв", "p"),
            **dict.fromkeys("dtдт", "t"), **dict.fromkeys("gkгк", "k"), **dict.fromkeys("cszjxqсзцчшщж", "s"),
            **dict.fromkeys("rlрл", "l"), **dict.fromkeys("mм", "m"), **dict.fromkeys("nн", "n"),
            **dict.fromkeys("hхьъ", "")}
_SOUNDING = re.compile(f"[{''.join(_CLASSES)}]+")
MOST_OUTLINES = 512
_CASES = "(?:(?<=[а-я])(?:а|у|ом|е|ы|я|ю|ем|и))?"
"""What Russian grammar adds to a foreign name."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: rows of alternative letter groups, read one after the other.

    `rows` are (onset, vowel, ending) or any other division; `whole` are spellings of the syllable
    that follow no division (Lee, Park).
    """

    rows: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...] = ()

    def pattern(self) -> str:
        """A regular expression for the syllable."""
        parts = "".join(_either(row) for row in self.rows)
        return _either(self.whole, parts) if self.whole else parts

    def outlines(self) -> set[str]:
        """The rough outlines its spellings have."""
        folded = [{outline(option) for option in row} for row in self.rows]
        found = {collapse("".join(parts)) for parts in itertools.product(*folded)} if folded else set()
        return found | {outline(option) for option in self.whole}


@dataclass(frozen=True, slots=True)
class Sound:
    """A row of syllables as one pattern; `words` says how many syllables each word has."""

    syllables: tuple[Syllable, ...]
    words: tuple[int, ...]
    compiled: list[re.Pattern[str]] = field(default_factory=list, compare=False)

    def outlines(self) -> set[str]:
        """Every outline a text may show, neighbouring sounds run together or not."""
        found = {""}
        for syllable in self.syllables:
            grown: set[str] = set()
            for before, part in itertools.product(found, syllable.outlines()):
                grown.add(before + part)
                if before and part and before[-1] == part[0]:
                    grown.add(before + part[1:])
            found = set(itertools.islice(sorted(grown), MOST_OUTLINES))
        return found | {row + ending for row in found if row and row[-1] != "a" for ending in ("a", "am")}

    def confirms(self, written: str) -> bool:
        """Whether these letters (gaps as in `written_form`) spell the name."""
        if not self.compiled:
            word_ends = set(itertools.accumulate(self.words))
            text = ""
            for index, syllable in enumerate(self.syllables):
                if index:
                    text += "[ ,ъ]?" if index in word_ends else "[ ъ]?"
                text += f"(?:{syllable.pattern()})"
            self.compiled.append(re.compile(text + _CASES))
        return self.compiled[0].fullmatch(written) is not None


def _either(options: Iterable[str], first: str = "") -> str:
    listed = sorted({o for o in options if o}, key=len, reverse=True)
    text = "|".join(([first] if first else []) + [re.escape(o) for o in listed])
    if not text:
        return ""
    return f"(?:{text}){'?' if '' in options else ''}"


def collapse(text: str) -> str:
    """The same classes with runs of one class as one."""
    return "".join(char for char, _ in itertools.groupby(text))


def outline(text: str) -> str:
    """The rough outline of folded letters."""
    return collapse("".join(_CLASSES.get(char, "") for char in text.replace("ck", "k")))


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a whole stream; `first[k]`..`last[k]` are the letters class k stands for."""

    text: str
    first: list[int]
    last: list[int]


def outline_of(stream: Stream) -> Outline:
    """The outline of a stream; sounds are run together inside a word only."""
    text: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for found in _SOUNDING.finditer(stream.letters):
        if found.start():
            text.append("0")
            first.append(found.start() - 1)
            last.append(found.start() - 1)
        _add_outline(stream, found.start(), found.end(), text, first, last)
    return Outline("".join(text), first, last)


def words_of(stream: Stream, outlines: Container[str], longest: int) -> Iterator[tuple[str, int, int]]:
    """(outline, start, end) of every run of whole words whose outline is one of these."""
    found = outline_of(stream)
    text, first, last = found.text, found.first, found.last
    if not text:
        return
    stream.begins(0)
    heads = stream.heads + b"\1"
    ends = [place for place, letter in enumerate(last, 1) if heads[letter + 1]]
    nearest = 0
    for start, letter in enumerate(first):
        if not heads[letter] or text[start] == "0":
            continue
        while nearest < len(ends) and ends[nearest] <= start:
            nearest += 1
        for number in range(nearest, len(ends)):
            end = ends[number]
            if end - start > longest or text[end - 1] == "0":
                break
            key = text[start:end]
            if key in outlines:
                yield key, letter, last[end - 1] + 1


def _add_outline(stream: Stream, begin: int, stop: int, text: list[str], first: list[int], last: list[int]) -> None:
    letters, gaps = stream.letters, stream.gaps
    silent = -1
    for index in range(begin, stop):
        letter, gap = letters[index], gaps[index]
        kind = _CLASSES[letter]
        if letter == "c" and letters[index + 1:index + 2] == "k":
            kind = "k"
        if kind == "":
            if gap > 1:
                silent = index
            elif last and last[-1] == index - 1:
                last[-1] = index
            continue
        start = index
        if silent >= 0:
            if silent == index - 1 and gap <= 1:
                start = silent
            silent = -1
        elif gap <= 1 and text and text[-1] == kind and not _hump(stream, index):
            last[-1] = index
            continue
        text.append(kind)
        first.append(start)
        last.append(index)


def _hump(stream: Stream, index: int) -> bool:
    """Whether a capital after a small letter begins a new word here (TaeSik)."""
    return stream.raw(index).isupper() and stream.raw(index - 1).islower()


def written_form(stream: Stream, start: int, end: int) -> str:
    """Letters start..end with ' ' for a small gap, ',' for a comma, '|' for a stop."""
    pieces = [stream.letters[start]]
    parted = True
    for k in range(start + 1, end):
        gap = stream.gaps[k]
        parted = parted and gap > NONE
        if gap > 1:
            pieces.append(gap_sign(stream, k))
        pieces.append(stream.letters[k])
    if parted and end - start > 3:
        return stream.letters[start:end]
    return "".join(pieces)


def gap_sign(stream: Stream, k: int) -> str:
    """One sign for the gap before letter k."""
    left_out = stream.between(k)
    if stream.gaps[k] == STOP:
        return "," if set(left_out) <= set(", 、，\n\t،") and left_out.count(",") <= 1 else "|"
    if ". " in left_out and (k < 2 or stream.gaps[k - 1] == NONE):
        return "|"
    if left_out.count("\n") > 1 or len(left_out) > 6:
        return "|"
    return " "


def sequences(syllables: Sequence[Syllable], surname: int) -> list[Sound]:
    """Both orders of a name whose first `surname` syllables are the family name."""
    family, given = tuple(syllables[:surname]), tuple(syllables[surname:])
    if not family or not given:
        return [Sound(family + given, (len(syllables),))]
    return [Sound(family + given, (len(family), len(given))), Sound(given + family, (len(given), len(family)))]


_PLAIN_WORDS = frozenset((
    "a an and are as at be been but by can do for from go had han has have he her him his "
    "how i if in is it its la las le les lo los me my na ne no nor not of on or our out se "
    "she si so su than that the them then there they this to too un una was we were what "
    "when who will with would y ya yo you your also any did one only put ran run sang sat "
    "sun ten tu ver van vi no han son sin soy ser muy mi mis tan sea en el al de del con por "
    "que chin choose hung hand can man").split())


def is_clear(stream: Stream, start: int, end: int) -> bool:
    """Whether a sounding match looks like a name, and not like everyday words side by side."""
    pieces: list[str] = []
    for k in range(start, end):
        if k == start or stream.gaps[k] > 1:
            pieces.append("")
        pieces[-1] += stream.letters[k]
    if all(piece in _PLAIN_WORDS for piece in pieces):
        return False
    capital = stream.raw(start).isupper()
    if stream.layer.label == "digits":
        return end - start >= 5
    if capital:
        return end - start >= 4 or len(pieces) >= 2
    cyrillic = script(stream.letters[start]) == "Cyrl"
    return end - start >= (9 if cyrillic else 8 if len(pieces) > 1 else 6)
