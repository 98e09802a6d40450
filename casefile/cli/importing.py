# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile import`: records out of a file into a vault, all or nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

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
from casefile.importers import interchange
from casefile.vault.unlock import open_vault

_FORMATS = ("interchange", "csv", "xlsx", "martus", "uwazi")


def _configure(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("file", metavar="FILE", help="the file to import")
    parser.add_argument("--format", choices=_FORMATS, default="interchange", help="the file's format")
    parser.add_argument("--dry-run", action="store_true", help="report what would happen, and write nothing")


def _import(args: argparse.Namespace) -> Answer:
    if args.format != "interchange":
        raise UsageError(f"This version cannot import {args.format} yet.", kind="not-yet")
    first, second = case_passphrase(args), identity_passphrase(args, needed=False)
    shown = progress()
    with open_vault(vault_path(args), first, second, write=not args.dry_run) as session:
        planned = interchange.plan(session, Path(args.file), shown)
        if not args.dry_run:
            interchange.apply(session, planned, shown)
    shown.close()
    return Answer(planned.as_json(), _words(planned, args.dry_run))


def _words(planned: interchange.Plan, dry: bool) -> list[str]:
    lines = ["Nothing was written (dry run)."] if dry else []
    for title, counts in (("created", planned.created), ("updated", planned.updated),
                          ("unchanged", planned.unchanged), ("skipped (erased)", planned.skipped)):
        told = ", ".join(f"{number} {kind}" for kind, number in counts.items() if number)
        if told:
            lines.append(f"{title}: {told}")
    return [*lines, *planned.warnings]


COMMANDS: tuple[Command, ...] = (
    Command("import", "Take records from a file into the vault, all or nothing.", _configure, _import),
)
