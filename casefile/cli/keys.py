# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about what opens a vault: `keys list|add|change|remove|re-encrypt` and `office-key new`."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from pathlib import Path

from casefile.cli.frame import (
    Answer,
    Command,
    Parser,
    add_common,
    add_vault,
    case_passphrase,
    identity_passphrase,
    new_passphrase,
    progress,
    read_passphrase_file,
    secrets_place,
    vault_path,
)
from casefile.errors import IdentityPassphraseNeeded, InputRefused, UsageError
from casefile.vault import costs, keys, office_key, recovery_file
from casefile.vault.credentials import Credentials, Phrase, open_roots
from casefile.vault.layout import Layout
from casefile.vault.reencrypt import reencrypt
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.slots import CASES, IDENTITIES, Kind

_KINDS = tuple(keys.KINDS.values())
_OLDER = "Older copies of the vault and older backups still open as before; re-encrypt, and make a new backup."


def _configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=Parser)

    def action(name: str, words: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=words, description=words)
        add_vault(made)
        add_common(made, "ab")
        return made

    listing = action("list", "Show what opens the two vaults; with a recovery file, try whether it does.")
    adding = action("add", "Add a passphrase, a recovery secret, an office key or two persons' passphrases.")
    adding.add_argument("--kind", choices=_KINDS, required=True, help="what is to open the vault")
    adding.add_argument("--recipient", metavar="FILE", help="the public half of an office key")
    adding.add_argument("--recovery-out", metavar="FILE", help="write the new recovery secret to this new file")
    adding.add_argument("--kdf", choices=sorted(PROFILES), help="cost of one guess (default: as the others)")
    changing = action("change", "Set a new passphrase in the place of the old one.")
    removing = action("remove", "Take away one of the ways to open a vault, never the last.")
    removing.add_argument("--slot", metavar="ID", required=True, help="its id (keys list)")
    renewing = action("re-encrypt", "New keys: write everything anew, so that older headers and passphrases open nothing.")
    changing.add_argument("--slot", metavar="ID", help="replace this one")
    for one in (adding, changing):
        one.add_argument("--new-passphrase-file", metavar="NEW", action="append",
                         help="the new passphrase; for two persons give two files, or one with two lines")
    for one in (listing, changing, removing):
        one.add_argument("--recovery-file", metavar="R", help="open with a recovery secret or an office key")
    for one in (adding, changing, renewing):
        one.add_argument("--identities", action="store_true", help="of the identity vault" if one is not renewing
                         else "the identity vault gets a new key too")


def _run(args: argparse.Namespace) -> Answer:
    actions = {"list": _list, "add": _add, "change": _change, "remove": _remove, "re-encrypt": _renew}
    return actions[args.action](args)


def _list(args: argparse.Namespace) -> Answer:
    layout = Layout(vault_path(args))
    layout.require()
    header = layout.read_header()
    verified = bool(args.passphrase_file or args.recovery_file) or sys.stdin.isatty()
    if verified:
        both = bool(args.recovery_file) and recovery_file.read(Path(args.recovery_file)).identities is not None
        for root in open_roots(header, *_credentials(args, identities=both)):
            if root is not None:
                root.wipe()
    shown = [slot.as_json() for slot in keys.slots(header)]
    text = [" · ".join((slot["id"], slot["vault"], slot["kind"], slot["added"])) for slot in shown]
    if not verified:
        text.append("Read without a passphrase: nobody vouches for this list.")
    return Answer({"slots": shown, "generation": header.generation, "verified": verified}, text)


