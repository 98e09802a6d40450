# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault.

It is built beside, in a hidden folder, flushed, and renamed into place as a whole: killed at any
moment, there is a vault or there is none.  A failure leaves nothing.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from casefile.errors import CasefileError, UsageError, WeakPassphrase
from casefile.host import places
from casefile.host.clock import Clock, SystemClock, stamp
from casefile.host.locks import VaultLock
from casefile.host.private_files import (
    PART,
    drive_errors,
    flush_folder,
    make_private_folder,
    part_name,
    private_umask,
    remove_tree,
    write_private,
)
from casefile.store import meta, migrations
from casefile.store.database import Database, Schema
from casefile.vault import anchor
from casefile.vault.layout import Layout
from casefile.vault.passwords import judge
from crypto.header import new_header
from crypto.kdf import Cost, check_cost
from crypto.recovery import RecoveryKey
from crypto.subkeys import Label, subkey

_CLOCK = SystemClock()


def create(root: Path, passphrase_a: str, passphrase_b: str, *, cost: Cost, recorder: str = "",
           clock: Clock = _CLOCK, case_recovery: RecoveryKey, identity_recovery: RecoveryKey) -> str:
    """Make a new vault; its id in hexadecimal.

    Raises WeakPassphrase, UsageError (`exists`: something is at that place), DriveTrouble.
    """
    judge_both(passphrase_a, passphrase_b)
    with building(root) as folder:
        vault_id = lay_out(folder, passphrase_a, passphrase_b, cost=cost, recorder=recorder, clock=clock,
                           case_recipient=case_recovery.recipient,
                           identity_recipient=identity_recovery.recipient)
    return vault_id.hex()


def judge_both(passphrase_a: str, passphrase_b: str) -> None:
    """Raise WeakPassphrase unless both are strong and not the same."""
    judge(passphrase_a)
    judge(passphrase_b)
    if unicodedata.normalize("NFC", passphrase_a) == unicodedata.normalize("NFC", passphrase_b):
        raise WeakPassphrase("The two passphrases are the same.", kind="same-passphrase")


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """A private folder that becomes `root` when the block ends well, and vanishes otherwise."""
    private_umask()
    _require_free(root)
    _remove_unfinished(root)
    folder = part_name(root)
    make_private_folder(folder)
    lock = VaultLock(folder)
    try:
        if os.name != "nt":  # there the lock is on the header, which is not yet
            lock.acquire(wait_s=0)
        yield folder
        with drive_errors():
            flush_folder(folder)
            _require_free(root)
            os.rename(folder, root)
            _flush_or_take_back(root, folder)
    except BaseException:
        remove_tree(folder)
        raise
    finally:
        lock.release()


def _flush_or_take_back(root: Path, folder: Path) -> None:
    """Flush the new name to the disk; where the drive refuses, the name is taken back."""
    try:
        flush_folder(root.parent)
    except OSError:
        os.rename(root, folder)
        raise


def _remove_unfinished(root: Path) -> None:
    """Remove what earlier attempts at this very place left when they were killed; a live one holds its lock."""
    if os.name == "nt":
        return
    form = re.compile(rf"\.{re.escape(root.name)}\.[0-9a-f]{{8}}{re.escape(PART)}")
    with drive_errors():
        found = [path for path in root.parent.iterdir() if form.fullmatch(path.name) and path.is_dir()]
    for folder in found:
        lock = VaultLock(folder)
        with suppress(CasefileError):
            lock.acquire(wait_s=0)
            remove_tree(folder)
            lock.release()


def _require_free(root: Path) -> None:
    with drive_errors():
        if os.path.lexists(root):
            raise UsageError("There is already something at this place.", kind="exists",
                             advice="Choose a folder name that does not exist yet.")
        places.require_local(root.parent)


def lay_out(folder: Path, passphrase_a: str, passphrase_b: str, *, cost: Cost, recorder: str, clock: Clock,
            case_recipient: str, identity_recipient: str, vault_id: bytes | None = None,
            forms: Mapping[Schema, int] | None = None) -> bytes:
    """Fill an empty private folder with a new, empty vault; its id (16 bytes).

    `forms` are those of its databases, the newest unless given.
    """
    check_cost(cost)
    forms = forms or dict.fromkeys(("main", "names"), migrations.newest())
    layout, vault_id = Layout(folder), vault_id or secrets.token_bytes(16)
    now = clock.now()
    header = new_header(vault_id, passphrase_a, passphrase_b, cost, case_recipient, identity_recipient,
                        int(now.timestamp()))
    with header.rc as rc, header.ri as ri:
        with subkey(rc, Label.CASES_DB, vault_id) as key:
            db = Database.create(layout.cases, key)
        with db:
            with subkey(ri, Label.IDENTITIES_DB, vault_id) as key:
                db.create_identities(layout.identities, key)
            migrations.lay(db, forms)
            meta.found(db, vault_id, stamp(now), forms=forms, recorder=recorder, case_recipient=case_recipient,
                       identity_recipient=identity_recipient)
            make_private_folder(layout.blobs)
            anchor.write(layout.anchor, anchor.current(db, layout, rc, vault_id, 1), rc, vault_id)
    write_private(layout.header, header.data)
    write_private(layout.header_old, header.data)
    return vault_id
