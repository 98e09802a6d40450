# SPDX-License-Identifier: GPL-3.0-or-later
"""The header under hostile hands: no bit may change unseen, and no bytes may crash the reader."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CryptoError, Damaged, OverLimit, WrongSecret
from crypto.header import Header, NewHeader, new_header, open_cases, open_identities, parse, verify, with_slots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.slots import CASES, IDENTITIES, Kind, passphrase_slot, recipient_slot
from tests.crypto.craft import Crafted, CraftedSlot

A, B = "seven lanterns under glass snow", "an anvil hums beside harbour nine"
CASE_KEY, IDENTITY_KEY = RecoveryKey.generate(), RecoveryKey.generate()
COST = PROFILES["low-memory"]


@pytest.fixture(scope="module")
def new() -> NewHeader:
    return new_header(b"sixteen byte id.", A, B, COST, CASE_KEY.recipient, IDENTITY_KEY.recipient, 1_700_000_000)


@pytest.fixture(scope="module")
def header(new: NewHeader) -> Header:
    return parse(new.data)


def test_each_secret_opens_its_own_root(new: NewHeader, header: Header) -> None:
    assert open_cases(header, passphrase=A) == open_cases(header, recovery=CASE_KEY) == new.rc
    assert open_identities(header, new.rc, passphrase=B) == new.ri
    assert open_identities(header, new.rc, recovery=IDENTITY_KEY) == new.ri
    assert new.rc != new.ri


def test_the_case_secrets_do_not_open_identities(new: NewHeader, header: Header) -> None:
    for secret in ({"passphrase": A}, {"recovery": CASE_KEY}):
        with pytest.raises(WrongSecret):
            open_identities(header, new.rc, **secret)


def test_the_identity_secrets_open_nothing_without_the_case_root(new: NewHeader, header: Header) -> None:
    for secret in ({"passphrase": B}, {"recovery": IDENTITY_KEY}):
        with pytest.raises(WrongSecret):
            open_cases(header, **secret)
        with pytest.raises(CryptoError):
            open_identities(header, new.ri, **secret)


def test_no_secret_at_all_opens_nothing(new: NewHeader, header: Header) -> None:
    with pytest.raises(WrongSecret):
        open_cases(header)
    with pytest.raises(WrongSecret):
        open_identities(header, new.rc)


def test_every_single_bit_is_under_the_tag(new: NewHeader) -> None:
    for at in range(len(new.data)):
        for bit in range(8):
            changed = bytearray(new.data)
            changed[at] ^= 1 << bit
            with pytest.raises(CryptoError):
                verify(parse(bytes(changed)), new.rc)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_flipped_bit_opens_with_the_recovery_key(new: NewHeader, data: st.DataObject) -> None:
    changed = bytearray(new.data)
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CryptoError):
        open_cases(parse(bytes(changed)), recovery=CASE_KEY)


@given(st.binary(max_size=400))
def test_the_reader_answers_any_bytes_with_its_own_errors(data: bytes) -> None:
    for start in (b"", Crafted(b"", b"", []).fixed(), Crafted(b"", b"", []).data()[:48]):
        with pytest.raises(CryptoError):
            parse(start + data)


@settings(deadline=None)
@given(st.data())
def test_the_reader_answers_any_edit_with_its_own_errors(new: NewHeader, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(new.data))] * 2)))
    edited = new.data[:start] + data.draw(st.binary(max_size=40)) + new.data[end:]
    if edited != new.data:
        with pytest.raises(CryptoError):
            verify(parse(edited), new.rc)


slot = st.builds(CraftedSlot, kind=st.integers(0, 255), root=st.integers(0, 3), id=st.binary(min_size=8, max_size=8),
                 body=st.binary(max_size=200), length=st.none() | st.integers(0, 300))


@given(st.lists(slot, max_size=18), st.binary(max_size=3))
def test_any_slots_are_read_or_refused_and_read_back_the_same(slots: list[CraftedSlot], trailing: bytes) -> None:
    crafted = Crafted(bytes(32), bytes(32), sorted(slots, key=lambda s: (s.root, s.id)), trailing=trailing)
    try:
        header = parse(crafted.data())
    except CryptoError:
        return
    assert not trailing
    assert b"".join(s.data for s in header.slots) == b"".join(s.data() for s in crafted.slots)


def test_passphrase_a_changes_without_the_identities_root(new: NewHeader, header: Header) -> None:
    kept = [s for s in header.slots if not (s.root == CASES and s.kind == Kind.PASSPHRASE)]
    fresh = passphrase_slot(header.fixed, CASES, new.rc, ("brand new words for this door",), COST, 1, new.rc)
    changed = parse(with_slots(header, [*kept, fresh], new.rc))
    assert changed.generation == header.generation + 1
    with pytest.raises(WrongSecret):
        open_cases(changed, passphrase=A)
    rc = open_cases(changed, passphrase="brand new words for this door")
    assert open_identities(changed, rc, passphrase=B) == new.ri


def test_identity_slots_do_not_change_without_the_identities_root(new: NewHeader, header: Header) -> None:
    with pytest.raises(WrongSecret):
        with_slots(header, header.of(CASES), new.rc)
    smaller = with_slots(header, [*header.of(CASES), header.of(IDENTITIES)[0]], new.rc, new.ri)
    assert len(parse(smaller).slots) == 3


def test_an_added_identity_slot_opens(new: NewHeader, header: Header) -> None:
    office = RecoveryKey.generate()
    added = recipient_slot(header.fixed, Kind.OFFICE, IDENTITIES, new.ri, office.recipient, 5, new.rc)
    changed = parse(with_slots(header, [*header.slots, added], new.rc, new.ri))
    assert open_identities(changed, new.rc, recovery=office) == new.ri
    with pytest.raises(Damaged):
        open_identities(changed, new.ri, recovery=office)


def test_a_header_is_never_written_with_no_slot_or_with_seventeen(new: NewHeader, header: Header) -> None:
    slots = [recipient_slot(header.fixed, Kind.OFFICE, CASES, new.rc, CASE_KEY.recipient, 5, new.rc) for _ in range(17)]
    for wrong in ([], slots):
        with pytest.raises(OverLimit):
            with_slots(header, wrong, new.rc, new.ri)
