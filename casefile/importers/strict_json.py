# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON from outside, read without any leniency.

Promises: at most 256 MiB of valid UTF-8 without a byte-order mark; a key that stands twice, NaN
and Infinity are kept as values that no shape accepts, so that the report can say where they
stand.  A problem never quotes a value of the file.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

from casefile.errors import InputRefused, UsageError
from casefile.host.private_files import OF_THE_DRIVE, drive_errors, drive_trouble
from casefile.records.shape import Doubled, Problem

LARGEST = 256 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


class NotJson:
    """NaN, Infinity, or a number too long to be read: no shape accepts it."""


READ = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # not every system has each; a pipe shall not make us wait
    READ |= getattr(os, _flag, 0)


def refuse(problems: list[Problem]) -> InputRefused:
    """The error that carries these problems (at most 100 of them are told)."""
    count = len(problems)
    words = "1 problem was found" if count == 1 else f"{count} problems were found"
    return InputRefused(f"The file is not valid: {words}.", problems=[one.as_json() for one in problems[:100]],
                        problem_count=count)


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; InputRefused where it is too long or no file, UsageError where it is not there,
    DriveTrouble where its drive fails."""
    try:
        descriptor = os.open(path, READ)
    except OSError as error:
        if error.errno in OF_THE_DRIVE:
            raise drive_trouble(error) from None
        raise UsageError(f"The file cannot be opened ({error.strerror}).", kind="file") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise refuse([Problem("file", "", "This is not a regular file.")])
    with os.fdopen(descriptor, "rb") as file, drive_errors():
        if status.st_size > LARGEST:
            raise refuse([Problem("file", "", "The file is larger than 256 MiB.")])
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise refuse([Problem("file", "", "The file is larger than 256 MiB.")])
    return data


def parse(data: bytes) -> Any:
    """The JSON value of these bytes; InputRefused, with the place, where it is none."""
    if data.startswith(_BOM):
        raise refuse([Problem("byte 0", "", "The file begins with a byte-order mark.")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse([Problem(f"byte {error.start}", "", "This is not valid UTF-8.")]) from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=lambda _word: NotJson(),
                          parse_int=_whole, parse_float=_number)
    except json.JSONDecodeError as error:
        raise refuse([Problem(f"line {error.lineno}, column {error.colno}", "",
                              f"This is not valid JSON ({error.msg}).")]) from None
    except RecursionError:
        raise refuse([Problem("file", "", "Objects and lists are nested too deep.")]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) == len(pairs):
        return whole
    doubled = Doubled(whole)
    seen: set[str] = set()
    twice: list[str] = []
    for key, _ in pairs:
        if key in seen and key not in twice:
            twice.append(key)
        seen.add(key)
    doubled.twice = tuple(twice)
    return doubled


def _whole(digits: str) -> Any:
    return int(digits) if len(digits) <= 30 else NotJson()


def _number(digits: str) -> Any:
    """A number with a point or exponent; one that is whole counts as whole, as JSON Schema has it."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
