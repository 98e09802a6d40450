# SPDX-License-Identifier: GPL-3.0-or-later
"""What a record may look like: small shapes that nouns are declared with, and the check against them.

One declaration per noun serves four ends: what is wrong with a body (`problems`), where its free
text is (`map_texts`), where it points to other records (`map_references`), and the interchange
format.  The published JSON schema of that format is the reference; tests compare the two.

Promises: a problem quotes keys and places, never a value.  Nothing here changes what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from casefile import dates


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: in which object, at which field of it, and what (never the value itself)."""

    where: str
    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        """The problem as the command line prints it."""
        return {"where": self.where or "document", "field": self.field, "message": self.message}


class Doubled(dict[str, Any]):
    """An object in which a key stood twice (the strict reader makes these)."""

    twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, at most `longest` code points.  `free` text is lifted; a pseudonym is not."""

    longest: int | None = 500
    shortest: int = 0
    free: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A code in ASCII that matches `pattern` as a whole; `called` says what it is."""

    pattern: str
    called: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record of another kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a fixed list."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, both included."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date in ASCII digits: a full day, or (`partial`) a year or month as well; may be null."""

    partial: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape."""

    item: Shape
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object whose keys come from a fixed list."""

    keys: tuple[str, ...]
    value: Shape


@dataclass(frozen=True, slots=True)
class Object:
    """An object with these fields and no others.  `ordered` names two dates, the first not after the second.
    `own` are fields only this program writes: no file brings them in or takes them out."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    ordered: tuple[str, str] | None = field(default=None)
    own: tuple[str, ...] = ()

    def foreign(self) -> Object:
        """The same as files have it: without the program's own fields."""
        return replace(self, fields={key: part for key, part in self.fields.items() if key not in self.own}, own=())


Shape = Text | Pattern | Ref | Choice | Whole | Flag | Date | ListOf | MapOf | Object

ID = Pattern(r"[A-Za-z0-9._-]{1,64}", "an id (letters, digits, . _ -, at most 64)")
LANGUAGE = Pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language tag like ko or zh-Hans")
LONG = Text(longest=4_000_000)
TRISTATE = Choice(("yes", "no", "unknown"))
WHEN = Object({"words": Text(), "from": Date(partial=True), "to": Date(partial=True)}, ordered=("from", "to"))


def day_range(text: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day that exists; None for any other text."""
    try:
        return dates.bounds(text)
    except ValueError:
        return None


def sound(text: str) -> bool:
    """Whether a text can be written as UTF-8 (no half of a surrogate pair)."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def quoted(key: str) -> str:
    """A key as a problem may quote it: short, on one line, always printable."""
    cut = key if len(key) <= 60 else key[:60] + "…"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in cut)


def check(shape: Shape, value: Any, where: str = "", key: str = "") -> Iterator[Problem]:
    """Everything wrong with `value`, which stands at field `key` of the object at `where`."""
    match shape:
        case Object():
            yield from _check_object(shape, value, where, key)
        case ListOf():
            yield from _check_list(shape, value, where, key)
        case MapOf():
            yield from _check_map(shape, value, where, key)
        case _:
            if message := _wrong(shape, value):
                yield Problem(where, key, message)


def _inside(where: str, key: str) -> str:
    return f"{where}.{key}" if where and key else where or key


