# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery sheet: read back whole, in halves, by words or by key; nothing else is one."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from casefile.errors import InputRefused
from casefile.vault import recovery_file
from crypto.recovery import RecoveryKey, recipient_seal

Keys = tuple[RecoveryKey, RecoveryKey]


def lines(keys: Keys) -> list[str]:
    return recovery_file.text("0" * 32, *keys).splitlines()


def recipients(secrets: recovery_file.RecoverySecrets) -> list[str]:
    return [key.recipient for key in secrets.all]


def test_a_sheet_reads_back(recovery_sheet: Path, recovery_keys: Keys) -> None:
    secrets = recovery_file.read(recovery_sheet)
    assert secrets.cases is not None
    assert secrets.identities is not None
    assert recipients(secrets) == [key.recipient for key in recovery_keys]


def test_either_spelling_alone_is_enough(recovery_keys: Keys) -> None:
    for kept in ("# ", "AGE-"):
        short = [line for line in lines(recovery_keys) if line.startswith(kept)]
        assert recipients(recovery_file.parse(short)) == [key.recipient for key in recovery_keys]


def test_half_a_sheet_opens_its_half(recovery_keys: Keys) -> None:
    whole = lines(recovery_keys)
    cut = next(at for at, line in enumerate(whole) if "identity vault" in line)
    assert recovery_file.parse(whole[:cut]).identities is None
    assert recovery_file.parse(whole[cut:]).cases is None


def test_a_bare_key_or_words_on_several_lines_are_taken(recovery_keys: Keys) -> None:
    words = recovery_keys[0].words.split()
    for bare in ([recovery_keys[0].line], [recovery_keys[0].words], [" ".join(words[:12]), " ".join(words[12:])]):
        secrets = recovery_file.parse(bare)
        assert [key.recipient for key in secrets.others] == [recovery_keys[0].recipient]


def test_stock_age_takes_the_sheet_as_an_identity_file(recovery_keys: Keys) -> None:
    keys = [line for line in lines(recovery_keys) if line and not line.startswith("#")]
    assert len(keys) == 2
    sealed = recipient_seal([recovery_keys[1].recipient], b"backup")
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(key) for key in keys]) == b"backup"


@pytest.mark.parametrize("hurt", ["empty", "mistyped word", "mistyped key", "loose text", "binary", "huge", "two"])
def test_anything_else_is_refused(tmp_path: Path, recovery_keys: Keys, hurt: str) -> None:
    sheet = "\n".join(lines(recovery_keys))
    first = recovery_keys[0].words.split()[0]
    data = {"empty": b"", "mistyped word": sheet.replace(f"Words: {first} ", "Words: zzzz ").encode(),
            "mistyped key": sheet.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1Q").encode(),
            "loose text": (sheet + "\nand something else").encode(), "binary": b"\xff\xfe" + sheet.encode(),
            "huge": sheet.encode() + b"\n" * 70_000,
            "two": sheet.replace("of the identity vault", "of the case vault").encode()}[hurt]
    (tmp_path / "sheet").write_bytes(data)
    with pytest.raises(InputRefused) as refused:
        recovery_file.read(tmp_path / "sheet")
    assert not any(word in refused.value.message for word in (recovery_keys[0].line, recovery_keys[0].words))
