# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the hashed requirement files say the same as the files they were made from.

Promises: every wish in requirements*.in is pinned to that very version in the .txt file, every pin
has a hash, and no line names an index or an address.  It reads files only and needs no network.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wishes(path: Path) -> dict[str, str]:
    """Package and version wished for in a .in file, files named by -r included ("" = any version)."""
    found: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("-r"):
            found |= wishes(path.parent / line[2:].strip())
        elif line:
            name, _, version = line.partition("==")
            found[normal(name)] = version
    return found


def problems(source: Path, lock: Path) -> list[str]:
    """What is out of step between a .in file and its lock."""
    text = lock.read_text("utf-8")
    pins = {normal(found[1]): found[2] for line in text.splitlines() if (found := _PIN.match(line))}
    told = [f"{lock.name}: {name}=={version or 'any'} is not pinned" for name, version in wishes(source).items()
            if name not in pins or (version and pins[name] != version)]
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    told += [f"{lock.name}: {block.split()[0]} has no hash" for block in blocks
             if _PIN.match(block) and "--hash=sha256:" not in block]
    if re.search(r"(?i)https?://|file:/|--(extra-)?index|--find-links|--trusted-host", text):
        told.append(f"{lock.name}: names an index or an address")
    return told


def main() -> int:
    """Print what is out of step; 1 if anything is."""
    told = [line for name in ("requirements", "requirements-dev", "requirements-bench")
            for line in problems(ROOT / f"{name}.in", ROOT / f"{name}.txt")]
    sys.stdout.writelines(f"{line}\n" for line in told)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
