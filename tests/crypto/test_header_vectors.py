# SPDX-License-Identifier: GPL-3.0-or-later
"""The frozen headers of tests/vectors/crypto/header.json: each opens, or fails, as it says.

A change that makes one of these fail is a change of format, and every vault would have to move.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crypto import errors
from crypto.header import open_cases, open_identities, parse, verify, verify_identities
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES, Kind, _passphrase_slot_with

FILE = json.loads((Path(__file__).parent.parent / "vectors/crypto/header.json").read_text("ascii"))
VECTORS: list[dict[str, Any]] = FILE["vectors"]
RC, RI = Secret(bytes.fromhex(FILE["rc"])), Secret(bytes.fromhex(FILE["ri"]))


def content(vector: dict[str, Any]) -> bytes:
    return bytes.fromhex(vector["hex"]) + bytes(vector.get("zeros_after", 0))


def key(vector: dict[str, Any], name: str) -> RecoveryKey | None:
    return RecoveryKey.from_text(vector[name]) if name in vector else None


def steps(vector: dict[str, Any]) -> list[Callable[[], object]]:
    """What the vector asks for, one after the other; a faulty one fails at the last step."""
    todo: list[Callable[[], object]] = [lambda: parse(content(vector))]
    if "passphrase" in vector or "recovery" in vector:
        todo.append(lambda: open_cases(parse(content(vector)), passphrase=vector.get("passphrase"),
                                       second=vector.get("second"), recovery=key(vector, "recovery")))
    if "identity_passphrase" in vector or "identity_recovery" in vector:
        todo.append(lambda: open_identities(parse(content(vector)), RC, passphrase=vector.get("identity_passphrase"),
                                            recovery=key(vector, "identity_recovery")))
    return todo


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expect"] == "ok"], ids=lambda v: v["name"])
def test_a_sound_header_opens_to_its_roots(vector: dict[str, Any]) -> None:
    for step, root in zip(steps(vector)[1:], (RC, RI), strict=False):
        assert step() == root
    header = parse(content(vector))
    verify(header, RC)
    verify_identities(header, RI)


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expect"] != "ok"], ids=lambda v: v["name"])
def test_a_faulty_header_is_refused_for_its_fault(vector: dict[str, Any]) -> None:
    *sound, faulty = steps(vector)
    for step in sound:
        step()
    with pytest.raises(errors.CryptoError) as caught:
        faulty()
    assert type(caught.value).__name__ == vector["expect"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["class"].startswith("cost")], ids=lambda v: v["name"])
def test_a_cost_outside_the_limits_is_refused_without_taking_memory(vector: dict[str, Any]) -> None:
    data = content(vector)
    tracemalloc.start()
    try:
        with pytest.raises(errors.OverLimit):
            parse(data)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_passphrase_slot_is_written_as_the_frozen_one() -> None:
    vector = VECTORS[0]
    header = parse(content(vector))
    for root, secret, phrase in ((CASES, RC, vector["passphrase"]), (IDENTITIES, RI, vector["identity_passphrase"])):
        frozen = next(slot for slot in header.of(root) if slot.kind == Kind.PASSPHRASE)
        assert frozen.cost is not None
        drawn = iter([frozen.id, frozen.body[12:28], frozen.body[28:40]])  # id, salt, nonce
        again = _passphrase_slot_with(header.fixed, root, secret, (phrase,), frozen.cost, frozen.added, RC,
                                      lambda n, drawn=drawn: next(drawn))  # type: ignore[misc]
        assert again == frozen


def test_there_are_enough_vectors_and_no_name_twice() -> None:
    names = [vector["name"] for vector in VECTORS]
    assert len(names) == len(set(names)) >= 80
    assert all(vector["class"] for vector in VECTORS)
