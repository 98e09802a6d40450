# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person brings to open one of the two vaults: a passphrase, two persons' passphrases, or a recovery key."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.errors import WrongPassphrase
from casefile.vault.layout import header_error
from crypto import errors as crypto_errors
from crypto.header import Header, open_cases, open_identities
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, Slot, open_passphrase_slot, open_recipient_slot

Phrase = str | tuple[str, str]
"""One passphrase, or those of two persons in their order."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """One passphrase, two of two persons in their order, or none and a recovery (or office) key."""

    phrases: tuple[str, ...] = field(default=(), repr=False)
    recovery: RecoveryKey | None = None

    @classmethod
    def of(cls, phrase: Phrase) -> Credentials:
        """One person's passphrase, or those of two."""
        return cls((phrase,) if isinstance(phrase, str) else phrase)


def open_roots(header: Header, cases: Credentials, identities: Credentials | None) -> tuple[Secret, Secret | None]:
    """The roots of a header, both where `identities` is given.  Raises as the two below."""
    rc = open_case_root(header, cases)
    if identities is None:
        return rc, None
    try:
        return rc, open_identity_root(header, rc, identities)
    except BaseException:
        rc.wipe()
        raise


def open_case_root(header: Header, given: Credentials) -> Secret:
    """RC.  Raises WrongPassphrase, Damaged, CasefileError (`memory`: there is too little to try)."""
    first, second = _pair(given)
    try:
        return open_cases(header, passphrase=first, second=second, recovery=given.recovery)
    except (crypto_errors.WrongSecret, crypto_errors.OverLimit):  # over the limit: no passphrase is that long
        what = "passphrase" if given.recovery is None else "recovery secret"
        raise WrongPassphrase(f"This {what} does not open the vault.") from None
    except crypto_errors.CryptoError as error:
        raise header_error(error) from None


def open_identity_root(header: Header, rc: Secret, given: Credentials) -> Secret:
    """RI, which takes RC as well.  Raises as `open_case_root`."""
    first, second = _pair(given)
    try:
        return open_identities(header, rc, passphrase=first, second=second, recovery=given.recovery)
    except (crypto_errors.WrongSecret, crypto_errors.OverLimit):
        what = "identity passphrase" if given.recovery is None else "recovery secret"
        raise WrongPassphrase(f"This {what} does not open the identity vault.") from None
    except crypto_errors.CryptoError as error:
        raise header_error(error) from None


def opens(header: Header, slot: Slot, given: Credentials, rc: Secret) -> bool:
    """Whether these credentials open this slot; one run of Argon2id for each passphrase.

    Raises CasefileError (`memory`) where that cannot be found out here.
    """
    try:
        if given.recovery is not None:
            opened = open_recipient_slot(header.fixed, slot, given.recovery, rc)
        else:
            opened = open_passphrase_slot(header.fixed, slot, given.phrases, None if slot.root == CASES else rc)
    except crypto_errors.NoMemory as error:
        raise header_error(error) from None
    except crypto_errors.CryptoError:
        return False
    opened.wipe()
    return True


def _pair(given: Credentials) -> tuple[str | None, str | None]:
    if given.recovery is not None:
        return None, None
    return given.phrases[0], given.phrases[1] if len(given.phrases) > 1 else None
