# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the program's own data (words, rules, vocabularies, sample case, help).

Promises: only names inside the `resources` folder are read; nothing is written.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import resources as _data
from casefile.errors import Refused
from casefile.host.private_files import OF_THE_DRIVE, drive_trouble

_ROWS = re.compile(r"#.*\bAt least (\d+) rows\.$")
_ROOT = Path(str(files(_data)))


def path(name: str) -> Path:
    """The file or folder `name` (forward slashes, relative to the resources folder)."""
    found = (_ROOT / name).resolve()
    if not found.is_relative_to(_ROOT.resolve()):
        raise ValueError("a resource lies inside the resources folder")
    return found


def text(name: str) -> str:
    """The UTF-8 text of a resource; Refused where it is missing or damaged, for then nothing found with it counts.

    DriveTrouble where the drive it is on fails.
    """
    try:
        return path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        if isinstance(fault, OSError) and fault.errno in OF_THE_DRIVE:
            raise drive_trouble(fault) from None
        raise Refused(f"A part of the program is missing or damaged: {name}.", kind="damaged-program",
                      advice="Install the program again. Nothing was written.") from fault


@cache
def lines(name: str) -> tuple[str, ...]:
    """The non-empty lines of a text resource, in order.

    A table may say in its first line how many rows it has at least; cut short it is refused like a damaged one.
    """
    whole = text(name)
    found = tuple(line.strip() for line in whole.splitlines() if line.strip())
    promised = _ROWS.match(found[0]) if found else None
    if not found or (promised and (int(promised[1]) > sum(not line.startswith("#") for line in found)
                                   or not whole.endswith("\n"))):
        raise Refused(f"A part of the program is cut short: {name}.", kind="damaged-program",
                      advice="Install the program again. Nothing was written.")
    return found


@cache
def data(name: str) -> Any:
    """A JSON resource, parsed once; treat it as read-only.  Refused where it is damaged."""
    try:
        return json.loads(text(name))
    except ValueError as fault:
        raise Refused(f"A part of the program is missing or damaged: {name}.", kind="damaged-program",
                      advice="Install the program again. Nothing was written.") from fault
