# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk may hold when the power goes: recorded calls, replayed up to a moment.

What was flushed is there. Of what was written to a file since its last flush anything may be there: all, nothing,
some of it in any order, the last piece torn at a sector of 512 bytes. Of names made, moved or removed since one of
their folders was flushed, any may be there and any not, in order or out of it; a rename alone is one step.
"""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.writers import SAID

SECTOR = 512
TRACE = ("-y", "-xx", "-s", "4000000", "-e", "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,link,"
         "unlink,unlinkat,mkdir,rmdir")
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += +(-?\d+)(?:<(.*)>)?$")
_FILE = re.compile(r"^(\d+)<(.*?)>(?:, |$)")
_BEGUN, _RESUMED = " <unfinished ...>", re.compile(r"^\d+ +<\.\.\. \w+ resumed>(.*)$")
_AT = re.compile(r"^(?:\d+|AT_FDCWD)<(.*?)>, ")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
Op = tuple[Any, ...]


def _plain(text: str) -> str:
    return os.fsdecode(re.sub(rb"\\x([0-9a-f]{2})", lambda hit: bytes.fromhex(hit[1].decode()), text.encode()))


def recorded(lines: Sequence[str], place: Path) -> list[Op]:
    """The calls that touched `place`, as operations on names relative to it."""
    return [op for line in _whole(lines) for op in _operations(line, str(place) + "/")]


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Every call on one line, at its end: strace splits calls that overlap those of another thread."""
    begun: dict[str, str] = {}
    for line in lines:
        thread = line.partition(" ")[0]
        if line.endswith(_BEGUN):
            begun[thread] = line.removesuffix(_BEGUN)
        elif resumed := _RESUMED.match(line):
            yield begun.pop(thread) + resumed[1]
        else:
            yield line


def _operations(line: str, root: str) -> Iterator[Op]:
    found = _LINE.match(line)
    if found is not None and found[1] == "unlink" and _plain(_TEXT.findall(found[2])[0]) == root + SAID:
        yield ("said",)
        return
    if found is None or int(found[3]) < 0:
        return
    call, words, texts = found[1], found[2], [_plain(text) for text in _TEXT.findall(found[2])]
    if call == "unlinkat" and (folder := _AT.match(words)):
        call, texts = "unlink", [str(Path(_plain(folder[1])) / texts[0])]
    if call in ("rename", "link", "unlink", "mkdir", "rmdir"):
        if texts[0].startswith(root):
            yield ("unlink" if call == "rmdir" else call, *(text.removeprefix(root) for text in texts))
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
                   chance.choice(["all", "none", "part", "any", "any"]))

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
        """What is there of operations on names that were not flushed."""
        match self.names:
            case "all":
                return waiting
            case "part":
                return waiting[:self.chance.randint(0, len(waiting))]
            case "any":
                return [step for step in waiting if self.chance.random() < 0.5]
            case _:
                return []


class Disk:
    """Files and folders: as programs see them, and as they are on the disk for sure.

    A folder is a dictionary of names; files and folders are numbers, so that a name can be there without what
    it named before, and the other way round.
    """

    def __init__(self, before: Mapping[str, bytes]) -> None:
        self._live: dict[int, dict[str, int]] = {0: {}}
        self._content: dict[int, bytearray] = {}
        self._length: dict[int, int] = defaultdict(int)
        self._unflushed: dict[int, list[Op]] = defaultdict(list)
        self._steps: list[Op] = []
        self._next = 1
        for name, data in before.items():
            folder, last = self._made(name.rstrip("/"))
            self._live[folder][last] = self._new(folder=name.endswith("/"), data=data)
        self._safe = {folder: dict(names) for folder, names in self._live.items()}

    def do(self, op: Op) -> None:
        """One recorded call."""
        match op:
            case ("append", name, data):
                file = self._find(name)
                self._unflushed[file].append(("write", self._length[file], data))
                self._length[file] += len(data)
            case ("write", name, at, data):
                self._unflushed[self._find(name)].append(("write", at, data))
            case ("truncate", name, size):
                self._unflushed[self._find(name)].append(("truncate", size))
            case ("flush", name):
                self._flush(self._find(name))
            case ("create", name) if not self._has(name):
                self._step(("put", *self._place(name), self._new(folder=False)))
            case ("mkdir", name):
                self._step(("put", *self._place(name), self._new(folder=True)))
            case ("link", old, new):
                self._step(("put", *self._place(new), self._find(old)))
            case ("rename", old, new):
                self._step(("put", *self._place(new), self._find(old), *self._place(old)))
            case ("unlink", name):
                self._step(("drop", *self._place(name)))

    def after(self, outage: Outage) -> dict[str, bytes]:
        """What is on the disk when the power goes now; folders are names that end in a slash."""
        content = {file: bytearray(data) for file, data in self._content.items()}
        for file, waiting in self._unflushed.items():
            _apply(content[file], outage.pieces(waiting))
        names = {folder: dict(inside) for folder, inside in self._safe.items()}
        for step in outage.steps(self._steps):
            _rename(names, step)
        found: dict[str, bytes] = {}

        def walk(folder: int, path: str) -> None:
            for name, what in names.setdefault(folder, {}).items():
                if what in content:
                    found[path + name] = bytes(content[what])
                else:
                    found[path + name + "/"] = b""
                    walk(what, f"{path}{name}/")

        walk(0, "")
        return found

    def _flush(self, what: int) -> None:
        if what in self._content:
            _apply(self._content[what], self._unflushed.pop(what, []))
            return
        for step in self._steps:
            if what in (step[1], *step[4:5]):
                _rename(self._safe, step)
        self._steps = [step for step in self._steps if what not in (step[1], *step[4:5])]

    def _step(self, step: Op) -> None:
        _rename(self._live, step)
        self._steps.append(step)

    def _new(self, *, folder: bool, data: bytes = b"") -> int:
        number, self._next = self._next, self._next + 1
        if folder:
            self._live[number] = {}
        else:
            self._content[number] = bytearray(data)
        return number

    def _made(self, name: str) -> tuple[int, str]:
        *folders, last = name.split("/")
        at = 0
        for folder in folders:
            if folder not in self._live[at]:
                self._live[at][folder] = self._new(folder=True)
            at = self._live[at][folder]
        return at, last

    def _place(self, name: str) -> tuple[int, str]:
        folder, _, last = name.rpartition("/")
        return self._find(folder), last

    def _find(self, name: str) -> int:
        at = 0
        for part in filter(None, name.split("/")):
            at = self._live[at][part]
        return at

    def _has(self, name: str) -> bool:
        folder, last = self._place(name)
        return last in self._live[folder]


def disk(before: Mapping[str, bytes], ops: Sequence[Op], outage: Outage) -> dict[str, bytes]:
    """What files hold after the power went behind the last of `ops`."""
    one = Disk(before)
    for op in ops:
        one.do(op)
    return one.after(outage)


def _rename(names: dict[int, dict[str, int]], step: Op) -> None:
    if step[0] == "put":
        _, folder, name, what, *old = step
        if old:
            names.setdefault(old[0], {}).pop(old[1], None)
        names.setdefault(folder, {})[name] = what
    else:
        names.setdefault(step[1], {}).pop(step[2], None)


def _apply(content: bytearray, steps: Sequence[Op]) -> None:
    for step in steps:
        if step[0] == "truncate":
            content[step[1]:] = bytes(max(0, step[1] - len(content)))
        else:
            _, at, data = step
            content.extend(bytes(max(0, at - len(content))))
            content[at:at + len(data)] = data
