# SPDX-License-Identifier: GPL-3.0-or-later
"""An audience's rules, field by field, as data in resources/profiles.

Promise: what has no class cannot leave.  `admit` walks the whole body of a record: fields whose
class is `drop` are taken away, and one field without a class stops the export.  Nothing is allowed
by default, and a new field of a record fails a test until every profile says what it is.

Classes: `drop` never leaves; `code` one of our fixed words; `text` free text, redacted; `reference`
another record; `number`; `age`, `region`, `country`, `occupation`, `date` climb a ladder; `pseudonym`
becomes the audience's own; `day` is a date that stands as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefile import resources
from casefile.errors import Refused

CLASSES = frozenset({"drop", "code", "text", "reference", "number", "age", "region", "country", "occupation",
                     "date", "day", "pseudonym"})


class UnclassifiedField(Refused):
    """A record holds a field no rule speaks of (exit 5)."""

    kind = "unclassified-field"
    advice = "Nothing was written. This program is older than the record; use the version that wrote it."


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one audience.

    `classes` maps "kind.path" (lists without index: "statements.quotes.text") to a class, where a
    path stands for all below it.  `threshold` is how many people must fit what is said of anyone;
    `refuses` whether a smaller pool stops the export.  `start` is where each ladder begins, `opened`
    which consent detail lets a ladder begin at its first step.
    """

    audience: str
    classes: Mapping[str, str]
    threshold: int
    refuses: bool
    start: Mapping[str, int]
    opened: Mapping[str, str]

    def class_of(self, path: str) -> str:
        """The class of a field; UnclassifiedField where no rule speaks of it."""
        probe = path
        while probe:
            found = self.classes.get(probe)
            if found is not None:
                return found
            probe = probe.rpartition(".")[0]
        raise UnclassifiedField(f"No rule says whether the field {path} may leave.")

    def admits(self, path: str) -> bool:
        """Whether the field may leave in any form."""
        return self.class_of(path) != "drop"

    def admit(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of a record's body that holds only what may leave; lists keep their length."""
        kept = self._admit(kind, body)
        assert isinstance(kept, dict)
        return kept

    def _admit(self, path: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            kept = {}
            for key, inner in value.items():
                below = f"{path}.{key}"
                if self._divided(below):
                    kept[key] = self._admit(below, inner)
                elif self.admits(below):
                    kept[key] = inner
            return kept
        if isinstance(value, list):
            return [self._admit(path, item) for item in value]
        return value

    def _divided(self, path: str) -> bool:
        """Whether finer rules exist for what lies below `path`."""
        return any(other.startswith(path + ".") for other in self.classes)


def load(audience: str) -> Profile:
    """The profile of an audience, from resources/profiles; a class nobody knows is a fault."""
    data = resources.data(f"profiles/{audience}.json")
    classes = {f"{kind}.{path}" if path else kind: name
               for kind, fields in data["fields"].items() for path, name in fields.items()}
    unknown = sorted(set(classes.values()) - CLASSES)
    if unknown:
        raise ValueError(f"unknown classes in profile {audience}: {unknown}")
    return Profile(audience, classes, int(data["threshold"]), bool(data["refuses"]),
                   dict(data["start"]), dict(data["opened"]))
