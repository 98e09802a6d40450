# SPDX-License-Identifier: GPL-3.0-or-later
"""The only door: `casefile` opens the desktop, `casefile COMMAND` runs a command, and the desktop's
own child processes come in here, too.

Promises: what is not needed is not imported (`casefile --version` meets neither SQLCipher nor Qt).
It must never let a child reach Qt or a secret before it is hardened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_NO_SCREEN = """casefile: there is no screen here to open a window on.
The same work can be done without one: casefile --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0].startswith("--role="):
        return _child(words)
    if not words:
        return _desktop("")
    if words[0] == "--vault" and len(words) == 2:
        return _desktop(words[1])
    if words[0].startswith("--vault=") and len(words) == 1:
        return _desktop(words[0].removeprefix("--vault="))
    return _command(words)


def _command(words: list[str]) -> int:
    from casefile.cli.main import main as command  # a child process needs no command line
    from casefile.host import hardening  # as above; before the first secret is read
    from casefile.processes import faults  # as above; before there is anything to tell

    hardening.command_line()
    faults.guard("command")
    return command(words)


def _desktop(vault: str) -> int:
    from casefile.host import hardening  # not needed by the command line's light commands
    from casefile.processes import faults  # as above: what may be told of an error
    from casefile.processes.supervisor import Supervisor  # as above: only the desktop needs it
    from casefile.processes.surroundings import has_screen  # as above: only the desktop needs it

    if not has_screen(os.environ):
        sys.stderr.write(_NO_SCREEN + "\n")
        return 1
    if vault:
        problem = _no_vault(vault)
        if problem:
            return problem
    hardening.apply(hardening.Role.SUPERVISOR)
    faults.guard("supervisor")
    try:
        return Supervisor(os.path.abspath(vault) if vault else "").run()
    except KeyboardInterrupt:  # from the terminal it was started in; everything has ended
        return 130
    except Exception as error:  # everything has ended; its words may hold a path
        sys.stderr.write(faults.told(faults.fault_of("supervisor", type(error), error.__traceback__)))
        return 70


def _no_vault(vault: str) -> int:
    """0 where there is a vault to unlock; else what is wrong, said, and the exit code."""
    from pathlib import Path  # light, but of no use to a child process

    from casefile.errors import CasefileError  # as above: only said when something is wrong
    from casefile.vault.layout import Layout  # where a vault's files lie is known there alone

    try:
        Layout(Path(vault)).require()
    except CasefileError as error:
        sys.stderr.write(f"casefile: {error.message}\n{error.advice}\n")
        return error.exit_code
    return 0


def _child(words: Sequence[str]) -> int:
    from casefile.host.hardening import Role  # children only: the command line hardens by itself
    from casefile.processes import link  # children only: takes over standard input and output

    try:
        options = dict(word.removeprefix("--").split("=", 1) for word in words)
        role, parent = Role(options["role"]), int(options["parent"])
    except (ValueError, KeyError):
        sys.stderr.write("casefile: this part is started by the program itself.\n")
        return 2
    start = link.begin(role, parent)
    if role is Role.WORKER:
        from casefile.processes import worker  # a worker has no window, and imports no Qt

        return worker.run(start)
    if role is Role.DECODER:
        from casefile.processes import decoder  # it alone loads the parsers of foreign files

        return decoder.run(start)
    from ui import app  # Qt must not be imported before this process is hardened

    return app.run(start)


if __name__ == "__main__":
    sys.exit(main())
