# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile erase` and `casefile void`: taking a person out for good, and taking back a mistake."""

from __future__ import annotations

import argparse

from casefile.cli.frame import (
    Answer,
    Command,
    add_vault,
    case_passphrase,
    identity_passphrase,
    progress,
    vault_path,
)
from casefile.errors import UsageError
from casefile.identities import erasing, voiding
from casefile.vault.unlock import open_vault

OLDER = ("Backups, bundles and copies made before still hold her. Make a new backup, then destroy the older ones; "
         "keys re-encrypt makes copies of this folder useless.")


def _configure_erase(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--person", metavar="ID", required=True, help="the vault's id of a person, or her external id")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why; it goes into the log, without any name")


def _erase(args: argparse.Namespace) -> Answer:
    if not args.reason.strip():
        raise UsageError("A reason is needed (--reason).")
    shown = progress()
    first, second = case_passphrase(args), identity_passphrase(args, needed=True)
    with open_vault(vault_path(args), first, second, write=True) as session:
        found = erasing.erase(session, args.person, args.reason, shown)
    shown.close()
    told = ", ".join(f"{count} {what}" for what, count in found.removed.items() if count)
    text = [f"Erased: {told}.", OLDER]
    text += [f"Handed out before: {one['time']} {one['audience']} {one['file']} {one['to']}" for one in found.handed_out]
    return Answer({"removed": found.removed, "tombstone": found.person, "older_backups": OLDER,
                   "handed_out": list(found.handed_out)}, text)


def _configure_void(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="the vault's id of a record, or its external id")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--reason", metavar="TEXT", help="why the record is a mistake")
    which.add_argument("--undo", action="store_true", help="let it count again")


def _void(args: argparse.Namespace) -> Answer:
    first, second = case_passphrase(args), identity_passphrase(args, needed=False)
    if not args.undo and not args.reason.strip():
        raise UsageError("A reason is needed (--reason).")
    with open_vault(vault_path(args), first, second, write=True) as session:
        record = voiding.restore(session, args.id) if args.undo else voiding.void(session, args.id, args.reason)
    words = "counts again" if args.undo else "is taken back; void --undo lets it count again"
    return Answer({"id": record.id, "external_id": record.external_id, "kind": record.kind,
                   "voided": not args.undo}, (f"The record {record.external_id or record.id} {words}.",))


COMMANDS = (
    Command("erase", "Erase a person for good: consent withdrawn.", _configure_erase, _erase),
    Command("void", "Take back a record that was a mistake, or undo that.", _configure_void, _void),
)
