# SPDX-License-Identifier: GPL-3.0-or-later
"""An open vault in memory: its keys, its connection, the right to write.

A capability of the program is a function over a session.  Closing wipes the keys it holds; what carries the
promise that they are gone is that the process ends.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from casefile.errors import CasefileError, IdentityPassphraseNeeded
from casefile.host.clock import Clock
from casefile.host.locks import VaultLock, WritesForAnother
from casefile.store.database import Database
from casefile.vault import anchor
from casefile.vault.layout import Layout
from crypto.secret import Secret


@dataclass(slots=True)
class Session:
    """An open vault.  Made by `unlock.open_vault` or `unlock.open_with_roots`; used by one thread."""

    layout: Layout
    vault_id: bytes
    generation: int
    rc: Secret
    ri: Secret | None
    db: Database
    clock: Clock
    recorder: str = ""
    can_write: bool = False
    lock: VaultLock | WritesForAnother | None = None
    closed: bool = field(default=False, init=False)

    @property
    def has_identities(self) -> bool:
        """Whether the identity vault is open too."""
        return self.ri is not None

    @property
    def blobs(self) -> Path:
        """The folder of the attachments."""
        return self.layout.blobs

    def require_identities(self) -> None:
        """Raise IdentityPassphraseNeeded unless the identity vault is open."""
        if self.ri is None:
            raise IdentityPassphraseNeeded("This needs the identity vault.")

    def set_anchor(self) -> None:
        """Write down where the chains stand now.  Raises DriveTrouble."""
        anchor.write(self.layout.anchor, anchor.current(self.db, self.layout, self.rc, self.vault_id,
                                                        self.generation), self.rc, self.vault_id)

    def close(self) -> None:
        """End the session: anchor, connection, lock, keys.  Doing it twice does no harm.

        An anchor that cannot be written now is no failure: what was saved is saved, and an older
        anchor is still an ancestor.
        """
        if self.closed:
            return
        self.closed = True
        try:
            if self.can_write:
                with suppress(CasefileError):
                    self.set_anchor()
        finally:
            self.db.close()
            if self.lock is not None:
                self.lock.release()
            self.rc.wipe()
            if self.ri is not None:
                self.ri.wipe()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()
