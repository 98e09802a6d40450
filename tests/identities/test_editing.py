# SPDX-License-Identifier: GPL-3.0-or-later
"""A name that is added or changed leaves every stored text in the same write; an edited record is lifted."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import IdentityPassphraseNeeded, InputRefused
from casefile.identities.dictionary import words_of_record
from casefile.identities.editing import save, set_identity
from casefile.identities.lifting import original
from casefile.identities.screening import screen_all, stale
from casefile.records import markers, reading
from casefile.records.searching import search
from casefile.store import rows
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases

NAME = {"names": [{"value": "Luo Weidong", "script": "Latn"}]}


def _case_and_person(session: Session) -> tuple[str, str]:
    case = save(session, "cases", {"title": "A case"})
    return case, save(session, "people", {"case": case, "pseudonym": "Estuary", "role": "helper"})


def test_a_new_name_leaves_texts_history_and_index(session: Session) -> None:
    case, person = _case_and_person(session)
    body = {"case": case, "language": "en", "text": "Luo Weidong drove. Weidong wept."}
    statement = save(session, "statements", body)
    save(session, "statements", {**body, "title": "Luo Weidong"}, record=statement)
    assert search(session, "Luo")
    set_identity(session, person, NAME)
    for table in ("statements", "revisions", "search_content", "search_data"):
        assert "Luo Weidong" not in str(session.db.rows(f"SELECT * FROM {table}"))
    stored = reading.get(session, "statements", statement)
    assert markers.plain(stored.body["text"], reading.pseudonyms(session)) == "Estuary drove. Weidong wept."
    assert search(session, "Luo") == []
    assert [hit.id for hit in search(session, "Estuary", kind="statements")] == [statement]
    words = words_of_record(session, "statements", statement)
    assert [original("statements", one.body, words) for one in rows.history(session, "statements", statement)][:2] == \
        [body, {**body, "title": "Luo Weidong"}]
    state = rows.screening(session, kind="statements", record=statement)[0]
    assert (state.state, state.current, len(state.doubts)) == ("doubt", True, 1)


def test_an_edit_is_lifted_on_the_way_in(session: Session) -> None:
    case, person = _case_and_person(session)
    set_identity(session, person, NAME)
    statement = save(session, "statements", {"case": case, "language": "en", "text": "With Luo Weidong."})
    assert "Luo" not in str(reading.get(session, "statements", statement).body)
    assert stale(session) == set()
    assert screen_all(session) is None


def test_screening_all_takes_names_out_of_what_was_saved_without_the_key(session: Session) -> None:
    case, person = _case_and_person(session)
    set_identity(session, person, NAME)
    statement = save(session, "statements", {"case": case, "language": "en", "text": "Quiet."})
    session.db.execute("UPDATE screening SET state = 'unscreened' WHERE id = ?", (statement,))
    assert stale(session) == {("statements", statement)}
    assert screen_all(session) is not None
    assert stale(session) == set()


def test_invalid_bodies_are_refused_without_their_values(session: Session) -> None:
    with pytest.raises(InputRefused) as caught:
        save(session, "cases", {"titel": "Luo"})
    assert "Luo" not in str(caught.value.details)
    with pytest.raises(InputRefused):
        set_identity(session, "aa", {"names": [{"value": ""}]})


def test_without_the_identity_vault_nothing_of_this_works(sample_vault: Path,
                                                          passphrases: Passphrases) -> None:
    with open_vault(sample_vault, passphrases.a, write=True) as session:
        person = reading.find(session, "p-1").id
        with pytest.raises(IdentityPassphraseNeeded):
            set_identity(session, person, NAME)
        with pytest.raises(IdentityPassphraseNeeded):
            screen_all(session)


def test_a_forgotten_identity_keeps_what_was_lifted(session: Session) -> None:
    case, person = _case_and_person(session)
    set_identity(session, person, NAME)
    statement = save(session, "statements", {"case": case, "language": "en", "text": "Luo Weidong."})
    set_identity(session, person, None)
    assert "Luo" not in str(reading.get(session, "statements", statement).body)
    assert rows.meta(session, "names_known") == "no"


def test_a_name_taken_away_or_corrected_leaves_lifted_words_lifted_and_comes_back_by_undo(session: Session) -> None:
    case, person = _case_and_person(session)
    set_identity(session, person, NAME)
    statement = save(session, "statements", {"case": case, "language": "en", "text": "With Luo Weidong."})
    corrected = {"names": [{"value": "Luo Weitong", "script": "Latn"}]}
    for body in (corrected, None, NAME):
        set_identity(session, person, body)
        assert "Luo" not in str(reading.get(session, "statements", statement).body)
        assert rows.identity(session, person) == body
        words = words_of_record(session, "statements", statement)
        assert original("statements", reading.get(session, "statements", statement).body, words)["text"] == "With Luo Weidong."
    assert stale(session) == set()
