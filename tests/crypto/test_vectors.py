# SPDX-License-Identifier: GPL-3.0-or-later
"""Frozen vectors of the small formats: seal, Argon2id, labels, chain, recovery spellings.

They hold in both directions: what we write today equals the file, and the file's faults are refused.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crypto import chain, errors
from crypto.kdf import Cost, stretch
from crypto.recovery import RecoveryKey
from crypto.seal import _seal_with, unseal
from crypto.secret import Secret
from crypto.subkeys import Label, subkey

HERE = Path(__file__).parent.parent / "vectors/crypto"
Vector = dict[str, Any]


def load(name: str) -> list[Vector]:
    vectors: list[Vector] = json.loads((HERE / f"{name}.json").read_text("ascii"))["vectors"]
    return vectors


def raw(vector: Vector, name: str) -> bytes:
    return bytes.fromhex(vector[name])


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", load(name), ids=lambda v: f"{name}: {v['name']}")


@each("seal")
def test_a_seal_is_the_frozen_one(vector: Vector) -> None:
    key = Secret(raw(vector, "key"))
    if vector["expect"] == "ok":
        plain = raw(vector, "plaintext")
        assert _seal_with(key, raw(vector, "nonce"), plain, raw(vector, "aad")) == raw(vector, "sealed")
        assert unseal(key, raw(vector, "sealed"), raw(vector, "aad")) == plain
    else:
        with pytest.raises(errors.Damaged):
            unseal(key, raw(vector, "sealed"), raw(vector, "aad"))


@each("kdf")
def test_a_passphrase_stretches_to_the_frozen_key(vector: Vector) -> None:
    cost = Cost(vector["memory_kib"], vector["passes"], vector["lanes"])
    if vector["expect"] == "ok":
        assert stretch(vector["passphrase"], raw(vector, "salt"), cost).hex() == vector["key"]
    else:
        with pytest.raises(errors.OverLimit):
            stretch(vector["passphrase"], raw(vector, "salt"), cost)


@each("subkeys")
def test_a_label_gives_the_frozen_key(vector: Vector) -> None:
    label = Label[vector["name"]]
    assert label.value == vector["label"]
    assert subkey(Secret(raw(vector, "root")), label, raw(vector, "vault_id")).hex() == vector["key"]


def test_every_label_has_a_vector_and_none_is_used_twice() -> None:
    assert {vector["name"] for vector in load("subkeys")} == {label.name for label in Label}
    assert len({vector["key"] for vector in load("subkeys")}) == len(Label)


def test_the_chain_is_the_frozen_one() -> None:
    previous, key = chain.START, Secret(raw(load("chain")[0], "key"))
    for vector in load("chain"):
        fields = {name: bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
                  for name, value in vector["fields"].items()}
        assert (raw(vector, "previous"), vector["key"]) == (previous, key.hex())
        previous = chain.entry_digest(previous, fields)
        assert previous.hex() == vector["digest"]
        assert chain.mac(key, previous).hex() == vector["mac"]
        key = chain.next_key(key)


@pytest.mark.parametrize("vector", [v for v in load("recovery") if "secret" in v], ids=lambda v: v["name"])
def test_a_recovery_secret_has_the_frozen_spellings(vector: Vector) -> None:
    key = RecoveryKey(Secret(raw(vector, "secret")))
    assert (key.line, key.words, key.recipient) == (vector["line"], vector["words"], vector["recipient"])
    for text in (key.line, key.words, key.line.lower(), f"\n {key.words.upper()} \n".replace(" ", "  ")):
        assert RecoveryKey.from_text(text).line == key.line
    if "age" in vector:
        assert key.open(raw(vector, "age")) == raw(vector, "opens_to")


@pytest.mark.parametrize("vector", [v for v in load("recovery") if "text" in v], ids=lambda v: v["name"])
def test_what_is_not_a_recovery_secret_is_refused(vector: Vector) -> None:
    with pytest.raises(errors.Damaged):
        RecoveryKey.from_text(vector["text"])


@pytest.mark.parametrize("vector", [v for v in load("recovery") if "secret" not in v and "age" in v],
                         ids=lambda v: v["name"])
def test_an_age_file_that_does_not_open_says_why(vector: Vector) -> None:
    with pytest.raises(errors.CryptoError) as caught:
        RecoveryKey.from_text(vector["line"]).open(raw(vector, "age"))
    assert type(caught.value).__name__ == vector["expect"]
