# SPDX-License-Identifier: GPL-3.0-or-later
"""The frozen manifests and lists of a snapshot: each is read, or refused, as it says; and how many vectors there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile import errors
from casefile.backup import stick
from casefile.backup.manifest import from_bytes, to_bytes
from casefile.backup.medium import Medium
from tests.backup.craft_vectors import FOLDER, Vector, frozen

MANIFESTS, LISTS = (json.loads((FOLDER / name).read_text("ascii"))["vectors"] for name in ("manifest.json", "list.json"))


@pytest.mark.parametrize("vector", MANIFESTS, ids=lambda one: one["name"])
def test_a_manifest_is_read_or_refused_as_it_says(vector: Vector) -> None:
    data = vector["text"].encode("utf-8")
    if vector["expect"] == "ok":
        read = from_bytes(data)
        assert from_bytes(to_bytes(read)) == read
    else:
        with pytest.raises(errors.CasefileError) as refused:
            from_bytes(data)
        assert type(refused.value).__name__ == vector["expect"]


@pytest.mark.parametrize("vector", LISTS, ids=lambda one: one["name"])
def test_a_list_is_read_or_refused_as_it_says(vector: Vector, tmp_path: Path) -> None:
    (tmp_path / "snap").mkdir()
    (tmp_path / "snap" / "000007.sum").write_bytes(vector["text"].encode("utf-8"))
    if vector["expect"] == "ok":
        assert stick.read_list(Medium(tmp_path), 7).number == 7
    else:
        with pytest.raises(errors.Damaged):
            stick.read_list(Medium(tmp_path), 7)


def test_the_vectors_are_those_their_script_writes_and_a_hundred_and_fifty_in_all() -> None:
    assert {name: (FOLDER / name).read_text("ascii") for name in ("manifest.json", "list.json")} == frozen()
    for vectors in (MANIFESTS, LISTS):
        assert len({one["name"] for one in vectors}) == len(vectors)
    crypto = FOLDER.parent / "crypto"
    others = [one for name in ("header", "stream") for one in json.loads((crypto / f"{name}.json").read_text("ascii"))["vectors"]]
    assert len(others) + len(MANIFESTS) + len(LISTS) >= 150
    assert all(one["class"] for one in [*others, *MANIFESTS, *LISTS])
