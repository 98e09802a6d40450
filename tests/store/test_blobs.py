# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments: what comes out is what went in, and nothing can be told from outside."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import Damaged
from casefile.store import blobs
from casefile.store.writing import Change, new_id, write
from casefile.vault.session import Session


@pytest.mark.parametrize("size", [0, 1, 2, 255, 65_535, 65_536, 65_537, 200_003])
def test_what_comes_out_is_what_went_in(session: Session, size: int) -> None:
    data = os.urandom(size)
    blob = blobs.add(session, io.BytesIO(data))
    assert (blob.size, blob.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert blobs.read(session, blob) == data


def test_the_key_of_a_blob_is_random_and_shown_nowhere(session: Session) -> None:
    first, second = (blobs.add(session, io.BytesIO(b"the same letter")) for _ in range(2))
    assert first.key != second.key
    assert first.name != second.name
    assert first.key.hex() not in repr(first)
    assert repr(first.key) not in repr(first)


def test_a_blob_is_found_by_its_attachment(session: Session) -> None:
    blob, attachment = blobs.add(session, io.BytesIO(b"letter")), new_id()
    write(session, "attachment.add", [Change("attachments", attachment, {"sha256": blob.sha256})],
          blobs={attachment: blob})
    assert blobs.find(session, attachment) == blob
    assert blobs.every(session) == [(attachment, blob)]
    assert blobs.find(session, new_id()) is None


def test_a_failing_source_leaves_no_file(session: Session, vault: Path) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "the stick was pulled")

    with pytest.raises(Exception, match="drive"):
        blobs.add(session, Failing())
    assert [path for path in (vault / "blobs").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("hurt", ["flip", "cut", "longer", "gone", "other"])
def test_a_hurt_blob_is_damage(session: Session, vault: Path, hurt: str) -> None:
    blob, other = (blobs.add(session, io.BytesIO(letter * 70_000)) for letter in (b"a", b"b"))
    path, another = vault / "blobs" / blob.name[:2] / blob.name, vault / "blobs" / other.name[:2] / other.name
    data = path.read_bytes()
    if hurt == "gone":
        path.unlink()
    else:
        path.write_bytes({"flip": data[:-1] + bytes([data[-1] ^ 1]), "cut": data[:-20], "longer": data + b"x",
                          "other": another.read_bytes()}[hurt])
    with pytest.raises(Damaged):
        blobs.read(session, blob)


def test_a_name_that_is_not_ours_leads_nowhere(session: Session) -> None:
    for name in ("../../header", "A" * 32, "", "a" * 31 + "/"):
        with pytest.raises(Damaged):
            blobs.read(session, blobs.StoredBlob(name, "0" * 64, 1, bytes(32)))


@given(st.integers(0, 1 << 40))
def test_padding_never_shortens_and_costs_at_most_an_eighth(size: int) -> None:
    padded = blobs.padded(size)
    assert size <= padded <= size * 1.12 + 1
    assert blobs.padded(padded) == padded


def test_padding_hides_the_exact_length() -> None:
    assert len({blobs.padded(size) for size in range(100_000, 110_000)}) < 8
