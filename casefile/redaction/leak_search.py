# SPDX-License-Identifier: GPL-3.0-or-later
"""One running leak check of one file: what is searched, what was found.

The readers of the file types hand pieces of text and bytes to a `Search`; it looks for the terms,
remembers findings once each, and never lets a term into a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log2

from casefile.redaction.leak_encodings import meant
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.second import Hit
from casefile.redaction.second_fold import letters as count_letters
from casefile.redaction.second_fold import stream as fold

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp949", "gb18030")
_DATE = re.compile(r"\b(?:1[89]|20)\d\d"
                   r"(?:[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?|[-–](?:1[89]|20)\d\d)?\b")
_NUMBER = re.compile(r"\d(?:[ \u00a0().+/-]{0,2}\d){5,}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+")
_PLACE = re.compile(r"\b\d{1,3}\.\d{3,}\s?°?\s?[NSEW]?\s?[,;/ ]\s{0,2}-?\d{1,3}\.\d{3,}")
_CONTROL = bytes([*range(1, 9), *range(14, 32)])
_ASCII = re.compile(rb"([\t\n\r\x20-\x7e]{16})[\t\n\r\x20-\x7e]{16,}([\t\n\r\x20-\x7e]{16})")
_HIGH = re.compile(rb"[\xa1-\xfe]{6,}")
# How unlikely a digit, a Latin and another letter are, in bits: in packed bytes of any encoding, in the bytes of a
# picture, where one is much like the next, and in writing read in a wrong encoding, which has few letters.
_PACKED, _PIXELS, _MISREAD = (8, 7, 16), (4, 4, 16), (3, 3, 9)
# Bits: how many spellings in Latin letters a term may have, and what is left to doubt.
_SPELLINGS, _DOUBT = 6, 7
# Runs that could be writing among packed bytes; by chance alone random bytes hold few of them.
_WRITING = re.compile("[가-힣]{3,}|[㐀-鿿]{3,}|(?:[ -~]|[À-ɏ](?=[ -~])){7,}|[Ѐ-ӿ ]{5,}|[\u0600-\u06ff ]{5,}|[\u1000-\u109f]{4,}")
# Stretches of plain text in UTF-8 that no packed bytes hold by chance.
_STRETCH = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){24,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a finished file that must not be there.

    `kind` is what it is (name, relative, contact, place; structure, font, incomplete, value), `where`
    the place in the file in words, `term` the true value, for eyes that may see it.
    """

    file: str
    where: str
    kind: str
    tier: str
    person: str = ""
    term: str = field(default="", repr=False)

    def as_json(self, *, show: bool = False) -> dict[str, str]:
        """The finding as the command line prints it; the term only where identities are shown."""
        found = {"file": self.file, "where": self.where, "kind": self.kind, "tier": self.tier}
        return {**found, "person": self.person, "term": self.term} if show else found