def _check_keys(value: Any, where: str, known: Mapping[str, Any] | tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(value, Doubled):
        for key in value.twice:
            yield Problem(where, quoted(key), "This key stands twice in one object.")
    for key in value:
        if key not in known:
            yield Problem(where, quoted(key), "There is no such key here.")


def _check_object(shape: Object, value: Any, where: str, key: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(where, key, "An object is expected here.")
        return
    place = _inside(where, key)
    yield from _check_keys(value, place, shape.fields)
    for name in shape.required:
        if name not in value:
            yield Problem(place, name, "This field is missing.")
    for name, part in shape.fields.items():
        if name in value:
            yield from check(part, value[name], place, name)
    if shape.ordered:
        first, second = (value.get(name) for name in shape.ordered)
        earliest = day_range(first) if isinstance(first, str) else None
        latest = day_range(second) if isinstance(second, str) else None
        if earliest and latest and earliest[0] > latest[1]:
            yield Problem(place, shape.ordered[0], "The first date is after the last.")


def _check_list(shape: ListOf, value: Any, where: str, key: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(where, key, "A list is expected here.")
        return
    for number, item in enumerate(value):
        yield from check(shape.item, item, where, f"{key}[{number}]")
    if shape.distinct:
        words = [item for item in value if isinstance(item, str)]
        if len(set(words)) < len(words):
            yield Problem(where, key, "The same word stands twice in this list.")


def _check_map(shape: MapOf, value: Any, where: str, key: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(where, key, "An object is expected here.")
        return
    place = _inside(where, key)
    yield from _check_keys(value, place, shape.keys)
    for name in shape.keys:
        if name in value:
            yield from check(shape.value, value[name], place, name)


def _wrong(shape: Shape, value: Any) -> str:
    """What is wrong with a single value; empty where nothing is."""
    if isinstance(shape, Whole):
        return _wrong_number(shape, value)
    if isinstance(shape, Flag):
        return "" if isinstance(value, bool) else "true or false is expected here."
    if isinstance(shape, Date) and shape.nullable and value is None:
        return ""
    if not isinstance(value, str):
        return "A text is expected here."
    if not sound(value):
        return "This text holds half of a surrogate pair."
    match shape:
        case Text():
            if len(value) < shape.shortest:
                return f"This text needs at least {shape.shortest} letters."
            if shape.longest is not None and len(value) > shape.longest:
                return f"This text has more than {shape.longest} letters."
        case Pattern():
            return "" if re.fullmatch(shape.pattern, value) else f"This is not {shape.called}."
        case Ref():
            return "" if re.fullmatch(ID.pattern, value) else f"This is not {ID.called}."
        case Choice():
            return "" if value in shape.words else f"One of these words is expected: {', '.join(shape.words)}."
        case Date():
            if day_range(value) is None or not (shape.partial or len(value) == 10):
                form = "YYYY, YYYY-MM or YYYY-MM-DD" if shape.partial else "YYYY-MM-DD"
                return f"This is not a day that exists, written {form} in digits 0 to 9."
    return ""


def _wrong_number(shape: Whole, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "A whole number is expected here."
    if value < shape.least or (shape.most is not None and value > shape.most):
        to = f" and at most {shape.most}" if shape.most is not None else ""
        return f"This number must be at least {shape.least}{to}."
    return ""


def walk(shape: Shape, value: Any, leaf: Callable[[Shape, Any], Any]) -> Any:
    """A copy of a valid value in which `leaf` has answered for every single value.

    Keys come in the order of the shape.  Where `leaf` answers `GONE` for an item of a list or a field of an
    object, that item or field is left out.
    """
    match shape:
        case Object():
            pairs = ((key, walk(part, value[key], leaf)) for key, part in shape.fields.items() if key in value)
            return {key: part for key, part in pairs if part is not GONE}
        case MapOf():
            return {key: walk(shape.value, part, leaf) for key, part in value.items()}
        case ListOf():
            return [part for part in (walk(shape.item, item, leaf) for item in value) if part is not GONE]
        case _:
            return leaf(shape, value)


class _Gone:
    """The answer that leaves a value out."""


GONE = _Gone()


def map_texts(shape: Shape, value: Any, change: Callable[[str], str]) -> Any:
    """A copy with every free text changed."""
    return walk(shape, value, lambda part, one: change(one) if isinstance(part, Text) and part.free else one)


def map_references(shape: Shape, value: Any, change: Callable[[str, str], Any]) -> Any:
    """A copy with every reference changed by `change(kind, id)`; GONE drops it."""
    return walk(shape, value, lambda part, one: change(part.kind, one) if isinstance(part, Ref) else one)


def texts(shape: Shape, value: Any) -> list[str]:
    """Every free text of a valid value, in the order of the shape."""
    found: list[str] = []

    def note(part: Shape, one: Any) -> Any:
        if isinstance(part, Text) and part.free:
            found.append(one)
        return one

    walk(shape, value, note)
    return found


def paths(shape: Shape, wanted: Callable[[Shape], bool], at: str = "") -> Iterator[tuple[str, Shape]]:
    """(path, shape) of every place a wanted single value may stand; `[]` means any item of a list."""
    match shape:
        case Object():
            for key, part in shape.fields.items():
                yield from paths(part, wanted, f"{at}.{key}" if at else key)
        case MapOf():
            for key in shape.keys:
                yield from paths(shape.value, wanted, f"{at}.{key}")
        case ListOf():
            yield from paths(shape.item, wanted, f"{at}[]")
        case _:
            if wanted(shape):
                yield at, shape
