# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are not shown, not pickled, gone after wiping; what is handed over opens once."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.chain import START, entry_digest
from crypto.errors import CryptoError, Damaged, WrongSecret
from crypto.recovery import RecoveryKey, recipient_seal
from crypto.seal import OneUseKey, seal_to, unseal
from crypto.secret import Secret, equal


def test_a_secret_is_not_shown() -> None:
    secret = Secret(b"open sesame")
    assert "sesame" not in repr(secret) + str(secret) + f"{secret}"
    assert RecoveryKey.generate().line not in repr(RecoveryKey.generate())
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        hash(secret)


def test_a_wiped_secret_is_gone_and_cannot_be_used() -> None:
    with Secret.random() as secret:
        buffer = secret._data
        assert len(secret) == 32
    assert buffer == bytes(32)
    with pytest.raises(WrongSecret):
        secret.reveal()


def test_secrets_compare_by_content() -> None:
    assert Secret(b"a") == Secret(b"a") != Secret(b"b")
    assert equal(Secret(b"a"), b"a")
    assert Secret.random() != Secret.random()


def test_a_root_is_handed_over_once() -> None:
    receiver, root = OneUseKey(), Secret.random()
    sealed = seal_to(receiver.public, root, b"to the worker")
    assert root.reveal() not in sealed
    assert receiver.open(sealed, b"to the worker") == root
    with pytest.raises(WrongSecret):
        receiver.open(sealed, b"to the worker")


def test_what_was_handed_over_opens_only_for_its_receiver_and_purpose() -> None:
    sealed = seal_to((receiver := OneUseKey()).public, Secret.random(), b"to the worker")
    with pytest.raises(Damaged):
        receiver.open(sealed, b"to the desk")
    with pytest.raises(Damaged):
        OneUseKey().open(sealed, b"to the worker")
    for short in (b"", sealed[:40]):
        with pytest.raises(Damaged):
            OneUseKey().open(short, b"to the worker")
    with pytest.raises(Damaged):
        seal_to(bytes(31), Secret.random(), b"")


def test_an_age_file_opens_for_each_recipient_and_for_nobody_else() -> None:
    one, two, other = (RecoveryKey.generate() for _ in range(3))
    sealed = recipient_seal([one.recipient, two.recipient], b"content")
    assert one.open(sealed) == two.open(sealed) == b"content"
    with pytest.raises(WrongSecret):
        other.open(sealed)
    for nobody in ([], ["age1nobody"]):
        with pytest.raises(Damaged):
            recipient_seal(nobody, b"content")


@given(st.text(max_size=200))
def test_any_text_is_a_recovery_secret_or_refused(text: str) -> None:
    with pytest.raises(CryptoError):
        RecoveryKey.from_text(text)


@given(st.binary(max_size=100))
def test_any_bytes_are_unsealed_or_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        unseal(Secret(bytes(32)), data, b"")


names = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.binary(max_size=5), max_size=4)


@given(names, names)
def test_different_entries_have_different_digests(one: dict[str, str | int | bytes],
                                                  two: dict[str, str | int | bytes]) -> None:
    shuffled = dict(reversed(list(one.items())))
    assert entry_digest(START, one) == entry_digest(START, shuffled)
    same = {k: (type(v), v) for k, v in one.items()} == {k: (type(v), v) for k, v in two.items()}
    assert (entry_digest(START, one) == entry_digest(START, two)) == same
    assert entry_digest(b"\x01" * 32, one) != entry_digest(START, one)
