# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile leakcheck`: re-open finished files and search them for every known name and number.

Without --show-identities nothing printed holds a true name, not even a file's own name if that is
where it was found.  What cannot be read back is never called clean.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from casefile.cli.frame import Answer, Command, add_vault, case_passphrase, identity_passphrase, vault_path
from casefile.errors import CannotVerify, LeakFound, UsageError
from casefile.identities.dictionary import known_people
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import Finding, search_file
from casefile.store import rows, writing
from casefile.vault.unlock import open_vault

_NAME = "file name"


def _configure(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("files", metavar="FILE", nargs="+",
                        help="PDF, DOCX, XLSX, ODT, CSV, TXT, JSON, ZIP, PNG or JPEG")
    parser.add_argument("--strict", action="store_true", help="also report parts of names, and places")
    parser.add_argument("--show-identities", action="store_true",
                        help="show what was found (written to the audit log)")


def _leakcheck(args: argparse.Namespace) -> Answer:
    missing = [number for number, name in enumerate(args.files, 1) if not Path(name).is_file()]
    first = case_passphrase(args)
    second = identity_passphrase(args, needed=True)
    if missing:
        raise UsageError(f"File {missing[0]} of {len(args.files)} is not there, or is no file.",
                         kind="no-such-file")
    findings: list[Finding] = []
    unread = 0
    with open_vault(vault_path(args), first, second, write=args.show_identities) as session:
        terms = LeakTerms.build(known_people(session), rows.public_contacts(session), strict=args.strict)
        for number, name in enumerate(args.files, 1):
            try:
                found = search_file(Path(name), name, terms)
            except CannotVerify:
                unread += 1
                found = [Finding(name, "", "cannot-verify", "")]
            findings += _withheld(found, number) if not args.show_identities else found
        if args.show_identities and findings:
            writing.log(session, "leakcheck.show", purpose=f"{len(findings)} findings shown")
    return _answer(findings, unread, show=args.show_identities)


def _withheld(findings: list[Finding], number: int) -> list[Finding]:
    """The findings of one file; its name is withheld where a term stands in it."""
    if not any(one.where == _NAME for one in findings):
        return findings
    return [Finding(f"file {number} (name withheld)", one.where, one.kind, one.tier) for one in findings]


def _answer(findings: list[Finding], unread: int, *, show: bool) -> Answer:
    told = list({tuple(one.as_json(show=show).items()): one.as_json(show=show) for one in findings}.values())
    leaks = len(told) - unread
    if leaks:
        raise LeakFound(f"{leaks} {'place holds' if leaks == 1 else 'places hold'} something that must not leave.",
                        advice="Do not give the file away. Export it again, and check that.", findings=told)
    if unread:
        raise CannotVerify("A file could not be read back, so it cannot be called clean.",
                           advice="Convert it to PDF, DOCX, ODT, text or an image, and check that.", findings=told)
    return Answer({"findings": []}, ("Nothing was found.",))


COMMANDS: tuple[Command, ...] = (
    Command("leakcheck", "Search finished files for known names and numbers.", _configure, _leakcheck),
)
