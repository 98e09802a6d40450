# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a person types to the roots: the work of the unlock processes.

Promises: a passphrase or the recovery words are taken alike; nothing is written, also not for a
wrong one.  Each fault is one of the program's own errors.
It must never open a database: whoever gets the roots does that.
"""

from __future__ import annotations

from pathlib import Path

from casefile.errors import WrongPassphrase
from casefile.processes.roots import Roots
from casefile.vault.layout import Layout, header_error
from crypto.errors import CryptoError, WrongSecret
from crypto.header import Header, open_cases, open_identities
from crypto.recovery import RecoveryKey
from crypto.secret import Secret

_RECOVERY_WORDS = 24


def cases_root(vault: Path, typed: str) -> Roots:
    """RC by the case passphrase or recovery words; about a second of work."""
    header, recovery = _header(vault), _recovery(typed)
    try:
        return Roots(open_cases(header, recovery=recovery) if recovery else open_cases(header, passphrase=typed))
    except CryptoError as error:
        raise header_error(error) from None


def both_roots(vault: Path, rc: Secret, typed: str) -> Roots:
    """RC and RI by the identity passphrase or its recovery words; about a second of work."""
    header, recovery = _header(vault), _recovery(typed)
    try:
        ri = open_identities(header, rc, recovery=recovery) if recovery else (
            open_identities(header, rc, passphrase=typed))
        return Roots(rc, ri)
    except WrongSecret:
        raise WrongPassphrase("This identity passphrase does not open the identity vault.") from None
    except CryptoError as error:
        raise header_error(error) from None


def _header(vault: Path) -> Header:
    layout = Layout(vault)
    layout.require()
    return layout.read_header()


def _recovery(typed: str) -> RecoveryKey | None:
    """The recovery key, where what was typed has its form and is not a passphrase."""
    if len(typed.split()) != _RECOVERY_WORDS and not typed.strip().upper().startswith("AGE-SECRET-KEY-1"):
        return None
    try:
        return RecoveryKey.from_text(typed)
    except CryptoError:
        return None
