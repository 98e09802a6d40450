# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk may hold when the power goes: recorded calls, replayed up to a moment.

What was flushed is there. Of what was written to a file since its last flush anything may be there: all, nothing,
some of it in any order, the last piece torn at a sector of 512 bytes. A name made, moved or removed since
its folder was last flushed may be there or not, in the order it was done.
"""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTOR = 512
TRACE = ("-y", "-xx", "-s", "4000000", "-e", "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,link,"
         "unlink,mkdir")
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += +(-?\d+)(?:<(.*)>)?$")
_FILE = re.compile(r"^(\d+)<(.*?)>(?:, |$)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
Op = tuple[Any, ...]


def _plain(text: str) -> str:
    return os.fsdecode(re.sub(rb"\\x([0-9a-f]{2})", lambda hit: bytes.fromhex(hit[1].decode()), text.encode()))


def recorded(lines: Sequence[str], place: Path) -> list[Op]:
    """The calls that touched `place`, as operations on names relative to it."""
    return [op for line in lines for op in _operations(line, str(place) + "/")] if lines else []


def _operations(line: str, root: str) -> Iterator[Op]:
    found = _LINE.match(line)
    if found is None or int(found[3]) < 0:
        return
    call, words, texts = found[1], found[2], [_plain(text) for text in _TEXT.findall(found[2])]
    if call in ("rename", "link", "unlink", "mkdir"):
        if texts[0].startswith(root):
            yield (call, *(text.removeprefix(root) for text in texts))
        return
    if call == "openat":
        if "O_CREAT" in words and texts[0].startswith(root):
            yield "create", texts[0].removeprefix(root)
        return
    file = _FILE.match(words)
    if file is None:
        return
    name = _plain(file[2]) + "/"
    if not name.startswith(root):
        return
    name = name.removeprefix(root).rstrip("/")
    data = bytes.fromhex(_TEXT.findall(words)[0].replace("\\x", "")) if "write" in call else b""
    if call == "write":
        yield "append", name, data[:int(found[3])]
    elif call == "pwrite64":
        yield "write", name, int(words.rsplit(", ", 1)[1]), data[:int(found[3])]
    elif call == "ftruncate":
        yield "truncate", name, int(words.rsplit(", ", 1)[1])
    else:
        yield "flush", name


@dataclass
class Outage:
    """Which of the possible disks: how much of what was not flushed is there, and how names come out."""

    chance: random.Random
    content: str
    names: str

    @classmethod
    def drawn(cls, chance: random.Random) -> Outage:
        """Any of them."""
        return cls(chance, chance.choice(["all", "none", "some", "torn", "torn"]),
                   chance.choice(["all", "none", "part"]))

    def pieces(self, waiting: list[Op]) -> list[Op]:
        """What is there of operations on one file that were not flushed."""
        if self.content == "all" or not waiting:
            return waiting
        if self.content == "none":
            return []
        kept = [op for op in waiting if self.chance.random() < 0.5]
        if self.content == "torn" and kept and kept[-1][0] == "write":
            _, at, data = kept.pop()
            cut = self.chance.randrange(0, len(data) + 1, SECTOR)
            kept.append(("write", at, data[:cut]) if self.chance.random() < 0.5 else ("write", at + cut, data[cut:]))
        return kept

    def steps(self, waiting: list[Op]) -> list[Op]:
        """What is there of operations on names of one folder that was not flushed."""
        if self.names == "all":
            return waiting
        return waiting[:self.chance.randint(0, len(waiting))] if self.names == "part" else []


def disk(before: dict[str, bytes], ops: Sequence[Op], outage: Outage) -> dict[str, bytes]:
    """What files hold after the power went behind the last of `ops`; folders are there if a file is in them."""
    number = {name: at for at, name in enumerate(before)}
    content: dict[int, bytearray] = {at: bytearray(before[name]) for name, at in number.items()}
    length: dict[int, int] = defaultdict(int)
    waiting: dict[int, list[Op]] = defaultdict(list)
    folders: dict[str, list[Op]] = defaultdict(list)
    safe, live = dict(number), dict(number)
    for op in ops:
        match op:
            case ("append", name, data):
                waiting[live[name]].append(("write", length[live[name]], data))
                length[live[name]] += len(data)
            case ("write", name, at, data):
                waiting[live[name]].append(("write", at, data))
            case ("truncate", name, size):
                waiting[live[name]].append(("truncate", size))
            case ("flush", name) if name in live:
                _apply(content[live[name]], waiting.pop(live[name], []))
            case ("flush", folder):
                _rename(safe, folders.pop(folder, []))
            case ("create", name) if name not in live:
                content[len(content)] = bytearray()
                _name(live, folders, ("put", name, len(content) - 1))
            case ("link" | "rename", old, new):
                _name(live, folders, ("put", new, live[old]))
                if op[0] == "rename":
                    _name(live, folders, ("drop", old))
            case ("unlink", name):
                _name(live, folders, ("drop", name))
    for file, steps in waiting.items():
        _apply(content[file], outage.pieces(steps))
    for steps in folders.values():
        _rename(safe, outage.steps(steps))
    return {name: bytes(content[file]) for name, file in safe.items()}


def _name(live: dict[str, int], folders: dict[str, list[Op]], step: Op) -> None:
    _rename(live, [step])
    folders[str(Path(step[1]).parent).removeprefix(".")].append(step)


def _rename(names: dict[str, int], steps: Sequence[Op]) -> None:
    for step in steps:
        if step[0] == "put":
            names[step[1]] = step[2]
        else:
            names.pop(step[1], None)


def _apply(content: bytearray, steps: Sequence[Op]) -> None:
    for step in steps:
        if step[0] == "truncate":
            content[step[1]:] = bytes(max(0, step[1] - len(content)))
        else:
            _, at, data = step
            content.extend(bytes(max(0, at - len(content))))
            content[at:at + len(data)] = data
