# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way the cryptography refuses.

Callers turn these into the program's own errors: a wrong secret and damage are different things
to a person, so they are different classes here.  A message says what failed and never holds a
secret, a plaintext or a derived value.
"""

from __future__ import annotations


class CryptoError(Exception):
    """Something in `crypto` refused; the only family of errors that hostile bytes may cause."""


class WrongSecret(CryptoError):
    """No slot opens with the secret given."""


class Damaged(CryptoError):
    """Authentication failed, or the bytes do not have the form they must have."""


class NotAHeader(CryptoError):
    """The magic bytes are missing, or there are too few bytes to hold a header."""


class TooNew(CryptoError):
    """Written by a later format version or with a suite this version does not know."""


class NoMemory(CryptoError):
    """This computer cannot give the memory a key derivation takes; it says nothing about secret or bytes."""


class OverLimit(CryptoError):
    """A size or a cost above the ceiling or under the floor; refused before any work is done."""
