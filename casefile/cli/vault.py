# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about a vault itself: new, check, doctor."""

from __future__ import annotations

import argparse
import sys

from casefile.cli.frame import (
    Answer,
    Command,
    add_vault,
    case_passphrase,
    given_passphrase,
    identity_passphrase,
    new_passphrase,
    progress,
    secrets_place,
    vault_path,
)
from casefile.errors import Damaged
from casefile.host import doctor
from casefile.host.clock import SystemClock
from casefile.vault import costs, recovery_file
from casefile.vault.check import check_closed
from casefile.vault.create import building, judge_both, lay_out
from casefile.vault.layout import Layout
from casefile.vault.newest import clock_check
from crypto.header import VERSION
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey


def _configure_new(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--recovery-out", metavar="FILE", help="write the two recovery secrets to this new file")
    parser.add_argument("--kdf", choices=sorted(PROFILES), default="standard",
                        help="how much work one guess at a passphrase costs")
    parser.add_argument("--recorder", metavar="NAME", default="", help="who writes in this vault")


def _new(args: argparse.Namespace) -> Answer:
    root = vault_path(args)
    phrase_a = new_passphrase(args.passphrase_file, "case passphrase")
    phrase_b = new_passphrase(args.identity_passphrase_file, "identity passphrase")
    judge_both(phrase_a, phrase_b)
    sheet = secrets_place(args.recovery_out, root, "The recovery secrets need")
    cost = costs.chosen(args.kdf)
    cases, identities = RecoveryKey.generate(), RecoveryKey.generate()
    written = False
    try:
        with building(root) as folder:
            vault_id = lay_out(folder, phrase_a, phrase_b, cost=cost, recorder=args.recorder, clock=SystemClock(),
                               case_recipient=cases.recipient, identity_recipient=identities.recipient).hex()
            if sheet is not None:
                recovery_file.write(sheet, vault_id, cases, identities)
                written = True
    except BaseException:
        if sheet is not None and written and not root.exists():  # a vault that is there needs them, whatever came after
            sheet.unlink(missing_ok=True)
        raise
    if sheet is None:
        sys.stderr.write(recovery_file.text(vault_id, cases, identities))
        sys.stderr.flush()
    kdf = {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}
    where = f"The recovery secrets are in {sheet}. Take them away from this computer." if sheet else \
        "Write the recovery secrets down now; they are not shown again."
    return Answer({"vault_id": vault_id, "format_version": VERSION, "kdf": kdf},
                  (f"Made the vault {root}.", where))


def _check(args: argparse.Namespace) -> Answer:
    root = vault_path(args)
    Layout(root).require()
    shown = progress()
    phrase = case_passphrase(args)
    identity = identity_passphrase(args, needed=False)
    try:
        findings = check_closed(root, phrase, identity, shown)
    except Damaged as error:
        error.details.setdefault("findings", [{"kind": error.kind, "what": error.message}])
        raise
    finally:
        shown.close()
    if findings:
        older = any(finding.kind == "went-back-in-time" for finding in findings)
        raise Damaged("The vault is not whole.", kind="went-back-in-time" if older else "damaged",
                      findings=[finding.as_json() for finding in findings])
    scope = "both databases" if identity is not None else "the case database; the identity database from outside"
    return Answer({"ok": True, "findings": []}, (f"The vault is whole ({scope}).",))


def _configure_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", metavar="VAULT", nargs="?", help="compare the clock with this vault's newest entry")


def _doctor(args: argparse.Namespace) -> Answer:
    checks = doctor.examine()
    if args.vault:
        root = vault_path(args)
        Layout(root).require()
        phrase = given_passphrase(args)
        checks.append(clock_check(root, phrase, SystemClock()) if phrase is not None else doctor.Check(
            "clock", False, "not compared with the vault: that needs the case passphrase (--passphrase-file)"))
    lines = [f"{'ok ' if check.ok else 'NOT'}  {check.id}: {check.detail}" for check in checks]
    return Answer({"checks": [check.as_json() for check in checks]}, lines)


COMMANDS: tuple[Command, ...] = (
    Command("new", "make a vault", _configure_new, _new, secrets="new"),
    Command("check", "check a vault's health", add_vault, _check),
    Command("doctor", "look at this computer", _configure_doctor, _doctor, secrets="a"),
)