def _add(args: argparse.Namespace) -> Answer:
    root = IDENTITIES if args.identities else CASES
    cost = costs.chosen(args.kdf) if args.kdf else None
    kind = next(kind for kind, name in keys.KINDS.items() if name == args.kind)
    wanted = {"--recipient": kind is Kind.OFFICE, "--recovery-out": kind is Kind.RECOVERY,
              "--new-passphrase-file": kind in (Kind.PASSPHRASE, Kind.TWO_PERSON)}
    for option, fits in wanted.items():
        if getattr(args, option[2:].replace("-", "_")) and not fits:
            raise UsageError(f"{option} does not go with --kind {args.kind}.")
    if kind is Kind.OFFICE:
        if not args.recipient:
            raise UsageError("An office key needs its public half (--recipient FILE).", kind="recipient-needed")
        recipient = office_key.read_public(Path(args.recipient))
        with _opened(args, identities=args.identities) as session:
            slot = keys.add_recipient(session, root, kind, recipient)
        return _answer(slot, f"The office key {office_key.fingerprint(recipient)} opens it now.",
                       fingerprint=office_key.fingerprint(recipient))
    if kind is Kind.RECOVERY:
        return _add_recovery(args, root)
    phrases = _new_phrases(args, 2 if kind is Kind.TWO_PERSON else 1)
    with _opened(args, identities=args.identities) as session:
        slot = keys.add_passphrases(session, root, phrases, cost=cost)
    return _answer(slot, "The new passphrase opens it now." if len(phrases) == 1
                   else "The two new passphrases open it now, together and in this order.")


def _add_recovery(args: argparse.Namespace, root: int) -> Answer:
    sheet = secrets_place(args.recovery_out, vault_path(args), "The recovery secret needs")
    key = RecoveryKey.generate()
    halves = (None, key) if root == IDENTITIES else (key, None)
    with _opened(args, identities=args.identities) as session:
        vault_id = session.vault_id.hex()
        if sheet is not None:  # before the slot: a slot without its secret would be worse than the reverse
            recovery_file.write(sheet, vault_id, *halves)
        try:
            slot = keys.add_recipient(session, root, Kind.RECOVERY, key.recipient)
        except BaseException:
            if sheet is not None:
                sheet.unlink(missing_ok=True)
            raise
    if sheet is None:
        sys.stderr.write(recovery_file.text(vault_id, *halves))
        sys.stderr.flush()
    return _answer(slot, f"The recovery secret is in {sheet}. Take it away from this computer." if sheet else
                   "Write the recovery secret down now; it is not shown again.")


def _change(args: argparse.Namespace) -> Answer:
    root = IDENTITIES if args.identities else CASES
    (phrase,) = _new_phrases(args, 1)
    cases, identities = _credentials(args, identities=args.identities)
    given = identities if identities is not None and args.identities else cases
    with _open(args, cases, identities) as session:
        slot = keys.change(session, root, given, phrase, slot=args.slot)
    return _answer(slot, "The new passphrase is set. " + _OLDER)


def _remove(args: argparse.Namespace) -> Answer:
    layout = Layout(vault_path(args))
    layout.require()
    of_names = keys.find(layout.read_header(), args.slot).root == IDENTITIES
    with _opened(args, identities=of_names) as session:
        keys.remove(session, args.slot)
    return _answer(args.slot.lower(), "It opens nothing any more. " + _OLDER)


def _renew(args: argparse.Namespace) -> Answer:
    cases, identities = _credentials(args, identities=True)
    assert identities is not None  # needed above
    shown = progress()
    with _open(args, cases, identities) as session:
        vault_id = session.vault_id.hex()
        made = reencrypt(session, cases, identities, both=args.identities, progress=shown)
    shown.close()
    text = ["Everything is written anew. Older headers open nothing in this vault; older backups still open as before."]
    if made.dropped:
        text.append(f"{len(made.dropped)} passphrases that were not given could not be kept: {', '.join(made.dropped)}.")
    return Answer({"vault_id": vault_id, "generation": made.generation, "identities": args.identities,
                   "dropped": list(made.dropped)}, text)


def _credentials(args: argparse.Namespace, *, identities: bool) -> tuple[Credentials, Credentials | None]:
    """What the options bring to open the vault, and the identity vault where that is needed or given."""
    path = getattr(args, "recovery_file", None)
    sheet = recovery_file.read(Path(path)) if path else None
    return _cases(args, sheet), _identities(args, sheet, needed=identities)


