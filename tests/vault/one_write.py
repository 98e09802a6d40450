# SPDX-License-Identifier: GPL-3.0-or-later
"""A program to be killed: opens a vault with its roots and does one write over both databases.

Arguments: vault, roots in hexadecimal (cases, identities), number of the write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from casefile.host.clock import FixedClock
from casefile.store.writing import Change, IdentityChange, Lift, write
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret

PEOPLE = 3


def main(root: str, rc: str, ri: str, number: str) -> None:
    """One write: three people, each with an identity and a lifted word."""
    with open_with_roots(Path(root), Secret(bytes.fromhex(rc)), Secret(bytes.fromhex(ri)), write=True,
                         clock=FixedClock()) as session:
        three_people(session, number)


def three_people(session: Session, number: str) -> None:
    """One write over both databases."""
    people = [f"{number:>016}{one:016}" for one in range(PEOPLE)]
    write(session, "person.add",
          [Change("people", person, {"notes": "long " * 2000}, label=f"Heron {number}") for person in people],
          identities=[IdentityChange(person, {"names": []}) for person in people],
          lifts=[Lift(person, person, "n", "Invented", "people", person) for person in people])


if __name__ == "__main__":
    main(*sys.argv[1:])
