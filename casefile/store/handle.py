# SPDX-License-Identifier: GPL-3.0-or-later
"""What the store needs of an open vault; a session is one.

Kept apart so that the store knows nothing of how a vault is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from casefile.host.clock import Clock
from casefile.store.database import Database


class Handle(Protocol):
    """An open vault, as far as storing and reading goes."""

    @property
    def db(self) -> Database:
        """The connection to its databases."""

    @property
    def clock(self) -> Clock:
        """Where times come from."""

    @property
    def can_write(self) -> bool:
        """Whether this session holds the right to write."""

    @property
    def has_identities(self) -> bool:
        """Whether the identity vault is open too."""

    @property
    def blobs(self) -> Path:
        """The folder of the attachments."""

    def require_identities(self) -> None:
        """Raise IdentityPassphraseNeeded unless the identity vault is open."""
