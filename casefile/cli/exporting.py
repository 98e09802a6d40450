# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile export` and `casefile appeal`: thin doors to the conveyor."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from casefile.cli.frame import Answer, Command, add_vault, case_passphrase, identity_passphrase, progress, vault_path
from casefile.errors import UsageError
from casefile.export import review, run, whole
from casefile.export.request import AUDIENCES, ExportRequest
from casefile.export.review import REDACT_ALL, Decisions
from casefile.vault.unlock import open_vault

_FORMATS = ("pdf", "docx", "txt", "csv", "xlsx", "json")
_LETTERS = ("pdf", "docx", "txt")


def _configure_export(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--audience", required=True, choices=AUDIENCES, help="who will read it")
    parser.add_argument("--format", required=True, choices=_FORMATS, help="the kind of file")
    parser.add_argument("--case", default="", metavar="ID", help="only this case")
    parser.add_argument("--statements", default="", metavar="ID,...", help="only these statements and their speakers")
    parser.add_argument("--show-identities", action="store_true",
                        help="with true names and attachments (internal json only)")
    _configure_out(parser)


def _configure_appeal(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="the appeal")
    parser.add_argument("--format", required=True, choices=_LETTERS, help="the kind of file")
    _configure_out(parser)


def _configure_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="FILE", help="where the file goes")
    decided = parser.add_mutually_exclusive_group()
    decided.add_argument("--review", metavar="FILE", help="decisions on the review items, as JSON")
    decided.add_argument("--resolve", choices=("redact",), help="redact every review item")
    parser.add_argument("--to", default="", metavar="TEXT", help="who receives it; goes into the list of what left")
    parser.add_argument("--purpose", default="", metavar="TEXT", help="what for; goes into the same list")
    parser.add_argument("--override-reason", default="", metavar="TEXT", help="why a group too small may be described")
    parser.add_argument("--second-person", default="", metavar="NAME", help="who else decided that")


def _export(args: argparse.Namespace) -> Answer:
    request = ExportRequest(
        args.audience, args.format, case=args.case,
        statements=tuple(part.strip() for part in args.statements.split(",") if part.strip()), to=args.to,
        purpose=args.purpose, override_reason=args.override_reason, second_person=args.second_person,
        show_identities=args.show_identities)
    document = request.audience == "internal" and request.format == "json"
    if request.show_identities and not document:
        raise UsageError("--show-identities belongs to --audience internal --format json.")
    return _run(args, request, document=document)


def _appeal(args: argparse.Namespace) -> Answer:
    return _run(args, ExportRequest(
        "appeal", args.format, appeal=args.id, to=args.to, purpose=args.purpose,
        override_reason=args.override_reason, second_person=args.second_person), document=False)


def _run(args: argparse.Namespace, request: ExportRequest, *, document: bool) -> Answer:
    decisions = _decisions(args)
    first = case_passphrase(args)
    second = identity_passphrase(args, needed=not document or request.show_identities)
    shown = progress()
    with open_vault(vault_path(args), first, second, write=True) as session:
        answer = whole.export(session, request, Path(args.out), shown) if document else \
            run.export(session, request, decisions, Path(args.out), shown)
    shown.close()
    return Answer(answer, _words(answer))


def _decisions(args: argparse.Namespace) -> Decisions:
    if args.resolve:
        return REDACT_ALL
    return review.read(Path(args.review)) if args.review else Decisions()


def _words(answer: dict[str, Any]) -> list[str]:
    decided = answer["review"]
    lines = [f"{answer['file']}",
             f"{answer['people']} people in it, {len(answer['excluded'])} left out, "
             f"{answer['replaced']} places replaced, {decided['redacted']} doubts redacted, {decided['kept']} kept.",
             f"Opened again and searched; planted names found: {answer['canaries']}."]
    smallest = answer["uniqueness"]["k_event_min"]
    if smallest:
        lines.append(f"At least {smallest} people of the event fit every description.")
    return [*lines, *answer["warnings"]]


COMMANDS: tuple[Command, ...] = (
    Command("export", "Write a redacted file for an audience, opened again and searched before it leaves.",
            _configure_export, _export),
    Command("appeal", "Write the letter of an urgent appeal.", _configure_appeal, _appeal),
)
