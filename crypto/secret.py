# SPDX-License-Identifier: GPL-3.0-or-later
"""A piece of memory that holds a key and can be overwritten.

Python copies strings and bytes freely, so wiping is a courtesy, not a promise: what carries the
promise is that a process that held keys ends.  A `Secret` never shows its content in a repr, a
traceback or a comparison's timing.
"""

from __future__ import annotations

import hmac
import secrets
from types import TracebackType

from crypto.errors import WrongSecret


class Secret:
    """Secret bytes in one wipeable buffer; use as a context manager to wipe at the end."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes | bytearray) -> None:
        """Take a copy of `data`; the caller wipes its own buffer if it has one."""
        self._data = bytearray(data)

    @classmethod
    def random(cls, n: int = 32) -> Secret:
        """`n` bytes from the operating system's generator."""
        return cls(secrets.token_bytes(n))

    def reveal(self) -> bytes:
        """A copy of the bytes, for the one call that needs them.

        Raises WrongSecret when the secret was wiped: a key of no bytes must never be used.
        """
        if not self._data:
            raise WrongSecret("the secret was already wiped")
        return bytes(self._data)

    def hex(self) -> str:
        """The bytes in lower-case hexadecimal (the form SQLCipher takes a raw key in)."""
        return self.reveal().hex()

    def wipe(self) -> None:
        """Overwrite with zeros and forget; harmless when repeated."""
        for i in range(len(self._data)):
            self._data[i] = 0
        self._data = bytearray()

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        return f"Secret({len(self._data)} bytes)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and equal(self, other)

    __hash__ = None  # type: ignore[assignment]  # a hash in a dict would be one more copy to trace

    def __reduce__(self) -> str:
        raise TypeError("a secret is never pickled")

    def __enter__(self) -> Secret:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.wipe()


def equal(a: Secret | bytes, b: Secret | bytes) -> bool:
    """Whether two secrets are the same, in time that does not depend on where they differ."""
    left = a.reveal() if isinstance(a, Secret) else a
    right = b.reveal() if isinstance(b, Secret) else b
    return hmac.compare_digest(left, right)