class Search:
    """The findings of one file, and the ways to look for them."""

    def __init__(self, terms: LeakTerms, file: str, *, ours: bool, kept: Collection[str] | None,
                 deeper: Callable[[Search, bytes, str], None]) -> None:
        self.terms, self.file, self.ours, self.kept = terms, file, ours, kept
        self.findings: dict[tuple[str, str, str, str], Finding] = {}
        self.depth = 0
        self.unpacked = 0
        self.pictures: frozenset[str] = frozenset()
        self.again: tuple[str, ...] = ()
        self._deeper = deeper
        self._seen: set[tuple[str, bool]] = set()

    def report(self, where: str, kind: str, tier: str = "", person: str = "", term: str = "") -> None:
        """Remember a finding."""
        self.findings.setdefault((where, kind, tier, term), Finding(self.file, where, kind, tier, person, term))

    def text(self, where: str, text: str, *, raw: bool = False, noise: int = 0,
             bits: tuple[int, int, int] = _PACKED) -> bool:
        """Search one text; true where something was found.

        `noise` is the number of bytes the text was read out of in a way nobody may have meant: what is so short
        that they could hold it by chance does not count.  `bits` say how unlikely their letters are.
        """
        if not text or (text, raw) in self._seen:
            return False
        self._seen.add((text, raw))
        hits = [hit for hit in self.terms.find(text, raw=raw, kept=self.kept or ())
                if not noise or self._surprise(hit.seen, bits) > _DOUBT + log2(noise)]
        for hit in hits:
            self._hit(where, hit)
        return bool(hits)

    def misread(self, where: str, text: str, size: int) -> None:
        """Search a reading of `size` bytes that nobody can have meant."""
        self.text(where, text, raw=True, noise=size, bits=_MISREAD)

    def _surprise(self, seen: str, bits: tuple[int, int, int]) -> float:
        """How unlikely some letters are, in bits, however many terms there are."""
        letters = fold(seen)
        if " " in seen and seen.lower() != seen:  # blanks and capitals are far from the letters, whatever the bytes are
            bits = _PACKED
        digit, latin, other = bits
        told = sum(digit if one.isdigit() else latin if one < "\u0250" else other for one in letters)
        return told - log2(len(self.terms.terms) + 1) - (_SPELLINGS if letters < "\u0250" else 0)

    def pieces(self, pieces: Sequence[tuple[str, str]], joiner: str, whole: str, *, raw: bool = False) -> None:
        """Search many pieces in one pass, joined; a hit is then placed, or said of the `whole`."""
        hits = self.terms.find(joiner.join(text for _where, text in pieces), raw=raw, kept=self.kept or ())
        missing = {hit.term for hit in hits}
        if not missing:
            return
        for where, text in pieces:
            for hit in self.terms.find(text, raw=raw, kept=self.kept or ()):
                self._hit(where, hit)
                missing.discard(hit.term)
        for hit in hits:
            if hit.term in missing:
                self._hit(whole, hit)

    def _hit(self, where: str, hit: Hit) -> None:
        term = self.terms.terms[hit.term]
        self.report(where, term.what, hit.tier, term.person, term.value)

    def raw(self, where: str, data: bytes, *, pixels: bool = False) -> None:
        """The raw pass: the bytes in every likely encoding.

        Of packed bytes (pixels, fonts) the stretches of plain text are searched like others, and elsewhere the
        runs that could be writing for names too long to be there by chance.  `pixels` have stretches that look like
        text: in an even grey every byte is a letter.
        """
        seen: set[str] = set()
        noise = len(data) if pixels or _packed(data) else 0
        if noise:
            plain = b"\n".join(_STRETCH.findall(data)).decode("utf-8", "ignore")
            self.text(f"{where}, as bytes", plain, raw=True, noise=noise if pixels else 0, bits=_PIXELS)
            data = _ASCII.sub(rb"\1\n\2", data)  # it was searched; its edges may belong to what stands beside it
        likely = () if noise else meant(data)
        bare = data.isascii() and b"\x00" not in data
        for encoding in ENCODINGS:
            wide = encoding.startswith("utf-16")
            if bare and encoding != "utf-8":  # every other reading is the same letters
                continue
            for shifted in (data, data[1:]) if wide else (data,):
                text = shifted.decode(encoding, "ignore")
                if noise:
                    text = "\n".join([*_WRITING.findall(text), *_pairs(data, encoding)])
                if text not in seen:
                    seen.add(text)
                    odd = bool(likely) and encoding not in likely
                    self.text(f"{where}, as bytes", text, raw=True, noise=len(data) if odd else noise,
                              bits=_MISREAD if odd else _PIXELS if pixels else _PACKED)

    def deeper(self, data: bytes, name: str) -> None:
        """A file inside the file."""
        self._deeper(self, data, name)

    def values(self, where: str, text: str) -> None:
        """The value pass: numbers, addresses and coordinates must be among the kept ones."""
        if self.kept is None:
            return
        allowed = [*self.kept, *self.terms.public]
        digits = ["".join(re.findall(r"\d", one)) for one in allowed]
        bare = _DATE.sub(" ", text)
        for found in _NUMBER.findall(bare):
            number = "".join(re.findall(r"\d", found))
            if not any(number in one for one in digits):
                self.report(where, "value", "P", term=found)
        for pattern in (_MAIL, _PLACE):
            for found in pattern.findall(bare):
                if not any(fold(found) in fold(one) for one in allowed):
                    self.report(where, "value", "P", term=found)

    def complete(self, letters: str | None, readings: Iterable[tuple[str, str]], *, melted: bool = False) -> None:
        """Completeness: each reader's letters must be the letters of the report, whatever the order.

        Digits may be more than the report's: a layout numbers its pages.  So may letters that melt into their
        neighbours, for a reader that gives a cluster once for each glyph it is drawn with (`melted`), and the heads
        of tables that a layout says again, each whole and some number of times.
        """
        if letters is None:
            return
        wanted = count_letters(letters)
        heads = [count_letters("".join(sign for sign in head if not sign.isdigit())) for head in self.again]
        for reader, text in readings:
            found = count_letters(text)
            more = {one: found.get(one, 0) - wanted.get(one, 0) for one in wanted | found}
            free = {one for one in more if one.isdigit() or (melted and one in wanted and _melts(one))}
            if any(often < 0 for often in more.values()) or not _made_of(
                    {one: often for one, often in more.items() if often and one not in free}, heads):
                self.report(f"text as {reader} reads it", "incomplete")


def _made_of(letters: dict[str, int], heads: Sequence[dict[str, int]]) -> bool:
    """Whether these letters are those of some heads, each taken whole any number of times."""
    if not letters or not heads:
        return not letters
    head, *others = heads
    most = min((letters.get(one, 0) // often for one, often in head.items()), default=0)
    return any(_made_of({one: left for one, often in letters.items() if (left := often - times * head.get(one, 0))}, others)
               for times in range(most, -1, -1))


def _melts(letter: str) -> bool:
    """Whether a letter is of a script in which one glyph is drawn for parts of several letters."""
    return "\u0600" <= letter < "\u0700" or "\u0900" <= letter < "\u10a0" or "\u1780" <= letter < "\u1800"


def _pairs(data: bytes, encoding: str) -> Iterator[str]:
    """Runs of an encoding of two bytes a letter, read from their first and from their second byte."""
    if encoding in ("cp949", "gb18030"):
        for run in _HIGH.findall(data):
            yield from (run.decode(encoding, "ignore"), run[1:].decode(encoding, "ignore"))


def _packed(data: bytes) -> bool:
    """Whether some bytes are packed, or pixels: no writing in any encoding has so many control signs."""
    sample = data[::max(1, len(data) // 50_000)]
    return len(data) > 2048 and len(sample.translate(None, _CONTROL)) < len(sample) * 0.96
