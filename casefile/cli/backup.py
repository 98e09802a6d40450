# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands for sticks: backup, backups, verify, restore."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from casefile.backup import stick
from casefile.backup.medium import Medium
from casefile.backup.restore import restore
from casefile.backup.snapshot import backup
from casefile.backup.verify import verify
from casefile.cli.frame import (
    Answer,
    Command,
    add_vault,
    case_passphrase,
    identity_passphrase,
    new_passphrase,
    progress,
    vault_path,
)
from casefile.errors import DriveTrouble
from casefile.host.private_files import drive_errors
from casefile.vault import costs, recovery_file
from casefile.vault.unlock import open_vault
from crypto.kdf import PROFILES


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    _add_dest(parser)
    parser.add_argument("--include-identities", action="store_true",
                        help="back up the identities too, for their own recovery secret")
    parser.add_argument("--allow-same-disk", action="store_true", help="even on the disk the vault is on")


def _backup(args: argparse.Namespace) -> Answer:
    vault, shown = vault_path(args), progress()
    first = case_passphrase(args)
    second = identity_passphrase(args, needed=args.include_identities) if args.include_identities else None
    with open_vault(vault, first, second, write=True) as session:
        made = backup(session, _dest(args), include_identities=args.include_identities,
                      allow_same_disk=args.allow_same_disk, progress=shown)
    shown.close()
    text = [f"Snapshot {made.snapshot} is written, read back, opened and compared "
            f"({_size(made.bytes_written)} new, {_size(made.bytes_reused)} were there)."]
    return Answer(made.as_json(), text, warnings=[made.warning] if made.warning else [])


def _configure_backups(parser: argparse.ArgumentParser) -> None:
    _add_dest(parser)


def _backups(args: argparse.Namespace) -> Answer:
    medium = Medium(_dest(args))
    with drive_errors():
        if not medium.root.is_dir():
            raise DriveTrouble("There is no such folder.", kind="gone",
                               advice="Look whether the stick is plugged in and the folder's name is right.")
        found = [{"number": number, "complete": stick.complete(medium, number)} for number in stick.numbers(medium)]
    text = [f"{each['number']:6}  {'complete' if each['complete'] else 'not complete'}" for each in found]
    return Answer({"snapshots": found}, text or ["No snapshot here."])


def _configure_verify(parser: argparse.ArgumentParser) -> None:
    _add_dest(parser)
    parser.add_argument("--recovery-file", metavar="R", help="decrypt and load as well, with this recovery secret")


def _verify(args: argparse.Namespace) -> Answer:
    keys = recovery_file.read(Path(args.recovery_file)).all if args.recovery_file else ()
    shown = progress()
    found = verify(_dest(args), keys, progress=shown)
    shown.close()
    text = [f"{found.snapshots} snapshot(s), {found.files} files, {_size(found.bytes)}: all as they were written."]
    if keys:
        text.append("Opened and loaded as well" + (", identities too." if found.identities else "; no identities."))
    return Answer({"ok": True, **asdict(found)}, text)


def _configure_restore(parser: argparse.ArgumentParser) -> None:
    _add_dest(parser)
    add_vault(parser)
    parser.add_argument("--recovery-file", metavar="R", required=True, help="the recovery secrets, or an office key")
    parser.add_argument("--snapshot", metavar="N", type=int, help="not the newest but this one")
    parser.add_argument("--kdf", choices=sorted(PROFILES), help="cost of the new passphrases (default: as before)")


def _restore(args: argparse.Namespace) -> Answer:
    secrets = recovery_file.read(Path(args.recovery_file))
    first = new_passphrase(args.passphrase_file, "case passphrase")
    second = new_passphrase(args.identity_passphrase_file, "identity passphrase")
    shown = progress()
    made = restore(_dest(args), vault_path(args), secrets, first, second, snapshot=args.snapshot,
                   cost=costs.chosen(args.kdf) if args.kdf else None, progress=shown)
    shown.close()
    text = [f"Snapshot {made.snapshot} is restored: {made.counts['people']} people, "
            f"{made.counts['statements']} statements.",
            "The identities are restored too." if made.identities else "The identity vault is empty."]
    return Answer(asdict(made), text)


def _add_dest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dest", metavar="DEST", help="the folder on the stick")


def _dest(args: argparse.Namespace) -> Path:
    return Path(args.dest).absolute()


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


COMMANDS = (
    Command("backup", "Write a new snapshot to a stick, and prove it.", _configure_backup, _backup),
    Command("backups", "The snapshots in a folder; needs no key.", _configure_backups, _backups, secrets=""),
    Command("verify", "Check every file of every snapshot.", _configure_verify, _verify, secrets=""),
    Command("restore", "Make a new vault from a snapshot.", _configure_restore, _restore, secrets="new"),
)
