# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person may do with the slots of a vault from the window, as words that jobs and windows share.

Promises: an act is a name such as `keys.change.cases`; the window that asks for the passphrase learns from it what
to ask, and the worker what to do.  It holds no secret and no id.
"""

from __future__ import annotations

from dataclasses import dataclass

VAULTS = ("cases", "identities")
CHANGE, PASSPHRASE, TWO, RECOVERY, OFFICE, REMOVE = "change", "passphrase", "two-person", "recovery", "office", "remove"
ACTS = (CHANGE, PASSPHRASE, TWO, RECOVERY, OFFICE, REMOVE)
TRY = "keys.try"


@dataclass(frozen=True, slots=True)
class KeyAct:
    """One act on the slots of one of the two vaults."""

    act: str
    vault: str

    @property
    def name(self) -> str:
        """The name of its job."""
        return f"keys.{self.act}.{self.vault}"


def every() -> tuple[KeyAct, ...]:
    """All acts on both vaults."""
    return tuple(KeyAct(act, vault) for act in ACTS for vault in VAULTS)


def named(name: str) -> KeyAct | None:
    """The act of this name; None where there is none."""
    return next((one for one in every() if one.name == name), None)
