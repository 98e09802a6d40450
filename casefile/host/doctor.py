# SPDX-License-Identifier: GPL-3.0-or-later
"""What this computer does for the vault's safety, looked at and told.

Looks only: it makes no socket, not even one that would be refused, and writes nothing.  What cannot
be found out is told as not in order, never passed over.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casefile.host import hardening, swap
from casefile.host.clock import Clock, SystemClock, stamp

_LIBRARIES = ("sqlcipher3", "cryptography", "argon2-cffi", "pyrage", "typst", "PySide6-Essentials", "pikepdf",
              "pypdf", "pypdfium2", "pillow", "ahocorasick-rs")
SCRIPTS = {
    "latin": "en", "cyrillic": "ru", "greek": "el", "korean": "ko", "chinese-simplified": "zh-cn",
    "chinese-traditional": "zh-tw", "japanese": "ja", "arabic": "ar", "hebrew": "he", "burmese": "my",
    "khmer": "km", "thai": "th", "lao": "lo", "ethiopic": "am", "tamil": "ta", "devanagari": "hi",
    "bengali": "bn", "tibetan": "bo", "georgian": "ka", "armenian": "hy"}
_OUR_TIME = "2026-01-01T00:00:00Z"
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: a stable id, whether it is in order, and what was seen."""

    id: str
    ok: bool
    detail: str

    def as_json(self) -> dict[str, object]:
        """The check as the command line prints it."""
        return {"id": self.id, "ok": self.ok, "detail": self.detail}


def examine(clock: Clock | None = None, families: Mapping[str, str] | None = None) -> list[Check]:
    """Every check of this computer; what protects this process is told as it stands, not changed.

    `families` is a font for each of SCRIPTS ("" = none), from a process that may start no program to ask.
    """
    found = [Check(step.id, step.ok, step.detail) for step in hardening.applied()]
    if not found:
        found = [Check("hardened", False, "this process was started without its protections")]
    if not any(check.id == "network-denied" for check in found):
        found.append(Check("network-denied", False, "no filter of the system is in force here"))
    found += [filtered(), *written_out(), database_library(), *libraries(), *fonts(families), time(clock or SystemClock())]
    return found


def time(clock: Clock) -> Check:
    """Whether the clock can be right at all: not before this program was made."""
    now = stamp(clock.now())
    return Check("clock-plausible", now >= _OUR_TIME, f"it says {now}")


def written_out() -> Iterator[Check]:
    """Whether memory written to a disk by the system, as swap or asleep, would be encrypted."""
    found = swap.swaps()
    yield Check("swap-encrypted", *swap.encrypted(found))
    yield Check("hibernation-encrypted", *swap.hibernation(found))


def filtered(status: Path = _STATUS) -> Check:
    """The kernel's own word that a filter is in force on this process."""
    try:
        lines = status.read_text("utf-8").splitlines()
    except OSError:
        return Check("filter-seen", False, "the system does not say whether a filter is in force")
    seen = "Seccomp:\t2" in lines
    return Check("filter-seen", seen, "the kernel says that a filter is in force" if seen else
                 "the kernel says that no filter is in force")


def database_library() -> Check:
    """Whether the database library can encrypt at all."""
    from sqlcipher3 import dbapi2  # loaded here so that looking at the computer works without it

    connection = dbapi2.connect(":memory:")
    try:
        found = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return Check("sqlcipher", bool(found), f"SQLCipher {found[0]}, SQLite {dbapi2.sqlite_version}" if found
                 else "the database library cannot encrypt")


def libraries() -> Iterator[Check]:
    """The versions of the libraries the program stands on."""
    yield Check("python", sys.version_info >= (3, 11), f"{platform.python_implementation()} "
                f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    installed = _installed()
    for name in _LIBRARIES:
        found = installed.get(_plain(name), "")
        yield Check(f"library-{name.lower()}", bool(found), found or "not installed")


def _installed() -> dict[str, str]:
    """Versions by plain name, from the folders they are noted in: importlib.metadata would load the socket module."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for noted in Path(folder).glob("*.dist-info") if folder else ():
            name, _, version = noted.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(_plain(name), version)
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def fonts(families: Mapping[str, str] | None = None) -> Iterator[Check]:
    """Whether there is a font for every script testimonies come in; asked of the system unless it is told."""
    finder = shutil.which("fc-list")
    for script, language in SCRIPTS.items():
        if families is not None:
            found = [families[script]] if families.get(script) else []
        elif finder is None:
            yield Check(f"font-{script}", False, "the system's fonts cannot be listed (fc-list is missing)")
            continue
        else:
            found = _families(finder, language)
        yield Check(f"font-{script}", bool(found), found[0] if found else "no font for this script")


def _families(finder: str, language: str) -> list[str]:
    """Font families for a language; without a home folder, so that no cache is written into it."""
    nowhere = {"PATH": os.defpath, "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run([finder, f":lang={language}", "family"], env=nowhere, capture_output=True,
                              timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return sorted({line.split(",")[0].strip() for line in lines if line.strip()})
