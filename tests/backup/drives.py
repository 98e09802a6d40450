# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives that fail, lie or forget, for a Medium to meet."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from casefile.backup.medium import Medium

CALLS = ("make_folder", "create", "write", "flush", "open", "read", "rename", "flush_folder")


class Failing(Medium):
    """Fails at the nth call that touches the drive, and from then on at every one that writes."""

    fail_at: ClassVar[int] = 0
    number: ClassVar[int] = errno.EIO
    count: ClassVar[int] = 0
    gone: ClassVar[bool] = False
    """Whether the drive answers nothing at all after it failed, as when it was pulled out."""

    @classmethod
    def prepared(cls, fail_at: int, number: int, *, gone: bool) -> type[Failing]:
        """The class with its counter at zero."""
        cls.fail_at, cls.number, cls.count, cls.gone = fail_at, number, 0, gone
        return cls

    def _maybe(self) -> None:
        cls = type(self)
        cls.count += 1
        if cls.count == cls.fail_at or (cls.gone and cls.count > cls.fail_at > 0):
            raise OSError(cls.number, os.strerror(cls.number))

    def remove(self, name: str) -> None:
        if self.gone and self.count >= self.fail_at > 0:
            raise OSError(errno.ENODEV, "gone")
        super().remove(name)


def _failing(call: str) -> Callable[..., Any]:
    def step(self: Failing, *arguments: Any) -> Any:
        self._maybe()
        return getattr(super(Failing, self), call)(*arguments)
    return step


for _call in CALLS:
    setattr(Failing, _call, _failing(_call))


class Lying(Medium):
    """Gives back one changed bit of what is read."""

    def read(self, file: BinaryIO, size: int) -> bytes:
        data = super().read(file, size)
        return data[:-1] + bytes([data[-1] ^ 1]) if data else data


class LyingInPlain(Lying):
    """The same, but for files that are encrypted: those find it out by themselves."""

    def read(self, file: BinaryIO, size: int) -> bytes:
        encrypted = os.pread(file.fileno(), 18, 0) == b"age-encryption.org"
        return Medium.read(self, file, size) if encrypted else super().read(file, size)


class Shortening(Medium):
    """Swallows the end of every block it is given, as a drive with a false capacity does."""

    def write(self, file: BinaryIO, data: bytes) -> None:
        super().write(file, data[:-1])


class Recording(Medium):
    """Writes down what is done to the drive, in order, for `Replay`."""

    log: ClassVar[list[tuple[Any, ...]]] = []

    def make_folder(self, name: str) -> None:
        super().make_folder(name)
        self.log.append(("folder", name))

    def create(self, name: str) -> BinaryIO:
        file = super().create(name)
        self.log.append(("create", name))
        return file

    def write(self, file: BinaryIO, data: bytes) -> None:
        super().write(file, data)
        self.log.append(("write", self._name(file), data))

    def flush(self, file: BinaryIO) -> None:
        super().flush(file)
        self.log.append(("flush", self._name(file)))

    def rename(self, old: str, new: str) -> None:
        super().rename(old, new)
        self.log.append(("rename", old, new))

    def flush_folder(self, name: str) -> None:
        super().flush_folder(name)
        self.log.append(("flush folder", name))

    def remove(self, name: str) -> None:
        super().remove(name)
        self.log.append(("remove", name))

    def _name(self, file: BinaryIO) -> str:
        return str(Path(str(file.name)).relative_to(self.root))


class Replay:
    """What a drive may hold when the power went after some calls: flushed content surely, names maybe.

    `kept` decides what happens to what was not flushed: "all" of it is there, "none" of it, or
    "names" (files that exist with nothing in them, and a rename that left both names).
    """

    def __init__(self, before: Path, kept: str) -> None:
        self.before, self.kept = before, kept

    def build(self, log: list[tuple[Any, ...]], place: Path) -> None:
        """Make the folder `place` hold what the drive would."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.before, place)
        content: dict[str, bytes] = {}
        safe_content: dict[str, bytes] = {}
        safe_names: dict[str, str] = {}   # final name -> name it was created under
        names: dict[str, str] = {}
        removed: list[str] = []
        for entry in log:
            match entry:
                case ("folder", name):
                    (place / name).mkdir(exist_ok=True)
                case ("create", name):
                    names[_plain(name)], content[_plain(name)] = _plain(name), b""
                case ("write", name, data):
                    content[_plain(name)] += data
                case ("flush", name):
                    safe_content[_plain(name)] = content[_plain(name)]
                case ("rename", old, new):
                    names[_plain(new)] = names.pop(_plain(old))
                case ("flush folder", folder):
                    safe_names = {name: first for name, first in safe_names.items()
                                  if name in names or _folder(name) != _plain(folder)}
                    safe_names |= {name: first for name, first in names.items() if _folder(name) == _plain(folder)}
                case ("remove", name):
                    names.pop(_plain(name), None)
                    removed.append(name)
        held = dict(names if self.kept == "all" else safe_names)
        if self.kept == "names":
            held |= names
        for name, first in held.items():
            (place / name).write_bytes(content[first] if self.kept == "all" else safe_content.get(first, b""))
        for name in removed:
            if self.kept == "all" and (place / name).is_file():
                (place / name).unlink()


def _plain(name: str) -> str:
    return str(Path(name))


def _folder(name: str) -> str:
    return str(Path(name).parent)
