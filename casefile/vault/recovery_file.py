# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet with a vault's two recovery secrets: written once, kept apart from the vault.

Plain text that a person can print, that the program reads back, and that the stock `age` program
takes as an identity file (it skips lines that begin with #).  Each secret stands there twice: as an
AGE-SECRET-KEY line and as 24 words to be written down by hand.  Either is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casefile.errors import InputRefused
from casefile.host.private_files import drive_trouble, write_private
from crypto import errors as crypto_errors
from crypto.recovery import WORD_COUNT, RecoveryKey

CASES, IDENTITIES = "case vault", "identity vault"
_MAX_BYTES = 64 * 1024
_SECTION = re.compile(r"#\s*recovery secret of the (case|identity) vault\b", re.IGNORECASE)
_WORDS_LINE = re.compile(r"#?\s*words?:\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecoverySecrets:
    """What a recovery file holds; a part that is not in it is None.

    `others` are secrets without a label: they may open either vault.
    """

    cases: RecoveryKey | None
    identities: RecoveryKey | None
    others: tuple[RecoveryKey, ...] = ()

    @property
    def all(self) -> tuple[RecoveryKey, ...]:
        """Every secret of the file."""
        return tuple(key for key in (self.cases, self.identities, *self.others) if key is not None)


def text(vault_id: str, cases: RecoveryKey | None, identities: RecoveryKey | None) -> str:
    """The sheet, as text; with one secret only where the other is None."""
    lines = [
        "# Casefile: recovery secrets", f"# Vault {vault_id}", "#",
        "# Whoever holds this sheet can open the vault and its backups. Print it or copy it by hand,",
        "# keep it far from the computer, the two halves with two different people, and remove this file.", ""]
    for name, key in ((CASES, cases), (IDENTITIES, identities)):
        if key is not None:
            lines += [f"# Recovery secret of the {name}", f"# Words: {key.words}", key.line, ""]
    return "\n".join(lines)


def write(path: Path, vault_id: str, cases: RecoveryKey | None, identities: RecoveryKey | None) -> None:
    """Write the sheet to a new file, mode 0600.  Raises DriveTrouble, or UsageError when there is one."""
    write_private(path, text(vault_id, cases, identities).encode("utf-8"), replace=False, outside=True)


def read(path: Path) -> RecoverySecrets:
    """Read a recovery file, whole or in part; also a file with one age key or 24 words and nothing else.

    Raises InputRefused, DriveTrouble.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise drive_trouble(error) from error
    if len(data) > _MAX_BYTES:
        raise _refused()
    try:
        return parse(data.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise _refused() from None


def parse(lines: Sequence[str]) -> RecoverySecrets:
    """The secrets in the lines of a sheet.  Raises InputRefused when there is none, or two that differ."""
    labelled: dict[str, list[RecoveryKey]] = {CASES: [], IDENTITIES: []}
    others: list[RecoveryKey] = []
    into = others
    loose: list[str] = []
    for line in (line.strip() for line in lines):
        if section := _SECTION.match(line):
            into = labelled[CASES if section[1].lower() == "case" else IDENTITIES]
        elif found := _WORDS_LINE.fullmatch(line):
            _add(into, found[1])
        elif line.upper().startswith("AGE-SECRET-KEY-"):
            _add(into, line)
        elif line and not line.startswith("#"):
            loose.append(line)
            if len(" ".join(loose).split()) == WORD_COUNT:
                _add(into, " ".join(loose))
                loose = []
    if loose or not any((others, *labelled.values())):
        raise _refused()
    return RecoverySecrets(_single(labelled[CASES]), _single(labelled[IDENTITIES]), tuple(others))


def _add(into: list[RecoveryKey], written: str) -> None:
    try:
        key = RecoveryKey.from_text(written)
    except crypto_errors.Damaged:
        raise _refused() from None
    if key.recipient not in [other.recipient for other in into]:
        into.append(key)


def _single(keys: list[RecoveryKey]) -> RecoveryKey | None:
    if len(keys) > 1:
        raise InputRefused("The recovery file holds two different secrets under one label.", kind="recovery-file")
    return keys[0] if keys else None


def _refused() -> InputRefused:
    return InputRefused("This is no recovery file, or one of its words is mistyped.", kind="recovery-file",
                        advice="Give the file that was written when the vault was made, or the 24 words in a "
                               "text file.")
