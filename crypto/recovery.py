# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovery keys: an age identity (X25519) that can be written down as 24 words.

The same 32 bytes have two spellings: the `AGE-SECRET-KEY-1...` line that the stock `age` program
takes, and 24 BIP-39 words for paper.  Either opens the recovery slot of the vault it was made for
and the backups of that vault.  age files are written and read by pyrage; nothing of age is
implemented here but the spelling of its keys (Bech32).
"""

from __future__ import annotations

from collections.abc import Sequence

import bech32
import pyrage
from mnemonic import Mnemonic

from crypto.errors import Damaged, WrongSecret
from crypto.secret import Secret

_PREFIX = "age-secret-key-"
_WORDS = Mnemonic("english")
WORD_COUNT = 24


class RecoveryKey:
    """One recovery secret; whoever holds it opens what was sealed to its `recipient`."""

    def __init__(self, secret: Secret) -> None:
        """From the 32 secret bytes of an X25519 identity."""
        if len(secret) != 32:
            raise Damaged("a recovery secret has 32 bytes")
        self._secret = secret
        self.identity = pyrage.x25519.Identity.from_str(self.line)

    @classmethod
    def generate(cls) -> RecoveryKey:
        """A new one."""
        return cls(Secret.random(32))

    @classmethod
    def from_text(cls, text: str) -> RecoveryKey:
        """From either spelling; blanks and letter case do not matter.

        Raises Damaged for anything else, mistyped words and lines included (both have checksums).
        """
        words = text.split()
        if len(words) == WORD_COUNT:
            try:
                return cls(Secret(_WORDS.to_entropy([word.lower() for word in words])))
            except (ValueError, LookupError):
                raise Damaged("the 24 words are not a recovery secret: one of them is mistyped") from None
        prefix, data = bech32.bech32_decode("".join(words))
        raw = bech32.convertbits(data, 5, 8, False) if prefix == _PREFIX and data is not None else None
        if raw is None or len(raw) != 32:
            raise Damaged("this is not a recovery secret")
        return cls(Secret(bytes(raw)))

    @property
    def line(self) -> str:
        """The spelling that `age -d -i FILE` takes."""
        data = bech32.convertbits(self._secret.reveal(), 8, 5) or []
        return str(bech32.bech32_encode(_PREFIX, data)).upper()

    @property
    def words(self) -> str:
        """24 BIP-39 words (English list), separated by blanks."""
        return str(_WORDS.to_mnemonic(self._secret.reveal()))

    @property
    def recipient(self) -> str:
        """The public half, `age1...`; not a secret."""
        return str(self.identity.to_public())

    def open(self, age_bytes: bytes) -> bytes:
        """The content of an age file (binary form).

        Raises WrongSecret when the file is for someone else, Damaged when it is no whole age file.
        """
        try:
            return bytes(pyrage.decrypt(age_bytes, [self.identity]))
        except pyrage.DecryptError as error:
            # the one message of the library that means "sound, but for other recipients"
            if "No matching keys" in str(error):
                raise WrongSecret("this recovery secret does not open it") from None
            raise Damaged("an encrypted file is damaged") from None

    def __repr__(self) -> str:
        return f"RecoveryKey({self.recipient})"


def recipient_seal(recipients: Sequence[str], data: bytes) -> bytes:
    """`data` as an age file that each of `recipients` (`age1...`) opens.

    Raises Damaged when a recipient is not one; at least one is needed.
    """
    return bytes(pyrage.encrypt(data, recipients_of(recipients)))


def recipients_of(recipients: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """The recipients as pyrage takes them.  Raises Damaged when there is none, or one is not one."""
    if not recipients:
        raise Damaged("an age file needs a recipient")
    try:
        return [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError:
        raise Damaged("a recipient is not one") from None
