# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for a person before a text may leave, and what she decided.

An item's id is an HMAC under the vault's audience key over its place, so that it stays the same while
vault and options do and tells nobody anything.  A decision is `redact` or `keep`; keeping needs a
reason.  Undecided means refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from casefile.errors import InputRefused, UsageError

Action = Literal["redact", "keep"]
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide.  `before` is the text as it stands, shown to the reviewer alone.

    `why` confirms no name.  `points` is set where asking would tell that the identity vault knows these
    words; it stays in the process that asks.  `passage` is a digest of the record's text around it and of which of
    the same words it is; empty for what is asked anew each time.
    """

    item: str
    where: str
    tier: str
    before: str = field(repr=False)
    replacement: str
    person: str
    why: str = ""
    points: bool = False
    passage: str = ""
    harm: str = "elevated"

    def with_harm(self, level: str) -> Item:
        """The same, weighed: standard, elevated, high or critical."""
        return replace(self, harm=level)

    def as_json(self) -> dict[str, str]:
        """The queue entry as commands print it."""
        return {"item": self.item, "where": self.where, "tier": self.tier, "before": self.before,
                "replacement": self.replacement, "person": self.person}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an item, and why where she keeps it."""

    action: Action
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions given; with `rest` set, whatever is not listed is decided that way."""

    given: Mapping[str, Decision] = field(default_factory=dict)
    rest: Action | None = None

    def of(self, item: str) -> Decision | None:
        """The decision on an item, None while it waits."""
        found = self.given.get(item)
        if found is None and self.rest is not None:
            return Decision(self.rest)
        return found


REDACT_ALL = Decisions(rest="redact")
_COULD = {"part of a name": "could be part of a name", "a place": "could be a place that leads to somebody"}


def could(why: str) -> str:
    """The matcher's reason in words that confirm nothing to whoever reads the queue."""
    if why.startswith(("could be", "a long number", "an e-mail", "coordinates", "a pseudonym")):
        return why
    return _COULD.get(why, "could be a name")


def item_id(key: bytes, *place: object) -> str:
    """The id of what stands at a place; 16 hex digits."""
    message = "\0".join(["review", *(str(part) for part in place)]).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:16]


def read(path: Path) -> Decisions:
    """Decisions from a review file; InputRefused (exit 6) where it says something nobody understands."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"The review file cannot be read ({error.strerror}).", kind="review-file") from None
    if len(data) > _LARGEST:
        raise _refused("", "the file is too large")
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_key_twice)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _refused("", "this is not a JSON object, or it has a key twice") from None
    if not isinstance(document, dict):
        raise _refused("", "a review file is a JSON object")
    return given(document)


def given(document: Mapping[str, Any]) -> Decisions:
    """Decisions as a review file or a window gives them; InputRefused where one is not understood."""
    return Decisions({str(item): _decision(str(item), answer) for item, answer in document.items()})


def _decision(item: str, answer: Any) -> Decision:
    if not isinstance(answer, Mapping) or set(answer) - {"action", "reason"}:
        raise _refused(item, 'an answer is {"action": "redact" or "keep", "reason": text}')
    action, reason = answer.get("action"), answer.get("reason", "")
    if action not in ("redact", "keep"):
        raise _refused(item, "the action is redact or keep")
    if not isinstance(reason, str) or (action == "keep" and not reason.strip()):
        raise _refused(item, "keeping something needs a reason")
    return Decision("keep" if action == "keep" else "redact", reason)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(item: str, message: str) -> InputRefused:
    return InputRefused("The review file is not valid.", kind="review-file",
                        problems=[{"where": item[:64], "field": "action", "message": message}])
