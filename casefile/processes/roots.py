# SPDX-License-Identifier: GPL-3.0-or-later
"""The roots on their way from one process to another: sealed to the receiver's one-use public key.

Promises: whoever relays the sealed bytes learns nothing; a receiver opens one delivery and no more.
It must never put a root into a message in the clear.
"""

from __future__ import annotations

from dataclasses import dataclass

from crypto.errors import Damaged
from crypto.seal import OneUseKey, seal_to
from crypto.secret import Secret

_ROOT_BYTES = 32
_INFO = b"casefile roots, from process to process"


@dataclass(frozen=True, slots=True)
class Roots:
    """RC, and RI where the identity vault was opened."""

    rc: Secret
    ri: Secret | None = None

    def sealed_to(self, public: bytes) -> bytes:
        """Both roots, sealed to a 32-byte public key."""
        with Secret(self.rc.reveal() + (self.ri.reveal() if self.ri else b"")) as both:
            return seal_to(public, both, _INFO)


def open_roots(key: OneUseKey, sealed: bytes) -> Roots:
    """The roots that were sealed to `key`; raises crypto's Damaged or WrongSecret."""
    with key.open(sealed, _INFO) as both:
        data = both.reveal()
    if len(data) not in (_ROOT_BYTES, 2 * _ROOT_BYTES):
        raise Damaged("what was handed over is no root")
    ri = Secret(data[_ROOT_BYTES:]) if len(data) > _ROOT_BYTES else None
    return Roots(Secret(data[:_ROOT_BYTES]), ri)
