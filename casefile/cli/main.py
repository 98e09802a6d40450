# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's door: finds the family of a command, runs it, prints one answer.

Promises: with --json exactly one JSON document on standard output, also for every failure; exit
codes by kind of trouble (casefile/errors.py).  A family is imported only when one of its commands
is called, so that `--version` needs neither a database nor a window.
It must never print a traceback, a secret, a true name or record text.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

from casefile import __version__
from casefile.cli.frame import Answer, Command, Parser, add_common
from casefile.errors import CasefileError, DriveTrouble, UsageError
from casefile.progress import Cancelled

FAMILIES: dict[str, tuple[str, ...]] = {
    "casefile.cli.vault": ("new", "check", "doctor"),
    "casefile.cli.importing": ("import",),
    "casefile.cli.records": ("list", "show", "search", "risk"),
    "casefile.cli.scan": ("scan",),
    "casefile.cli.exporting": ("export", "appeal"),
    "casefile.cli.leakcheck": ("leakcheck",),
    "casefile.cli.keys": ("keys", "office-key"),
    "casefile.cli.audit": ("audit",),
    "casefile.cli.erasing": ("erase", "void"),
    "casefile.cli.attachments": ("attach", "detach", "extract"),
    "casefile.cli.masking": ("mask", "clear"),
    "casefile.cli.backup": ("backup", "backups", "verify", "restore"),
}
_MODULE_OF = {name: module for module, names in FAMILIES.items() for name in names}


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = list(arguments)
    as_json = "--json" in words
    try:
        answer = _run(words)
    except CasefileError as error:
        return _fail(error, as_json)
    except Cancelled:
        return _fail(UsageError("Stopped. What was there before is untouched.", kind="cancelled"), as_json)
    except KeyboardInterrupt:
        return _fail(UsageError("Stopped. What was there before is untouched.", kind="cancelled"), as_json)
    except BrokenPipeError:
        return 1
    except OSError as error:
        return _fail(DriveTrouble(f"The system refused a file operation ({error.strerror})."), as_json)
    except MemoryError:
        return _fail(CasefileError("There is not enough memory for this.", kind="memory"), as_json)
    except Exception as error:
        return _fail(_fault(error), as_json)
    return _print(answer, as_json)


def _run(words: list[str]) -> Answer:
    if not words or words[0] in ("-h", "--help"):
        return Answer({"commands": sorted(_MODULE_OF)}, _overview())
    if words == ["--version"]:
        return Answer({"version": __version__}, (f"casefile {__version__}",))
    command = _command(words[0])
    parser = Parser(prog=f"casefile {command.name}", description=command.help)
    command.configure(parser)
    add_common(parser, command.secrets)
    try:
        args = parser.parse_args(words[1:])
    except SystemExit:
        return Answer({}, ())  # --help has printed itself
    return command.run(args)


def _command(word: str) -> Command:
    module = _MODULE_OF.get(word)
    if module is None:
        raise UsageError("There is no such command.", kind="unknown-command",
                         advice="Run casefile --help to see the commands.")
    # Families are loaded one at a time, so that a light command stays light.
    family = importlib.import_module(module)
    commands: tuple[Command, ...] = family.COMMANDS
    return next(command for command in commands if command.name == word)


def _overview() -> list[str]:
    lines = ["casefile [--vault DIR]        open the desktop", ""]
    for names in FAMILIES.values():
        lines += [f"casefile {name} --help" for name in names]
    return lines


def _fault(error: Exception) -> CasefileError:
    """An unforeseen error as one line: its type and place, never its words (they may hold data)."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}casefile{os.sep}" in frame.filename
            or f"{os.sep}crypto{os.sep}" in frame.filename]
    place = f"{os.path.basename(ours[-1].filename)}:{ours[-1].lineno}" if ours else "unknown"
    return CasefileError(f"A fault of the program itself ({type(error).__name__} at {place}).")


def _fail(error: CasefileError, as_json: bool) -> int:
    if as_json:
        _write(sys.stdout, json.dumps({"error": error.as_json()}, ensure_ascii=False))
    else:
        _write(sys.stderr, f"casefile: {error.message}\n{error.advice}")
        for name in ("problems", "findings", "queue"):
            for entry in error.details.get(name, ()):
                if isinstance(entry, dict):
                    _write(sys.stderr, "  " + " · ".join(str(value) for value in entry.values() if value))
    return error.exit_code


def _print(answer: Answer, as_json: bool) -> int:
    for warning in answer.warnings:
        _write(sys.stderr, f"casefile: {warning}")
    if as_json:
        _write(sys.stdout, json.dumps(answer.json, ensure_ascii=False, allow_nan=False))
    elif answer.text:
        _write(sys.stdout, "\n".join(answer.text))
    return 0


def _write(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
    stream.flush()
