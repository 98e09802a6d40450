# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault's newest time against the computer's clock.

A clock that runs behind the audit log would write a false order of events into everything that leaves, and is how
a log gets forged.  Nothing else in the program trusts the clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from casefile.errors import Refused
from casefile.host.clock import Clock, stamp
from casefile.host.doctor import Check
from casefile.store import audit
from casefile.vault import anchor
from casefile.vault.credentials import Phrase
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault

_SLACK = timedelta(minutes=2)  # what a time server may put a clock back by; all times are UTC, so zones play no part


def newest_time(session: Session) -> str:
    """The time of the newest entry this vault knows of, `YYYY-MM-DDThh:mm:ssZ`."""
    last = anchor.read(session.layout.anchor, session.rc, session.vault_id)
    heads = [audit.read_head(session.db, schema) for schema in session.db.schemas]
    return max([last.newest, *(head.time for head in heads if head is not None)])


def require_clock(session: Session) -> None:
    """Raise Refused (`clock`) when the computer's clock is minutes earlier than the newest entry: before every export."""
    if _behind(session.clock.now(), newest_time(session)):
        raise Refused("The clock of this computer is earlier than the newest entry of the vault.", kind="clock",
                      advice="Set the clock, then try again. Nothing was written.")


def clock_check(root: Path, passphrase: Phrase, clock: Clock) -> Check:
    """The doctor's line about the clock and one vault.  Raises as `open_vault`."""
    with open_vault(root, passphrase, clock=clock) as session:
        now, newest = stamp(clock.now()), newest_time(session)
    if _behind(clock.now(), newest):
        return Check("clock", False, f"it says {now}, and the newest entry of the vault is of {newest}")
    return Check("clock", True, f"it says {now}, not behind the newest entry of the vault")


def _behind(now: datetime, newest: str) -> bool:
    return stamp(now + _SLACK) < newest
