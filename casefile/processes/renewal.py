# SPDX-License-Identifier: GPL-3.0-or-later
"""New keys for the whole vault, from the window that takes both passphrases to the worker that writes.

Promises: the window prepares roots and header and hands them on sealed; the worker never sees a passphrase, and
takes the vault's lock itself, since no desk is open beside it.
It must never be sent but inside a sealed order.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casefile.errors import UsageError
from casefile.processes.roots import Roots
from casefile.progress import Progress
from casefile.vault.credentials import Credentials
from casefile.vault.layout import Layout
from casefile.vault.session import Session
from crypto.secret import Secret

JOB = "keys.re-encrypt"


def prepare(vault: Path, roots: Roots, cases: tuple[str, ...], identities: tuple[str, ...], *,
            both: bool) -> dict[str, Any]:
    """The options of the job, from one passphrase or two persons' for each vault; some seconds of work.

    Raises WrongPassphrase, UsageError (`last-slot`).
    """
    from casefile.vault import reencrypt  # loads the databases' code, and the window shall come at once

    assert roots.ri is not None
    made = reencrypt.prepare(Layout(vault).read_header(), roots.rc, roots.ri, Credentials(cases),
                             Credentials(identities), both=both)
    options = {"rc": made.rc.hex(), "ri": made.ri.hex(), "both": both, "header": made.header.hex(),
               "dropped": list(made.dropped)}
    made.wipe()
    return options


def carry_out(session: Session, options: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """The job itself; afterwards the session is over."""
    from casefile.vault import reencrypt  # a worker loads only what its one job needs

    try:
        rc, ri, header = (bytes.fromhex(options[name]) for name in ("rc", "ri", "header"))
        prepared = reencrypt.Prepared(Secret(rc), Secret(ri), options["both"] is True, header,
                                      tuple(str(one) for one in options["dropped"]))
    except (KeyError, TypeError, ValueError):
        raise UsageError("The new keys did not arrive whole; nothing was changed.") from None
    made = reencrypt.carry_out(session, prepared, progress)
    return {"generation": made.generation, "dropped": list(made.dropped)}
