# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for words and keys in the memory of running processes, as somebody with the machine would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

PREFIX = 8  # letters of a passphrase that would be telling by themselves


def forms(text: str) -> set[bytes]:
    """A text as programs keep it: UTF-8, UTF-16 and, outside the first 256 letters, UTF-32."""
    return {text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le")}


def passphrase_forms(phrase: str) -> set[bytes]:
    """A passphrase whole, and its beginning."""
    return forms(phrase) | forms(phrase[:PREFIX])


def key_forms(key: bytes) -> set[bytes]:
    """A key as bytes and in hexadecimal."""
    return {key, *forms(key.hex()), *forms(key.hex().upper())}


def search(pid: int, needles: Mapping[str, Iterable[bytes]]) -> dict[str, int]:
    """How often each needle stands in the readable memory of a process."""
    which = {form: name for name, many in needles.items() for form in many}
    pattern = re.compile(b"|".join(re.escape(form) for form in sorted(which, key=len, reverse=True)))
    found = dict.fromkeys(needles, 0)
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115 - closed below
    except PermissionError:
        pytest.skip("the memory of another process can be read by root alone, and that is well")
    with memory:
        for line in maps:
            parts = line.split(maxsplit=5)
            span, rights, name = parts[0], parts[1], parts[5] if len(parts) > 5 else ""
            if rights[0] != "r" or name.startswith(("[vvar", "[vsyscall")):
                continue
            if rights[1] != "w" and name.startswith("/"):
                continue  # the unchanged pages of a file: a library's code and constants
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue
            for match in pattern.finditer(data):
                found[which[match.group()]] += 1
    return found
