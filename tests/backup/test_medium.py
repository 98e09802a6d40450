# SPDX-License-Identifier: GPL-3.0-or-later
"""Each file on a stick is written once, read back, and renamed only then."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.backup.bridge import pulled
from casefile.backup.medium import Medium
from casefile.backup.sealing import Plain, Unpacking, packed, padding_member
from casefile.errors import Damaged, DriveTrouble
from casefile.store.blobs import padded
from tests.backup.drives import Lying, Shortening


def put(medium: Medium, name: str = "file", data: bytes = b"content") -> None:
    medium.store(".", lambda out: out.write(data), lambda own: name)


def test_a_file_is_stored_whole_under_its_name(tmp_path: Path) -> None:
    put(Medium(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"content"


@pytest.mark.parametrize("drive", [Lying, Shortening])
def test_a_drive_that_lies_is_found_out_without_any_key(tmp_path: Path, drive: type[Medium]) -> None:
    with pytest.raises(DriveTrouble) as caught:
        put(drive(tmp_path))
    assert caught.value.kind == "read-back"
    assert not list(tmp_path.iterdir())


def test_nothing_existing_is_ever_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(DriveTrouble):
        put(Medium(tmp_path))
    assert (tmp_path / "file").read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_undo_takes_away_what_this_run_made_and_nothing_else(tmp_path: Path) -> None:
    put(Medium(tmp_path), "old")
    medium = Medium(tmp_path)
    medium.need_folder("folder")
    put(medium, "new")
    medium.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@given(st.integers(23, 300_000))
def test_padding_has_exactly_its_length_and_unpacks_to_one_comment(length: int) -> None:
    member, out = padding_member(length), io.BytesIO()
    assert len(member) == length
    unpacking = Unpacking(out)
    unpacking.write(member)
    unpacking.finish()
    text = out.getvalue()
    assert not text.strip(b" \n") or (text.startswith(b"--") and text.count(b"\n") == 1)


@given(st.binary(max_size=5000), st.integers(1, 700))
def test_what_is_packed_is_padded_and_comes_back(data: bytes, step: int) -> None:
    body, length = packed(lambda put: put(data), padded)
    whole = body.read()
    assert len(whole) == length == padded(length)
    out = io.BytesIO()
    unpacking = Unpacking(out)
    for at in range(0, length, step):
        unpacking.write(whole[at:at + step])
    unpacking.finish()
    assert out.getvalue().startswith(data)
    assert not out.getvalue()[len(data):].strip(b"- \n")


def unpack(data: bytes) -> None:
    unpacking = Unpacking(io.BytesIO())
    unpacking.write(data)
    unpacking.finish()


def test_what_is_cut_or_not_packed_at_all_is_refused() -> None:
    body, length = packed(lambda put: put(b"".join(b"%d\n" % number for number in range(200_000))), padded)
    whole = body.read()
    changed = whole[:100] + bytes([whole[100] ^ 4]) + whole[101:]
    for wrong in (whole[:-1], whole[:length // 2], b"not gzip", whole + b"x", changed):
        with pytest.raises(Damaged):
            unpack(wrong)


def test_a_bomb_is_handed_on_in_small_blocks() -> None:
    sizes: list[int] = []

    class Sizes:
        def write(self, data: bytes, /) -> None:
            sizes.append(len(data))

    body, _ = packed(lambda put: put(bytes(20_000_000)), padded)
    Unpacking(Sizes()).write(body.read())
    assert sum(sizes) >= 20_000_000
    assert max(sizes) <= 1 << 20


def test_an_attachment_is_cut_to_its_length_and_only_zeros_may_follow() -> None:
    for rest, sound in ((b"", True), (bytes(100), True), (b"\1", False)):
        out = io.BytesIO()
        plain = Plain(5, out)
        for byte in b"12345" + rest:
            plain.write(bytes([byte]))
        assert out.getvalue() == b"12345"
        if not sound:
            with pytest.raises(Damaged):
                plain.finish("5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5")
        else:
            plain.finish("5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5")


def test_the_bridge_hands_on_errors_from_either_side() -> None:
    def breaks(target: BinaryIO) -> None:
        raise Damaged("torn")

    def speaks(target: BinaryIO) -> None:
        for _ in range(99):
            target.write(b"through " * 10_000)

    with pytest.raises(Damaged), pulled(breaks) as source:
        source.read()
    with pytest.raises(KeyError), pulled(speaks):
        raise KeyError
    with pulled(speaks) as source:
        assert source.read() == b"through " * 990_000