def _opened(args: argparse.Namespace, *, identities: bool) -> Session:
    return _open(args, *_credentials(args, identities=identities))


def _open(args: argparse.Namespace, cases: Credentials, identities: Credentials | None) -> Session:
    layout = Layout(vault_path(args))
    layout.require()
    rc, ri = open_roots(layout.read_header(), cases, identities)
    return open_with_roots(layout.root, rc, ri, write=True)


def _cases(args: argparse.Namespace, sheet: recovery_file.RecoverySecrets | None) -> Credentials:
    if sheet is not None and not args.passphrase_file:
        key = sheet.cases or next(iter(sheet.others), None)
        if key is None:
            raise InputRefused("The recovery file does not hold the case vault's secret.", kind="recovery-file")
        return Credentials(recovery=key)
    return Credentials(_phrases(case_passphrase(args)))


def _identities(args: argparse.Namespace, sheet: recovery_file.RecoverySecrets | None, *,
                needed: bool) -> Credentials | None:
    if sheet is not None and needed and not args.identity_passphrase_file:
        key = sheet.identities or next(reversed(sheet.others), None)
        if key is None:
            raise IdentityPassphraseNeeded("The recovery file does not hold the identity vault's secret.")
        return Credentials(recovery=key)
    phrase = identity_passphrase(args, needed=needed)
    return None if phrase is None else Credentials(_phrases(phrase))


def _phrases(phrase: Phrase) -> tuple[str, ...]:
    return (phrase,) if isinstance(phrase, str) else phrase


def _new_phrases(args: argparse.Namespace, wanted: int) -> tuple[str, ...]:
    files = args.new_passphrase_file or []
    if len(files) == 1 and wanted == 2:
        return _two_lines(files[0])
    if files and len(files) != wanted:
        raise UsageError(f"--new-passphrase-file is wanted {'once' if wanted == 1 else 'twice'}.")
    names = ("passphrase",) if wanted == 1 else ("first person's passphrase", "second person's passphrase")
    return tuple(new_passphrase(files[at] if files else None, name) for at, name in enumerate(names))


def _two_lines(path: str) -> tuple[str, str]:
    """Two persons' passphrases in one file, a line each."""
    first = read_passphrase_file(path)
    with open(path, "rb") as file:
        file.readline(4096)
        line = file.readline(4096)
    try:
        second = unicodedata.normalize("NFC", line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageError("The passphrase file is not UTF-8.", kind="passphrase-file") from None
    if not second:
        raise UsageError("Two persons' passphrases are needed.", kind="second-passphrase-needed",
                         advice="Give --new-passphrase-file twice, or one file with two lines.")
    return first, second


def _answer(slot: str, words: str, **more: str) -> Answer:
    return Answer({"slot": slot, **more}, (f"Slot {slot}.", words))


def _configure_office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("new",), help="make a key pair")
    parser.add_argument("--out", metavar="SECRET", required=True, help="write the secret half to this new file")
    parser.add_argument("--public-out", metavar="FILE", required=True, help="write the public half to this new file")


def _office(args: argparse.Namespace) -> Answer:
    secret, public = Path(args.out).absolute(), Path(args.public_out).absolute()
    if secret == public:
        raise UsageError("The two halves need two files.")
    if any((folder / "header").is_file() for place in (secret, public) for folder in (place.parent / "x").resolve().parents):
        raise UsageError("Keys do not belong into a vault's folder.", kind="inside-vault",
                         advice="Choose a place outside, best on another drive.")
    prints = office_key.write_pair(secret, public)
    return Answer({"fingerprint": prints}, (
        f"The secret half is in {secret}, the public half in {public}.",
        f"Fingerprint: {prints}. Whoever adds this key to a vault compares it with you first."))


COMMANDS = (
    Command("keys", "See and change what opens a vault.", _configure, _run),
    Command("office-key", "Make a key pair for a headquarters or a custodian.", _configure_office, _office, secrets=""),
)
