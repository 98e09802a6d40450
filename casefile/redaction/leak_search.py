# SPDX-License-Identifier: GPL-3.0-or-later
"""One running leak check of one file: what is searched, what was found.

The readers of the file types hand pieces of text and bytes to a `Search`; it looks for the terms,
remembers findings once each, and never lets a term into a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

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
_WRITING = re.compile("[가-힣]{2,}|[㐀-鿿]{2,}|[ -~À-ɏ]{5,}|[Ѐ-ӿ ]{5,}|[\u0600-\u06ff ]{4,}|[\u1000-\u109f]{4,}")


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
        self._deeper = deeper
        self._seen: set[tuple[str, bool]] = set()

    def report(self, where: str, kind: str, tier: str = "", person: str = "", term: str = "") -> None:
        """Remember a finding."""
        self.findings.setdefault((where, kind, tier, term), Finding(self.file, where, kind, tier, person, term))

    def text(self, where: str, text: str, *, raw: bool = False) -> bool:
        """Search one text; true where something was found."""
        if not text or (text, raw) in self._seen:
            return False
        self._seen.add((text, raw))
        hits = self.terms.find(text, raw=raw, kept=self.kept or ())
        for hit in hits:
            self._hit(where, hit)
        return bool(hits)

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

    def raw(self, where: str, data: bytes) -> None:
        """The raw pass: the bytes in every likely encoding.

        Of packed bytes (pixels, fonts) only the runs that could be writing are searched.
        """
        seen: set[str] = set()
        noise = len(data) > 2048 and len(set(data[:8192])) > 200
        for encoding in ENCODINGS:
            wide = encoding.startswith("utf-16")
            if wide and data.isascii() and b"\x00" not in data:
                continue
            for shifted in (data, data[1:]) if wide else (data,):
                text = shifted.decode(encoding, "ignore")
                if noise:
                    text = "\n".join(_WRITING.findall(text))
                if text not in seen:
                    seen.add(text)
                    self.text(f"{where}, as bytes", text, raw=True)

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

    def complete(self, letters: str | None, readings: Iterable[tuple[str, str]]) -> None:
        """Completeness: each reader's letters must be the letters of the report, whatever the order.

        Digits may be more than the report's: a layout numbers its pages.
        """
        if letters is None:
            return
        wanted = count_letters(letters)
        for reader, text in readings:
            found = count_letters(text)
            differ = {one for one in wanted | found if wanted.get(one, 0) != found.get(one, 0)}
            if any(not one.isdigit() or found.get(one, 0) < wanted.get(one, 0) for one in differ):
                self.report(f"text as {reader} reads it", "incomplete")
