# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages ask of the vault costs by what is asked, not by all the people of the vault each time."""

from __future__ import annotations

import pytest

from casefile.records import reading
from casefile.store.handle import Handle
from casefile.store.writing import Change, write
from casefile.vault.session import Session
from ui.vault_source import VaultSource

PERSON = "a" * 32


def test_lists_read_the_pseudonyms_once_and_again_after_a_change(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def person(word: str) -> Change:
        return Change("people", PERSON, {"pseudonym": word}, label=word)

    title = f"⟦n:{PERSON}:{'b' * 32}⟧ was seen"
    write(session, "import", [person("Heron"), *(
        Change("incidents", f"{one:032}", {"title": title}, label=title, search_text="seen") for one in range(20))])
    asked, pseudonyms = list[int](), reading.pseudonyms

    def counted(handle: Handle) -> dict[str, str]:
        asked.append(1)
        return pseudonyms(handle)

    monkeypatch.setattr(reading, "pseudonyms", counted)
    source = VaultSource(session)
    assert {one.label for one in source.waiting()} == {"Heron", "Heron was seen"}
    assert {one.title for one in source.search("seen")} == {"Heron was seen"}
    source.deeds(8)
    assert len(asked) == 1
    write(session, "person.change", [person("Egret")])
    source.forget()
    assert "Egret was seen" in {one.label for one in source.waiting()}
