# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in every script, with any string as a query, over a vault that holds no names."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.importers import interchange
from casefile.records.normalising import fold, normalise, words
from casefile.records.reading import find
from casefile.records.searching import search
from casefile.store import rows
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import DATA, Passphrases

TEXTS = {
    "zh": "他们在领事馆门口被拘留,之后没有消息。",
    "ar": "عَبَرَتِ الْعَائِلَةُ النَّهْرَ لَيْلاً إلى الأمان",
    "ko": "두만강을 건너 중국대사관에서 기다렸다.",
    "tr": "İstanbul'da IŞIK söndü",
    "my": "မြစ်ကိုဖြတ်ကူးခဲ့သည်",
    "th": "ข้ามแม่น้ำในเวลากลางคืน",
    "es": "Cruzó el río con su niño",
    "hi": "उन्होंने नदी पार की १९९७ में",
    "ru": "Они перешли реку ещё ночью",
    "ja": "彼女はチュウゴクで待っていた",
}


@pytest.fixture(scope="module")
def filled(vault_template: Path, passphrases: Passphrases,
           tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A vault with the sample and a statement in each of many scripts, open for reading with the case key."""
    folder = tmp_path_factory.mktemp("search")
    root = Path(shutil.copytree(vault_template, folder / "vault"))
    data = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))
    data["statements"] += [{"id": f"t-{code}", "case": "c-1", "language": code, "text": text}
                           for code, text in TEXTS.items()]
    path = folder / "in.json"
    path.write_text(json.dumps(data), "utf-8")
    with open_vault(root, passphrases.a, passphrases.b, write=True) as session:
        interchange.apply(session, interchange.plan(session, path))
    with open_vault(root, passphrases.a) as session:
        yield session


@pytest.mark.parametrize(("query", "found"), [
    ("拘留", "t-zh"), ("领事馆", "t-zh"), ("息", "t-zh"), ("消息", "t-zh"),
    ("العائلة", "t-ar"), ("عبرت", "t-ar"), ("النهر الامان", "t-ar"),
    ("عائلة", "t-ar"), ("نهر", "t-ar"),
    ("두만강은", "t-ko"), ("중국대사관에는 두만강을", "t-ko"),
    ("두만강", "t-ko"), ("대사관", "t-ko"), ("강", "t-ko"), (unicodedata.normalize("NFD", "두만강"), "t-ko"),
    ("istanbul", "t-tr"), ("ışık", "t-tr"), ("ISIK", "t-tr"),
    ("ဖြတ်ကူး", "t-my"), ("แม่น้ำ", "t-th"), ("กลางคืน", "t-th"),
    ("cruzo", "t-es"), ("NIÑO", "t-es"), ("rio nino", "t-es"),
    ("नदी", "t-hi"), ("1997", "t-hi"), ("еще", "t-ru"), ("перешли реку", "t-ru"),
    ("チュウゴク", "t-ja"), ("待って", "t-ja"),
    ("Heron", "p-1"), ("hero", "s-1"), ("interpreter 2", "p-4"), ("UA-01-2002", "a-1"), ("s-1", "s-1"),
    ("safe passage", "a-1"), ("PASS", "a-1"),
])
def test_a_word_is_found_in_its_script(filled: Session, query: str, found: str) -> None:
    assert found in [hit.external_id for hit in search(filled, query)]


@pytest.mark.parametrize("query", [
    "拘消", "النهار", "두만산", "xyzzy", "남궁태식", "Namgung", "0142", "", "   ", '"', "*"])
def test_what_is_not_there_is_not_found(filled: Session, query: str) -> None:
    assert search(filled, query) == []


@given(st.text() | st.sampled_from(
    ['"', "a OR b", "NEAR(a b)", "text:a", "-a", "a*", "(", "^a", "a AND", "\0", "\ud800"]))
@settings(max_examples=150, deadline=None)
def test_no_query_raises(filled: Session, query: str) -> None:
    for hit in search(filled, query):
        assert "⟦" not in hit.snippet


def test_a_pseudonym_is_found_where_its_name_was_lifted(filled: Session) -> None:
    daughter = find(filled, "p-2")
    assert "s-1" in [hit.external_id for hit in search(filled, daughter.label)]


def test_a_huge_query_is_answered(filled: Session) -> None:
    assert search(filled, "a " * 100_000) is not None
    assert search(filled, "강" * 100_000) == []


def test_hits_are_ranked_limited_and_of_one_kind(filled: Session) -> None:
    hits = search(filled, "heron")
    assert hits[0].external_id == "p-1"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search(filled, "heron", limit=2)) == 2
    assert {hit.kind for hit in search(filled, "heron", kind="statements")} == {"statements"}


def test_a_snippet_shows_the_place_and_pseudonyms(filled: Session) -> None:
    hit = next(hit for hit in search(filled, "survive") if hit.kind == "statements")
    assert "survive" in hit.snippet
    assert "Heron" in next(hit for hit in search(filled, "crossed") if hit.kind == "statements").snippet


@given(st.text())
def test_folding_keeps_places_and_folding_again_changes_nothing(text: str) -> None:
    folded, places = fold(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    composed = unicodedata.normalize("NFC", text)
    assert all(0 <= place < len(composed) for place in places)
    assert words(normalise(text)) == normalise(text).split()


def test_reading_leaves_no_trace(filled: Session) -> None:
    before = rows.count(filled, "people"), filled.layout.cases.read_bytes()
    search(filled, "heron")
    assert before == (rows.count(filled, "people"), filled.layout.cases.read_bytes())
