# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in an export where a person was named.

Every audience has its own pseudonyms, computed without knowing any name; `internal` uses the vault's.
People who are not in a text for print are not named in it at all.  A true name comes in only through
`with_true_name`, after a person confirmed it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from casefile import pseudonyms
from casefile.export.holdings import Holdings, order
from casefile.export.request import QUOTING
from casefile.records import markers
from casefile.records.markers import Marker

WITHHELD = "[name withheld]"
CONTACT = "[contact]"
PLACE = "[place]"
RELATIVE = "[a relative]"
# Words in Korean that are no name, not even by chance (a person may be called 장소 or 이름).
_IN_LANGUAGE = {"ko": {WITHHELD: "[익명]", CONTACT: "[연락처]", PLACE: "[어느 곳]", RELATIVE: "[친척]"}}


def in_language(words: str, language: str) -> str:
    """A word in brackets in the language of the text it stands in, where there is one; all else as it is."""
    return _IN_LANGUAGE.get(language.split("-")[0], {}).get(words, words)


@dataclass(frozen=True, slots=True)
class Names:
    """The words for each person by vault id; `inside` are the vault's own, for those who work with the case.

    `cautious` withholds in an internal text what could be a name as well.
    """

    by_person: Mapping[str, str]
    inside: Mapping[str, str]
    internal: bool = False
    cautious: bool = False

    def of(self, person: str) -> str:
        """What a person is called in this export."""
        return self.by_person.get(person, WITHHELD)

    def relative(self, person: str) -> str:
        """What a relative without a record is called."""
        name = self.by_person.get(person, "")
        return f"a relative of {name}" if self.internal and name else RELATIVE

    def shown(self, marker: Marker) -> str:
        """What stands for a lifted reference."""
        if marker.klass == "c":
            return CONTACT
        return self.of(marker.person) if marker.klass == "n" else self.relative(marker.person)

    def as_it_stands(self, marker: Marker) -> str:
        """How those who work with the case read a reference."""
        return markers.shown(marker, self.inside.get(marker.person, ""))

    def with_true_name(self, person: str, name: str) -> Names:
        """The same with one person's true name, which she wants printed and a reviewer confirmed."""
        return replace(self, by_person={**self.by_person, person: name})


def names_for(holdings: Holdings, audience: str, included: Collection[str], nameless: Collection[str]) -> Names:
    """The names of an export: `included` people by vault id, of whom `nameless` want no name at all.

    In full texts (un, legal) everyone mentioned has a pseudonym, so that a reader can follow; in texts
    for print only people who are in.
    """
    people = holdings.every("people")
    inside = {one.id: str(one.body.get("pseudonym") or one.label) for one in people}
    if audience == "internal":
        return Names(inside, inside, internal=True)
    references = {one.id: order(one)[0] for one in people}
    words = pseudonyms.for_audience(holdings.key, audience, sorted(set(references.values())))
    seen = {person: words[reference] for person, reference in references.items()
            if person not in nameless and (person in included or audience not in QUOTING)}
    return Names(seen, inside)
