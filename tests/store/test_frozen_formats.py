# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on disk and in chains must never change its form: these values were written once.

If one of these tests fails, the program no longer reads vaults that are out there.
"""

from __future__ import annotations

from pathlib import Path

from casefile.store.audit import Entry
from casefile.store.blobs import padded
from casefile.store.content import canonical, content_hash, head_of
from casefile.store.names import Lift, lift_hash, person_hash
from casefile.vault import anchor
from crypto.chain import START
from crypto.secret import Secret

SALT = bytes(range(16))
CONTENT = "81385ef71e0cf88dc5ed3b28a73b436fb7bddb64e0d6e26403198cb7ab142501"
PERSON = "09f36783b9b6f6106dc2024677fa5353cf24b781c19cf3fea4727e66da862554"
LIFT = "65fe1e17a39b866f9e358c496a84538f61b22aa7fd480194938638642afa4f72"
ENTRY = "24b6b74f889d7ba83286df017bde98a3008075e35ff4964992dc1d7f21150d5e"
ANCHOR = "4282f52a9e872c45544ee61932e821d871d89e76dcadebf565d858d77db9da63"
PADDED = [0, 1, 2, 10, 104, 1024, 67584, 1015808, 123731968]
BODY = {"b": [1, 2.5, None, True], "a": "김 \u2028 \"quoted\"\n"}


def test_the_form_of_a_body() -> None:
    assert canonical(BODY) == '{"a":"김 \u2028 \\"quoted\\"\\n","b":[1,2.5,null,true]}'


def test_the_content_hash_of_a_record() -> None:
    head = head_of("person-1", None, "Heron", None)
    assert head == '["person-1",null,"Heron",null]'
    assert content_hash(SALT, "people", "a" * 32, head, canonical(BODY)).hex() == CONTENT


def test_the_content_hashes_of_the_identity_vault() -> None:
    assert person_hash(SALT, "a" * 32, '{"names":[]}').hex() == PERSON
    assert lift_hash(SALT, Lift("b" * 32, "a" * 32, "n", "Invented", "people", "a" * 32)).hex() == LIFT


def test_the_hash_of_an_audit_entry() -> None:
    entry = Entry(1, "2026-01-15T12:00:00Z", "person.add", "people", "a" * 32, "interview", bytes(32), START, b"", b"")
    assert entry.digest().hex() == ENTRY


def test_the_bytes_of_an_anchor(tmp_path: Path) -> None:
    stands = anchor.Anchor(1, 2, 3, "aa" * 32, 4, "bb" * 32, "2026-01-15T12:00:00Z")
    anchor.write(tmp_path / "anchor", stands, Secret(b"r" * 32), b"v" * 16)
    line, tag, rest = (tmp_path / "anchor").read_text().split("\n")
    assert line == ('{"cases_head":"' + "aa" * 32 + '","cases_seq":3,"generation":2,"identities_head":"' + "bb" * 32
                    + '","identities_seq":4,"newest":"2026-01-15T12:00:00Z","version":1}')
    assert (tag, rest) == (ANCHOR, "")
    assert anchor.read(tmp_path / "anchor", Secret(b"r" * 32), b"v" * 16) == stands


def test_the_padded_lengths_of_attachments() -> None:
    assert [padded(size) for size in (0, 1, 2, 9, 100, 1000, 65_537, 1_000_000, 123_456_789)] == PADDED
