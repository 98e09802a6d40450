# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile attach`, `detach`, `extract`: files into the vault and out of it, by stream.

The case passphrase is enough.  Names of files are texts like any other: with the identity passphrase they are
screened at once, without it they wait for that.  What is taken out is written to the log.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from casefile.cli.frame import (
    Answer,
    Command,
    add_vault,
    case_passphrase,
    identity_passphrase,
    lies_in,
    progress,
    vault_path,
)
from casefile.errors import UsageError
from casefile.identities import attaching
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault


def _open(args: argparse.Namespace) -> Session:
    first = case_passphrase(args)
    return open_vault(vault_path(args), first, identity_passphrase(args, needed=False), write=True)


def _configure_attach(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--case", metavar="ID", required=True, help="the case the files belong to")
    parser.add_argument("--person", metavar="ID", help="the person they are about: they go when she is erased")
    parser.add_argument("--title", metavar="TEXT", help="what it is")
    parser.add_argument("--received-from", metavar="TEXT", help="where it came from")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file to keep, as it is")


def _attach(args: argparse.Namespace) -> Answer:
    shown = progress()
    about = {key: value for key, value in (("title", args.title), ("received_from", args.received_from)) if value}
    with _open(args) as session:
        made = attaching.attach(session, args.case, [Path(file) for file in args.files], person=args.person,
                                about=about, progress=shown)
    shown.close()
    items = [_told(one) for one in made]
    return Answer({**items[0], "items": items}, [f"Attached {one['id']}, {one['bytes']} bytes." for one in items])


def _configure_detach(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="the vault's id of an attachment, or its external id")


def _detach(args: argparse.Namespace) -> Answer:
    with _open(args) as session:
        gone = attaching.detach(session, args.id)
    return Answer(_told(gone), (f"The attachment {gone.id} and its bytes are removed from this vault. "
                                "Older backups still hold them.",))


def _configure_extract(parser: argparse.ArgumentParser) -> None:
    _configure_detach(parser)
    parser.add_argument("--out", metavar="FILE", required=True, help="write the bytes to this new file")
    parser.add_argument("--purpose", metavar="TEXT", default="", help="why; it goes into the log")


def _extract(args: argparse.Namespace) -> Answer:
    out = Path(args.out).absolute()
    if lies_in(out, vault_path(args)):
        raise UsageError("The file must not lie in the vault.", advice="Choose a place outside.")
    with _open(args) as session:
        found = attaching.extract(session, args.id, out, purpose=args.purpose)
    return Answer(_told(found) | {"file": str(out)}, (f"Written to {out}, {found.bytes} bytes. It is not encrypted.",))


def _told(one: attaching.Attached) -> dict[str, Any]:
    return {"id": one.id, "external_id": one.external_id, "sha256": one.sha256, "bytes": one.bytes}


COMMANDS = (
    Command("attach", "Keep files in the vault, as they are.", _configure_attach, _attach),
    Command("detach", "Remove an attachment and its bytes from the vault.", _configure_detach, _detach),
    Command("extract", "Write an attachment's bytes to a file.", _configure_extract, _extract),
)
