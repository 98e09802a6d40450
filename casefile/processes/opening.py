# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a person types to the roots: the work of the unlock processes.

Promises: a passphrase, two persons' passphrases or the recovery words are taken alike; nothing is written, also not
for a wrong one.  What is to open the vault from now on is prepared here, and leaves as a sealed slot beside the roots:
no passphrase goes further.  Each fault is one of the program's own errors.
It must never open a database: whoever gets the roots does that.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from casefile.errors import InputRefused, WrongPassphrase
from casefile.processes.roots import Roots
from casefile.vault.credentials import Credentials, open_case_root, open_identity_root, opens
from casefile.vault.layout import Layout, header_error
from crypto.errors import CryptoError, WrongSecret
from crypto.header import Header, open_cases, open_identities
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, open_recipient_slot

_RECOVERY_WORDS = 24


def cases_root(vault: Path, typed: str, second: str | None = None) -> Roots:
    """RC by the case passphrase (with `second`: of two persons) or recovery words; about a second of work."""
    return Roots(open_case_root(_header(vault), _given(typed, second)))


def both_roots(vault: Path, rc: Secret, typed: str, second: str | None = None) -> Roots:
    """RC and RI by the identity passphrase or its recovery words; about a second of work."""
    return Roots(rc, open_identity_root(_header(vault), rc, _given(typed, second)))


def is_recovery(typed: str) -> bool:
    """Whether what was typed into the field are recovery words or a key line."""
    return _recovery(typed) is not None


def two_may_open(vault: Path, root: int) -> bool:
    """Whether two persons' passphrases together open this root."""
    return any(slot.phrases == 2 for slot in _header(vault).of(root))


def phrase_slots(vault: Path, root: int) -> tuple[str, ...]:
    """The ids of the slots that one passphrase opens."""
    return tuple(slot.id.hex() for slot in _header(vault).of(root) if slot.phrases == 1)


def recovered(vault: Path, root: int, keys: Sequence[RecoveryKey], rc: Secret | None = None) -> Roots:
    """The roots by the first of these recovery keys that opens; `rc` is needed for the identities.

    Raises WrongPassphrase where none does, Damaged.
    """
    header = _header(vault)
    for key in keys:
        try:
            if root == CASES:
                return Roots(open_cases(header, recovery=key))
            assert rc is not None
            return Roots(rc, open_identities(header, rc, recovery=key))
        except WrongSecret:
            continue
        except CryptoError as error:
            raise header_error(error) from None
    name = "case" if root == CASES else "identity"
    raise WrongPassphrase(f"These words do not open the {name} vault. Nothing was changed.",
                          advice="They are whole and well written, but of another vault, or of the other half of "
                                 "this one.")


def slots_opened_by(vault: Path, roots: Roots, typed: str) -> tuple[str, ...]:
    """The ids of the passphrase slots of either vault that what was typed opens; a second of work for each."""
    header, given = _header(vault), Credentials((typed,))
    return tuple(slot.id.hex() for slot in header.slots if slot.phrases == 1 and opens(header, slot, given, roots.rc))


def with_new_phrases(vault: Path, roots: Roots, root: int, phrases: tuple[str, ...], *,
                     replace: Sequence[str] = ()) -> Roots:
    """The roots, and beside them a slot for new passphrases in the place of those in `replace`; seconds of work.

    Raises WeakPassphrase.
    """
    from casefile.vault import keychange  # loads the databases' code, and the unlock window shall come at once

    secret = _secret_of(roots, root)
    change = keychange.new_phrases(_header(vault), root, roots.rc, secret, phrases, int(time.time()), replace=replace)
    return Roots(roots.rc, roots.ri, change.as_bytes())


def with_new_recovery(vault: Path, roots: Roots, root: int, key: RecoveryKey) -> Roots:
    """The roots, and beside them a slot for a new recovery secret."""
    from casefile.vault import keychange  # loads the databases' code, and the unlock window shall come at once

    secret = _secret_of(roots, root)
    change = keychange.new_recovery(_header(vault), root, roots.rc, secret, key.recipient, int(time.time()))
    return Roots(roots.rc, roots.ri, change.as_bytes())


def tried(vault: Path, rc: Secret, keys: Sequence[RecoveryKey]) -> tuple[Roots, tuple[int, ...]]:
    """Which of the two vaults these recovery keys open, with a line for the log beside RC; nothing is changed.

    Raises WrongPassphrase where they open neither.
    """
    from casefile.vault import keychange  # loads the databases' code, and the unlock window shall come at once

    header, opened = _header(vault), []
    for slot in header.slots:
        for key in keys:
            if slot.recipient != key.recipient:
                continue
            try:
                open_recipient_slot(header.fixed, slot, key, rc).wipe()
            except CryptoError as error:
                raise header_error(error) from None
            opened.append(slot)
    if not opened:
        raise WrongPassphrase("These words do not open this vault. Nothing was changed.",
                              advice="They are whole and well written, but of another vault.")
    return Roots(rc, None, keychange.tried(opened).as_bytes()), tuple(sorted({slot.root for slot in opened}))


def recovery_key(words: str) -> RecoveryKey:
    """The key of 24 words or a key line.  Raises InputRefused, which says what to look at and no word."""
    try:
        return RecoveryKey.from_text(words)
    except CryptoError:
        raise InputRefused("These are not the words of a recovery secret.", kind="recovery-words",
                           advice="Look at each word and at their order: one wrong letter is noticed.") from None


def _secret_of(roots: Roots, root: int) -> Secret:
    secret = roots.rc if root == CASES else roots.ri
    assert secret is not None
    return secret


def _header(vault: Path) -> Header:
    layout = Layout(vault)
    layout.require()
    return layout.read_header()


def _given(typed: str, second: str | None) -> Credentials:
    recovery = _recovery(typed)
    if recovery is not None:
        return Credentials(recovery=recovery)
    return Credentials((typed,) if second is None else (typed, second))


def _recovery(typed: str) -> RecoveryKey | None:
    """The recovery key, where what was typed has its form and is not a passphrase."""
    if len(typed.split()) != _RECOVERY_WORDS and not typed.strip().upper().startswith("AGE-SECRET-KEY-1"):
        return None
    try:
        return RecoveryKey.from_text(typed)
    except CryptoError:
        return None
