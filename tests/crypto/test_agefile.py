# SPDX-License-Identifier: GPL-3.0-or-later
"""age files by stream: the stock program reads ours, we read its, and trouble keeps its own name."""

from __future__ import annotations

import errno
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.agefile import decrypt, encrypt
from crypto.errors import Damaged, WrongSecret
from crypto.recovery import RecoveryKey

KEY, OTHER = RecoveryKey.generate(), RecoveryKey.generate()
CONTENT = b"first line\n" + bytes(200_000)


def sealed(content: bytes = CONTENT, *keys: RecoveryKey) -> bytes:
    out = io.BytesIO()
    encrypt([key.recipient for key in keys or (KEY,)], io.BytesIO(content), out)
    return out.getvalue()


def opened(data: bytes, *keys: RecoveryKey) -> bytes:
    out = io.BytesIO()
    decrypt(keys or (KEY,), io.BytesIO(data), out)
    return out.getvalue()


WHOLE = sealed()  # one for all examples: each making has other lengths


def test_each_recipient_opens_and_nobody_else() -> None:
    data = sealed(CONTENT, KEY, OTHER)
    assert opened(data, KEY) == opened(data, OTHER) == opened(data, RecoveryKey.generate(), OTHER) == CONTENT
    with pytest.raises(WrongSecret):
        opened(data, RecoveryKey.generate())


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_no_changed_or_cut_file_opens(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    changed = WHOLE[:at] + bytes([WHOLE[at] ^ 1 << data.draw(st.integers(0, 7))]) + WHOLE[at + 1:]
    for wrong in (changed, WHOLE[:at], WHOLE + b"\0"):
        with pytest.raises((Damaged, WrongSecret)):
            opened(wrong)


class Full(io.BytesIO):
    """A drive with room for some bytes only."""

    def write(self, data: object, /) -> int:
        if self.tell() > 100_000:
            raise OSError(errno.ENOSPC, "full")
        return super().write(data)  # type: ignore[arg-type]


class Torn(io.BytesIO):
    """A drive that fails while it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 50_000:
            raise OSError(errno.EIO, "torn")
        return super().read(size)


def test_trouble_of_the_drive_is_not_called_damage() -> None:
    for source, target, number in ((io.BytesIO(CONTENT), Full(), errno.ENOSPC),
                                   (Torn(CONTENT), io.BytesIO(), errno.EIO)):
        with pytest.raises(OSError) as caught:
            encrypt([KEY.recipient], source, target)
        assert caught.value.errno == number
    for source, target, number in ((io.BytesIO(WHOLE), Full(), errno.ENOSPC),
                                   (Torn(WHOLE), io.BytesIO(), errno.EIO)):
        with pytest.raises(OSError) as caught:
            decrypt([KEY], source, target)
        assert caught.value.errno == number


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_stock_program_reads_ours_and_we_read_its(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY.line + "\n")
    (tmp_path / "ours").write_bytes(sealed())
    read = subprocess.run(["age", "-d", "-i", tmp_path / "key", tmp_path / "ours"], capture_output=True, check=True)
    assert read.stdout == CONTENT
    made = subprocess.run(["age", "-r", KEY.recipient], input=CONTENT, capture_output=True, check=True)
    assert opened(made.stdout) == CONTENT
