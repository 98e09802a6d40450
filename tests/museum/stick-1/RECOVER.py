#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a backup without the program that made it.  Lies on every stick as RECOVER.py.

    python3 RECOVER.py RECOVERY-FILE NEW-FOLDER [NUMBER]

Needs Python 3.8 or later and the program `age` (https://age-encryption.org), nothing else.  Checks every
file against its hash, then writes into NEW-FOLDER: records.sql and records.db, identities.sql and
identities.db where the recovery file opens them, and the attachments with a list of what they are.
What it writes is NOT encrypted.  It changes nothing on the stick.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

STICK = Path(__file__).resolve().parent
LINE = re.compile(r"([0-9a-f]{64})  (data/[0-9a-f]{2}/[0-9a-f]{64}|snap/[0-9]{6}\.age)")
NAME = re.compile(r"[0-9a-f]{32}")
HASH = re.compile(r"[0-9a-f]{64}")


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    sys.stderr.write(text + "\n")


def check(number: int) -> None:
    """Every file of a snapshot against the hash in its list."""
    lines = (STICK / "snap" / f"{number:06d}.sum").read_text("ascii").splitlines()
    for line in lines:
        match = LINE.fullmatch(line)
        if not match:
            sys.exit(f"The list of snapshot {number} is damaged.")
        digest = hashlib.sha256()
        with open(STICK / match[2], "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
        if digest.hexdigest() != match[1]:
            sys.exit(f"{match[2]} is damaged.")
    say(f"Snapshot {number}: {len(lines)} files are what they were.")


def decrypt(key: Path, file: Path, target: BinaryIO) -> bool:
    """Decrypt one age file onto the end of `target`; whether the key opens it."""
    target.flush()
    return subprocess.run(["age", "-d", "-i", str(key), str(file)], stdout=target, check=False).returncode == 0


def restore_object(key: Path, item: dict, target: Path) -> bool:  # type: ignore[type-arg]  # runs on old Pythons
    """Write an object's parts, one after the other, to a new file."""
    with open(target, "xb") as out:
        for part in item["parts"]:
            if not HASH.fullmatch(part["file"]):
                sys.exit("The manifest is damaged.")
            if not decrypt(key, STICK / "data" / part["file"][:2] / part["file"], out):
                return False
    return True


def database(key: Path, item: dict, folder: Path) -> None:  # type: ignore[type-arg]
    """records.sql and records.db, or the same of the identities."""
    name = item["role"]
    packed = folder / f"{name}.sql.gz"
    if not restore_object(key, item, packed):
        packed.unlink()
        say(f"{name}: this recovery file does not open them.")
        return
    with gzip.open(packed, "rb") as source, open(folder / f"{name}.sql", "xb") as out:
        for block in iter(lambda: source.read(1 << 20), b""):
            out.write(block)
    packed.unlink()
    connection = sqlite3.connect(folder / f"{name}.db")
    connection.executescript((folder / f"{name}.sql").read_text("utf-8"))
    connection.close()
    say(f"{name}: {name}.sql and {name}.db are written.")


def attachment(key: Path, item: dict, folder: Path) -> None:  # type: ignore[type-arg]
    """One attachment, cut to its true length."""
    if not NAME.fullmatch(item["id"]):
        sys.exit("The manifest is damaged.")
    target = folder / item["id"]
    if not restore_object(key, item, target):
        sys.exit(f"Attachment {item['id']} does not open.")
    os.truncate(target, item["bytes"])
    digest = hashlib.sha256()
    with open(target, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    say(f"attachment {item['id']}: {'as it was' if digest.hexdigest() == item['sha256'] else 'CHANGED'}")


def main() -> None:
    """From the command line."""
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    key, folder = Path(sys.argv[1]), Path(sys.argv[2])
    whole = sorted(int(path.stem) for path in (STICK / "snap").glob("[0-9]*.sum") if path.stat().st_size)
    if not whole:
        sys.exit("There is no complete snapshot here.")
    number = int(sys.argv[3]) if len(sys.argv) == 4 else whole[-1]
    os.umask(0o077)
    check(number)
    folder.mkdir()
    (folder / "attachments").mkdir()
    with open(folder / "manifest.json", "xb") as out:
        if not decrypt(key, STICK / "snap" / f"{number:06d}.age", out):
            sys.exit("This recovery file does not open the backup.")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for item in manifest["items"]:
        if item["role"] == "attachment":
            attachment(key, item, folder / "attachments")
        elif item["role"] in ("records", "identities"):
            database(key, item, folder)
    say(f"Done. What lies in {folder} is not encrypted.")


if __name__ == "__main__":
    main()
