# SPDX-License-Identifier: GPL-3.0-or-later
"""What every command family shares: how a command is described, how it answers, how it gets secrets.

Promises: options are never abbreviated; a secret comes from a file or a prompt without echo, never
from the command line; a command returns an Answer and prints nothing itself.
It must never put a secret, a true name or record text into an error.
"""

from __future__ import annotations

import argparse
import getpass
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from casefile.errors import IdentityPassphraseNeeded, UsageError
from casefile.progress import OnTerminal

if TYPE_CHECKING:
    from casefile.vault.credentials import Phrase

_UNKNOWN = "unrecognized arguments: "
_OPTION = re.compile("--?[a-z][a-z-]*")
_QUOTED = re.compile(r"(invalid choice|invalid \w+ value|ignored explicit argument):? .*?(?= \(choose from '|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to: the JSON document, and the same in words for people; warnings go to standard error."""

    json: dict[str, Any]
    text: Sequence[str] = field(default_factory=tuple)
    warnings: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `configure` adds its arguments, `run` does it.

    `secrets` says which passphrase options it takes: "" none, "a" the case passphrase,
    "ab" both (whether the second is needed is decided by `run`), "new" both, to be set.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Answer]
    secrets: str = "ab"


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of ending the program, and guesses nothing."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("allow_abbrev", False)
        super().__init__(**more)

    def error(self, message: str) -> NoReturn:
        """Wrong usage becomes the same error as everywhere else (exit 2)."""
        raise UsageError(_without_values(message))


def _without_values(message: str) -> str:
    """argparse quotes what was typed; a secret or a name that was typed by mistake must not be said again."""
    if message.startswith(_UNKNOWN):
        named = [word.partition("=")[0] for word in message.removeprefix(_UNKNOWN).split()]
        return ": ".join(filter(None, ("unrecognized arguments", ", ".join(filter(_OPTION.fullmatch, named)))))
    return _QUOTED.sub(r"\1", message)


def add_common(parser: argparse.ArgumentParser, secrets: str) -> None:
    """Add --json and the passphrase options.

    Every command takes both passphrase files, so that a script can hand the same options to all of
    them; those that a command has no use for are not read and not shown in its help.
    """
    parser.add_argument("--json", action="store_true", help="print exactly one JSON document")
    parser.add_argument("--passphrase-file", metavar="F",
                        help="file whose first line is the case passphrase" if secrets else argparse.SUPPRESS)
    parser.add_argument("--identity-passphrase-file", metavar="G",
                        help="file whose first line is the identity passphrase" if secrets in ("ab", "new")
                        else argparse.SUPPRESS)
    if "a" in secrets:
        parser.add_argument("--second-passphrase-file", metavar="F",
                            help="the second person's, where two open the case vault together")
    if "b" in secrets:
        parser.add_argument("--second-identity-passphrase-file", metavar="G",
                            help="the second person's, where two open the identity vault together")


def read_passphrase_file(path: str) -> str:
    """First line of the file, without its line end, as Unicode NFC (at most 1024 bytes)."""
    try:
        with open(path, "rb") as file:
            line = file.readline(4096)
    except OSError as error:
        raise UsageError(f"The passphrase file cannot be read ({error.strerror}).", kind="passphrase-file") from None
    try:
        text = line.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("The passphrase file is not UTF-8.", kind="passphrase-file") from None
    if len(text.encode()) > 1024:
        raise UsageError("A passphrase is at most 1024 bytes long.", kind="passphrase-file")
    return unicodedata.normalize("NFC", text)


def _prompt(words: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    return unicodedata.normalize("NFC", getpass.getpass(f"{words}: ", stream=sys.stderr))


def given_passphrase(args: argparse.Namespace) -> Phrase | None:
    """The case passphrase, from its file or from a prompt; None where neither can be had."""
    typed = read_passphrase_file(args.passphrase_file) if args.passphrase_file else _prompt("Case passphrase")
    return None if typed is None else _with_second(typed, getattr(args, "second_passphrase_file", None))


def _with_second(first: str, path: str | None) -> Phrase:
    return (first, read_passphrase_file(path)) if path else first


def case_passphrase(args: argparse.Namespace) -> Phrase:
    """The case passphrase; UsageError where it cannot be had."""
    typed = given_passphrase(args)
    if typed is None:
        raise UsageError("The case passphrase is needed (--passphrase-file).", kind="passphrase-needed")
    return typed


def identity_passphrase(args: argparse.Namespace, *, needed: bool) -> Phrase | None:
    """The identity passphrase; None where it is not given and not needed.

    A prompt is shown only where it is needed and standard input is a terminal.
    """
    path = getattr(args, "identity_passphrase_file", None)
    if path:
        return _with_second(read_passphrase_file(path), getattr(args, "second_identity_passphrase_file", None))
    if not needed:
        return None
    typed = _prompt("Identity passphrase")
    if typed is None:
        raise IdentityPassphraseNeeded("This command needs the identity vault.")
    return _with_second(typed, getattr(args, "second_identity_passphrase_file", None))


def new_passphrase(path: str | None, words: str) -> str:
    """A passphrase to be set: from a file, or typed twice on a terminal."""
    if path:
        return read_passphrase_file(path)
    typed = _prompt(f"New {words}")
    if typed is None and words.startswith("identity"):
        raise IdentityPassphraseNeeded(f"The {words} is needed.")
    if typed is None:
        raise UsageError(f"The {words} is needed.", kind="passphrase-needed")
    if typed != _prompt(f"The same {words} again"):
        raise UsageError("The two entries differ.", kind="passphrase-needed")
    return typed


def vault_path(args: argparse.Namespace) -> Path:
    """The VAULT argument as an absolute path."""
    return Path(args.vault).absolute()


def secrets_place(path: str | None, vault: Path, what: str) -> Path | None:
    """Where recovery secrets go: a file outside the vault, None for the terminal that standard error is.

    Raises UsageError where it is neither: a log is no place for them.
    """
    if path is None:
        if not sys.stderr.isatty():
            raise UsageError(f"{what} a place to go.", kind="recovery-out-needed",
                             advice="Give a new file with --recovery-out, or run this on a terminal.")
        return None
    place = Path(path).absolute()
    if lies_in(place, vault):
        raise UsageError("Recovery secrets must not lie in the vault they open.", kind="recovery-out-inside",
                         advice="Choose a place outside, best on another drive.")
    return place


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a file, there or not yet, lies beneath a folder, by whatever names."""
    return (path.parent.resolve() / path.name).is_relative_to(folder.resolve())


def add_vault(parser: argparse.ArgumentParser) -> None:
    """Add the VAULT argument."""
    parser.add_argument("vault", metavar="VAULT", help="the vault's folder")


def progress() -> OnTerminal:
    """Where a command reports its steps."""
    return OnTerminal()
