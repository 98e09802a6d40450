# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile audit`: the tamper-evident log.  Reads only, and shows ids, actions and purposes, never content."""

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
    progress,
    vault_path,
)
from casefile.errors import Damaged, WrongPassphrase
from casefile.store import rows
from casefile.store.tables import KINDS
from casefile.vault import auditing, recovery_file
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault


def _configure(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--verify", action="store_true", help="go through the whole log from its first entry")
    parser.add_argument("--entries", action="store_true", help="list every entry: time, action, record, purpose")
    parser.add_argument("--recovery-file", metavar="R",
                        help="with --verify: check every entry's own seal too, with this recovery secret")


def _audit(args: argparse.Namespace) -> Answer:
    keys = recovery_file.read(Path(args.recovery_file)).all if args.recovery_file else ()
    shown = progress()
    with open_vault(vault_path(args), case_passphrase(args), identity_passphrase(args, needed=False)) as session, \
            session.db.reading():
        logs = auditing.logs(session)
        answer: dict[str, Any] = {"entries": sum(log.entries for log in logs), "head_words": logs[0].head_words,
                                  "ok": True, "logs": [{"vault": log.vault, "entries": log.entries,
                                                        "head_words": log.head_words} for log in logs]}
        text = [f"{log.vault}: {log.entries} entries, {log.head_words}" for log in logs]
        if args.verify or keys:
            found = auditing.verify(session, keys, shown)
            shown.close()
            if found.troubles:
                raise Damaged("The audit log is not whole.", kind="audit", findings=[
                    {"kind": one.kind, "what": one.what, **({"record": one.record} if one.record else {})}
                    for one in found.troubles])
            if keys and not found.macs:
                raise WrongPassphrase("This recovery secret does not fit the log of this vault.")
            answer |= {"verified": True, "seals_checked": list(found.macs)}
            text.append("Every entry follows the one before it.")
            text.append("Every seal is the right one: " + ", ".join(found.macs) + "." if found.macs else
                        "The seals of the entries can be checked with the recovery secret (--recovery-file).")
        if args.entries:
            answer["entries"] = _entries(session)
            text += [" · ".join(str(one[key]) for key in ("time", "vault", "action", "record", "purpose") if one[key])
                     for one in answer["entries"]]
    return Answer(answer, text)


def _entries(session: Session) -> list[dict[str, Any]]:
    names = {(kind, own): external for kind in KINDS for external, own in rows.ids(session, kind).items()}
    return [{"seq": entry.seq, "vault": vault, "time": entry.time, "action": entry.action, "kind": entry.kind,
             "record": entry.record, "external_id": names.get((entry.kind, entry.record)), "purpose": entry.purpose}
            for vault, entry in auditing.entries(session)]


COMMANDS = (
    Command("audit", "Show the log of what was done, and prove that it is whole.", _configure, _audit),
)
