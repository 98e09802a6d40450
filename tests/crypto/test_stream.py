# SPDX-License-Identifier: GPL-3.0-or-later
"""The chunked stream: frozen vectors, and nothing but the whole file in its order opens."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import Damaged
from crypto.secret import Secret
from crypto.stream import CHUNK, _encrypt_with, decrypt, encrypt, sealed_length

FILE = json.loads((Path(__file__).parent.parent / "vectors/crypto/stream.json").read_text("ascii"))
KEY, NONCE = Secret(bytes.fromhex(FILE["key"])), bytes.fromhex(FILE["nonce"])
STEP = CHUNK + 16
Vector = dict[str, Any]


def plain(n: int) -> bytes:
    return hashlib.shake_256(b"plain").digest(n) if n else b""


def sealed(n: int) -> bytes:
    out = io.BytesIO()
    assert _encrypt_with(KEY, NONCE, io.BytesIO(plain(n)), out) == n
    return out.getvalue()


def opened(data: bytes) -> bytes:
    out = io.BytesIO()
    assert decrypt(KEY, io.BytesIO(data), out) == len(out.getvalue())
    return out.getvalue()


def chunks(data: bytes) -> list[bytes]:
    return [data[i:i + STEP] for i in range(16, len(data), STEP)]


def edited(data: bytes, edit: list[Any], vector: Vector) -> bytes:
    match edit:
        case ["keep", start, end]:
            return data[start:end]
        case ["append", more]:
            return data + bytes.fromhex(more)
        case ["order", order]:
            return data[:16] + b"".join(chunks(data)[i] for i in order)
        case ["flip", at]:
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
        case ["empty_last"]:  # a first chunk that is not marked last comes from a longer stream
            return sealed(CHUNK + 1)[:16 + STEP] + bytes.fromhex(vector["sealed_tail"])
    raise AssertionError(edit)


@pytest.mark.parametrize("vector", FILE["vectors"], ids=lambda v: v["name"])
def test_a_stream_is_the_frozen_one(vector: Vector) -> None:
    data = sealed(vector["plain_bytes"])
    if vector["expect"] == "ok":
        assert (len(data), hashlib.sha256(data).hexdigest()) == (vector["sealed_bytes"], vector["sealed_sha256"])
        assert len(data) == sealed_length(vector["plain_bytes"])
        assert opened(data) == plain(vector["plain_bytes"])
    else:
        with pytest.raises(Damaged):
            opened(edited(data, vector["edit"], vector))


@given(st.integers(0, 3 * CHUNK + 40), st.data())
def test_no_prefix_of_a_stream_opens(length: int, data: st.DataObject) -> None:
    whole = sealed(length)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Damaged):
        opened(whole[:cut])


@given(st.lists(st.integers(0, 2), max_size=5))
def test_no_other_order_of_chunks_opens(order: list[int]) -> None:
    whole = sealed(2 * CHUNK + 77)
    rearranged = whole[:16] + b"".join(chunks(whole)[i] for i in order)
    if order == [0, 1, 2]:
        assert opened(rearranged) == plain(2 * CHUNK + 77)
    else:
        with pytest.raises(Damaged):
            opened(rearranged)


@given(st.integers(0, 2 * CHUNK), st.data())
def test_no_flipped_bit_opens(length: int, data: st.DataObject) -> None:
    whole = bytearray(sealed(length))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Damaged):
        opened(bytes(whole))


class OneByteAtATime(io.BytesIO):
    """A source that answers with fewer bytes than asked for, as a pipe may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000) if size is None or size > 0 else size)


def test_a_slow_source_gives_the_same_stream() -> None:
    out = io.BytesIO()
    assert _encrypt_with(KEY, NONCE, OneByteAtATime(plain(CHUNK + 10)), out) == CHUNK + 10
    assert out.getvalue() == sealed(CHUNK + 10)


def test_the_same_file_twice_gives_two_different_streams() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    encrypt(KEY, io.BytesIO(b"the same"), first)
    encrypt(KEY, io.BytesIO(b"the same"), second)
    assert first.getvalue()[16:] != second.getvalue()[16:]
