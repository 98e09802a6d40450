# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots in plain words: what opens a vault, since when, and when it was last tried.

Promises: a slot is named so that a person knows what to do with it; no number but what she may compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casefile.vault.keys import SlotInfo
from casefile.vault.office_key import fingerprint
from ui import reading

VAULTS = {"cases": "Case vault", "identities": "Identity vault"}
_TITLES = {"passphrase": "A passphrase", "recovery": "Recovery words", "office": "An office’s key",
           "two-person": "Two people together"}
_MARKS = {"passphrase": "lock", "recovery": "quote", "office": "folder", "two-person": "people"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to open a vault, as a row of the page shows it."""

    id: str
    title: str
    about: str
    mark: str
    may_go: bool


def ways(slots: Sequence[SlotInfo], vault: str, tried: Mapping[str, str], today: date) -> list[Way]:
    """The ways one vault opens; the last that passphrases open may not go."""
    own = [slot for slot in slots if slot.vault == vault]
    typed = [slot for slot in own if slot.cost is not None]
    return [Way(slot.id, _TITLES.get(slot.kind, "Something a newer version knows"), _about(slot, tried, today),
                _MARKS.get(slot.kind, "question"), slot.cost is None or len(typed) > 1) for slot in own]


def _about(slot: SlotInfo, tried: Mapping[str, str], today: date) -> str:
    since = f"Since {_day(slot.added, today)}." if slot.added else ""
    if slot.kind == "recovery":
        last = tried.get(slot.id)
        return f"{since} " + (f"Last tried {_day(last, today)}." if last else "Never tried.")
    if slot.kind == "office" and slot.recipient:
        return f"{since} Fingerprint {fingerprint(slot.recipient)}."
    if slot.cost:
        return f"{since} One guess costs {slot.cost.memory_kib // 1024} MiB of memory, {slot.cost.passes} times over."
    return since


def last_try(tried: Mapping[str, str], today: date) -> str:
    """When any recovery words were tried last."""
    return f"Last tried {_day(max(tried.values()), today)}." if tried else "They were never tried."


def _day(stamp: str, today: date) -> str:
    return reading.day(date.fromisoformat(stamp[:10]), today)
