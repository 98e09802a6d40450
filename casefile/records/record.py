# SPDX-License-Identifier: GPL-3.0-or-later
"""The nouns in one table, and a record as it is read from the vault.

`KINDS` is the only list of kinds; where text and references live is derived from the nouns' own
declarations, so that a new field is lifted, searched and mapped without a second entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from casefile.records import appeal, attachment, case, count, exposure, family, incident, person, statement
from casefile.records.shape import Object, Problem, Ref, Text, paths
from casefile.store.rows import Row


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record: its name in the interchange format, what a body holds, how it is labelled.
    """

    kind: str
    singular: str
    shape: Object
    label: Callable[[Mapping[str, Any]], str]
    problems: Callable[[Mapping[str, Any]], list[Problem]]


# In the order of the interchange format; a kind may point to kinds after it as well.
KINDS: Mapping[str, Noun] = {
    kind: Noun(kind, name, module.SHAPE, module.label, module.problems)
    for kind, name, module in (
    ("cases", "case", case), ("families", "family", family), ("people", "person", person),
    ("statements", "statement", statement), ("incidents", "incident", incident), ("counts", "count", count),
    ("appeals", "appeal", appeal), ("exposures", "exposure", exposure),
    ("attachments", "attachment", attachment))}

# kind -> paths of all free text in a body of that kind ("translations[].text").
TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(path for path, _ in paths(noun.shape, lambda shape: isinstance(shape, Text) and shape.free))
    for kind, noun in KINDS.items()}

# kind -> {path of a reference: kind it points to}.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    kind: {path: shape.kind for path, shape in paths(noun.shape, lambda shape: isinstance(shape, Ref))
           if isinstance(shape, Ref)}
    for kind, noun in KINDS.items()}


Record = Row
"""A record as it is stored: lifted text, references by vault id, `ordinal` its place in order of arrival."""
