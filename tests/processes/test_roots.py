# SPDX-License-Identifier: GPL-3.0-or-later
"""Roots and jobs travel sealed: once, to one process, in one direction."""

from __future__ import annotations

import pytest

from casefile.processes.frames import Frames, Order, open_order
from casefile.processes.roots import Roots, open_roots
from crypto.errors import CryptoError
from crypto.seal import OneUseKey, seal_to
from crypto.secret import Secret


@pytest.mark.parametrize("ri", [None, Secret(b"i" * 32)])
def test_roots_arrive_as_they_were_and_the_sealed_form_shows_nothing(ri: Secret | None) -> None:
    key, rc = OneUseKey(), Secret(b"c" * 32)
    sealed = Roots(rc, ri).sealed_to(key.public)
    assert b"cccc" not in sealed
    assert b"iiii" not in sealed
    arrived = open_roots(key, sealed)
    assert (arrived.rc, arrived.ri) == (rc, ri)


def test_a_delivery_opens_once_and_nowhere_else() -> None:
    key = OneUseKey()
    sealed = Roots(Secret.random()).sealed_to(key.public)
    with pytest.raises(CryptoError):
        open_roots(OneUseKey(), sealed)
    open_roots(key, sealed)
    with pytest.raises(CryptoError):
        open_roots(key, sealed)


@pytest.mark.parametrize("size", [0, 31, 33, 65, 96])
def test_what_is_no_root_is_refused(size: int) -> None:
    key = OneUseKey()
    with Secret(b"x" * size) as wrong:
        try:
            sealed = seal_to(key.public, wrong, b"casefile roots, from process to process")
        except CryptoError:
            return
    with pytest.raises(CryptoError):
        open_roots(key, sealed)


def test_an_order_is_no_root_and_a_root_no_order() -> None:
    key, other = OneUseKey(), OneUseKey()
    with pytest.raises(CryptoError):
        open_roots(key, Order("check", {}, Secret.random()).sealed_to(key.public))
    with pytest.raises(CryptoError):
        open_order(other, Roots(Secret.random()).sealed_to(other.public))


def test_an_order_arrives_with_its_options_in_every_script() -> None:
    key, order = OneUseKey(), Order("export", {"out": "/media/보고서.pdf", "cases": ["c-1"]}, Secret.random())
    assert open_order(key, order.sealed_to(key.public)) == order


def test_frames_are_read_in_order_by_the_other_end_alone() -> None:
    key = Secret.random()
    desk, worker = Frames(key, at_desk=True), Frames(key, at_desk=False)
    first, second = worker.pack({"progress": "하나"}), worker.pack({"done": 2})
    assert "하나".encode() not in first
    assert desk.unpack(first) == {"progress": "하나"}
    with pytest.raises(CryptoError):
        desk.unpack(first)  # a second time
    fresh = Frames(key, at_desk=True)
    with pytest.raises(CryptoError):
        fresh.unpack(second)  # one is missing before it
    with pytest.raises(CryptoError):
        Frames(key, at_desk=False).unpack(second)  # turned round
