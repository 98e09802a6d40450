# SPDX-License-Identifier: GPL-3.0-or-later
"""The leak check of text, tables and JSON, on poisoned and on clean files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson, Name
from tests.redaction.leak_people import terms

POISONED = {
    "txt": ("a.txt", "그날 표일만 씨가 왔다.".encode()),
    "txt over lines": ("a.txt", "그날 표\n일만 씨가 왔다.".encode()),
    "txt with mark": ("a.txt", "표일만".encode("utf-8-sig")),
    "txt utf-16": ("a.txt", "표일만".encode("utf-16")),
    "txt utf-16 without mark": ("a.txt", "This is 표일만 in a wide file".encode("utf-16-le")),
    "txt cp949": ("a.txt", "표일만이 왔다".encode("cp949")),
    "txt gb18030": ("a.txt", "我见过方雪岭一次".encode("gb18030")),
    "txt cp1251": ("a.txt", "У Прохора Ветлугина".encode("cp1251")),
    "file name": ("report-표일만.txt", b"nothing"),
    "csv cell": ("a.csv", "id,name\n1,표일만\n".encode()),
    "csv neighbours": ("a.csv", "id,surname,given\n1,표,일만\n".encode()),
    "csv split anywhere": ("a.csv", "표일,만\n".encode()),
    "csv column": ("a.csv", "x,서문\nx,겨레\n".encode()),
    "csv header": ("a.csv", "표일만,b\n1,2\n".encode()),
    "csv semicolon": ("a.csv", b"id;name\n1;Ottershaw, Wilfred\n"),
    "csv phone in cells": ("a.csv", b"a,b,c,d\n86,433,555,0117\n"),
    "json value": ("a.json", json.dumps({"a": ["x", {"b": "표일만"}]}).encode()),
    "json key": ("a.json", json.dumps({"표일만": 1}).encode()),
    "json neighbours": ("a.json", json.dumps({"surname": "표", "given": "일만"}).encode()),
    "json number": ("a.json", b'{"phone": 864335550117}'),
    "json twice the key": ("a.json", '{"a": "표일만", "a": "x"}'.encode()),
    "json lines": ("a.json", b'{"a": "x"}\n{"b": "\\ud45c\\uc77c\\ub9cc"}'),
}


@pytest.mark.parametrize("made", POISONED.values(), ids=POISONED.keys())
def test_a_poisoned_file_is_found(made: tuple[str, bytes]) -> None:
    name, data = made
    assert search_file(data, name, terms())


@pytest.mark.parametrize(("name", "text"), [
    ("a.txt", "25 people asked for passage in 2002.\nFax +82 2 555 0199, front.desk@example.org"), ("a.csv", "pseudonym,age\nHeron,50s\n"),
    ("a.json", '{"people": [{"pseudonym": "Heron", "age": "50s"}]}'), ("empty.txt", "")])
def test_a_clean_file_passes_as_ours_and_as_foreign(name: str, text: str) -> None:
    assert search_file(text.encode(), name, terms()) == []
    assert search_file(text.encode(), name, terms(), ours=True, kept=()) == []


KOREAN = "시장에 갔다가 집으로 돌아왔다. 그날은 추운 날이다. 아이들은 학교에 갔고 우리는 강가에서 오래 기다렸다.\n"
OLDER = {"cp949": KOREAN, "johab": KOREAN, "gb18030": "他走过了那条河，来到市场。北京的冬天很冷，我们在学校里等了很久。",
         "cp1251": "Мы пошли на рынок зимой и долго ждали у реки.", "koi8-r": "Мы пошли на рынок зимой и долго ждали у реки.",
         "cp1256": "ذهبنا الى السوق في الشتاء وانتظرنا عند النهر", "iso2022_kr": KOREAN}


@pytest.mark.parametrize(("encoding", "text"), OLDER.items())
def test_a_clean_text_in_an_older_encoding_passes_and_a_name_in_it_is_found(encoding: str, text: str) -> None:
    name = {"g": "方雪岭", "k": "Прохор Ветлугин"}.get(encoding[0], "표일만") if "125" not in encoding else (
        "نبيل الزعفراني" if encoding == "cp1256" else "Прохор Ветлугин")
    assert search_file(text.encode(encoding), "a.txt", terms()) == []
    assert search_file(f"{text} {name} {text}".encode(encoding), "a.txt", terms())


def test_a_wrong_reading_of_clean_korean_spells_no_name() -> None:
    data = KOREAN.encode("euc_kr") * 20
    chance = "이다".encode("euc_kr").decode("gb18030")
    people = LeakTerms.build((KnownPerson("p", (Name(chance, "true", "Hani"),)),))
    assert search_file(data, "a.txt", people) == []
    assert search_file(f"我见过{chance}一次".encode("gb18030"), "a.txt", people)
    assert search_file(data + "У Прохора Ветлугина".encode("cp1251"), "a.txt", terms())


def test_letters_that_do_not_come_back_are_said() -> None:
    found = search_file(b"Heron cam", "a.txt", terms(), ours=True, letters="Heron came")
    assert [one.kind for one in found] == ["incomplete"]


def test_numbers_addresses_and_places_on_a_map_must_have_been_kept() -> None:
    text = "On 2002-03-14 call +1 212 555 0140, a.b@example.org, 42.9712, 129.7701, 25 people."
    kinds = {(one.kind, one.term) for one in search_file(text.encode(), "a.txt", terms(), ours=True, kept=())}
    assert {kind for kind, _term in kinds} == {"value"}
    assert {"a.b@example.org", "1 212 555 0140"} < {term for _kind, term in kinds}
    kept = ("+1 212 555 0140", "a.b@example.org", "42.9712, 129.7701")
    assert search_file(text.encode(), "a.txt", terms(), ours=True, kept=kept) == []


def test_what_is_no_text_cannot_be_verified() -> None:
    with pytest.raises(CannotVerify):
        search_file(bytes(range(256)) * 20, "a.bin", terms())
    with pytest.raises(CannotVerify):
        search_file("표일만".encode("cp949"), "a.txt", terms(), ours=True)


def test_a_finding_shows_its_term_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Wilfred Ottershaw")
    found = search_file(path, path.name, terms())
    assert "Ottershaw" not in repr(found)
    assert "Ottershaw" not in json.dumps([one.as_json() for one in found])
    assert "Ottershaw" in json.dumps([one.as_json(show=True) for one in found])
    assert {"file", "where", "kind", "tier"} == set(found[0].as_json())
