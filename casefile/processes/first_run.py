# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minutes: words for a passphrase, a new vault with its recovery keys, the sample case.

Promises: a vault appears whole or not at all; the recovery keys are returned once and kept nowhere; the
sample's passphrases are printed in the program, since everybody in it is invented.
It must never open a vault somebody else made.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mnemonic import Mnemonic

from casefile import resources
from casefile.progress import Progress, Silent
from casefile.vault import costs
from casefile.vault.create import create
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey

WORDS = 6  # of 2048: 66 bits, beyond what somebody guesses against half a gigabyte of memory a time
SAMPLE_A = "lantern orchard velvet thimble quarry meadow"
SAMPLE_B = "marble canyon whisper sparrow engine harbour"


@dataclass(frozen=True, slots=True)
class Made:
    """A new vault and the two secrets that are shown once."""

    root: Path
    vault_id: str
    cases: RecoveryKey
    identities: RecoveryKey


@lru_cache(maxsize=1)
def _list() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


def suggest() -> str:
    """Six words drawn by lot."""
    return " ".join(secrets.choice(_list()) for _ in range(WORDS))


def make(root: Path, recorder: str, passphrase_a: str, passphrase_b: str, profile: str = "standard") -> Made:
    """Make a vault; some seconds of work.  Raises WeakPassphrase, UsageError (`exists`), DriveTrouble."""
    cases, identities = RecoveryKey.generate(), RecoveryKey.generate()
    vault_id = create(root, passphrase_a, passphrase_b, cost=costs.chosen(profile), recorder=recorder,
                      case_recovery=cases, identity_recovery=identities)
    return Made(root, vault_id, cases, identities)


def make_sample(root: Path, progress: Progress | None = None) -> Made:
    """A vault with the invented sample case in it, under the printed passphrases."""
    from casefile.importers import interchange  # heavy, and the welcome window shall come at once

    progress = progress or Silent()
    progress.step("Making the sample vault")
    made = make(root, "Sample", SAMPLE_A, SAMPLE_B, "low-memory")
    with open_vault(root, SAMPLE_A, SAMPLE_B, write=True) as session:
        planned = interchange.plan(session, resources.path("sample/sample-case.json"), progress)
        interchange.apply(session, planned, progress)
    return made


def free_place(folder: Path, name: str) -> Path:
    """`name` in `folder`, or with the first number that is free."""
    place, number = folder / name, 2
    while place.exists():
        place, number = folder / f"{name} {number}", number + 1
    return place
