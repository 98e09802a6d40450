# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers of any form: read or refused with the reader's own errors, and never more asked for than the limits allow.

The reader runs no key derivation: it is not reachable from it, and a cost beyond the limits is refused by it.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto import kdf
from crypto.errors import CryptoError
from crypto.header import MAX_BYTES, parse, verify
from crypto.secret import Secret
from tests.crypto.craft import MAGIC, Crafted, CraftedSlot, phrase_body, recipient_body
from tests.faults.budget import budget, counted

RC, RI = bytes(range(32)), bytes(range(32, 64))
EXAMPLES = budget(500, 20_000)
numbers = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 3, 4, 8, 64, 65536, 2**21, 2**31, 2**32 - 1])
small = st.integers(0, 255)
bodies = (st.builds(phrase_body, st.tuples(numbers, numbers, small), salts=st.integers(0, 3)) |
          st.builds(recipient_body, st.binary(max_size=90), st.binary(max_size=300)) | st.binary(max_size=120))
slots = st.builds(CraftedSlot, kind=st.integers(0, 5) | small, root=st.integers(0, 3), body=bodies,
                  id=st.binary(min_size=8, max_size=8), added=st.integers(0, 2**64 - 1),
                  length=st.none() | st.integers(0, 2**16 - 1))
headers = st.builds(
    Crafted, rc=st.just(RC), ri=st.just(RI), slots=st.lists(slots, max_size=18).map(
        lambda many: sorted(many, key=lambda one: (one.root, one.id))),
    magic=st.just(MAGIC) | st.binary(min_size=8, max_size=8), version=st.just(1) | st.integers(0, 65535),
    suite=st.just(1) | st.integers(0, 65535), floor=st.just((65536, 3)) | st.tuples(numbers, numbers),
    generation=st.integers(0, 2**64 - 1), count=st.none() | small, reserved=st.just(bytes(3)) | st.binary(
        min_size=3, max_size=3), trailing=st.just(b"") | st.binary(max_size=50))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(headers)
def test_any_header_is_refused_or_asks_for_no_more_than_the_limits(header: Crafted) -> None:
    data = header.data()
    try:
        read = parse(data)
    except CryptoError:
        return
    assert len(data) <= MAX_BYTES
    assert len(read.slots) <= 16
    for slot in read.slots:
        if slot.cost is not None:
            kdf.check_cost(slot.cost)
    verify(read, Secret(RC))


def test_any_damage_to_a_header_is_refused() -> None:
    whole = Crafted(RC, RI, [CraftedSlot(1, 1, b"slot one", phrase_body()), CraftedSlot(2, 1, b"slot two", recipient_body()),
                             CraftedSlot(1, 2, b"slot 3  ", phrase_body())]).data()
    verify(parse(whole), Secret(RC))
    chance, tried = random.Random(9), budget(19_500, 1_000_000)
    for _ in range(tried):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at, size = chance.randrange(len(data)), chance.choice([0, 1, 1, 2, 4, 40])
            data[at:at + size] = chance.choice([chance.randbytes(size), chance.randbytes(chance.randrange(9)), b"",
                                                bytes(size), b"\xff" * size, data[-size:]])
        if bytes(data) == whole:
            continue
        with pytest.raises(CryptoError):
            verify(parse(bytes(data)), Secret(RC))
    counted("fuzz", "headers", tried + EXAMPLES)
