# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of an interchange file, with the published JSON schema as the second opinion."""

from __future__ import annotations

import copy
import errno
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.errors import DriveTrouble
from casefile.importers.document import RECORDS, look_beside, open_beside, problems
from casefile.importers.strict_json import parse

DATA = Path(__file__).parent.parent / "data" / "interchange"
SAMPLE: dict[str, Any] = json.loads((DATA / "sample.json").read_text("utf-8"))
PUBLISHED: dict[str, Any] = json.loads((DATA / "interchange.schema.json").read_text("utf-8"))
SCHEMA = jsonschema.Draft202012Validator(PUBLISHED)
STRICTER = ("There is no such id", "Another ", "The first date is after", "This is not a day that exists")


def _places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [at]
    if isinstance(value, dict):
        found += [place for key, part in value.items() for place in _places(part, (*at, key))]
    if isinstance(value, list):
        found += [place for number, part in enumerate(value) for place in _places(part, (*at, number))]
    return found


ATTACHMENT = {"id": "x-1", "case": "c-1", "person": "p-1", "path": "a.txt", "sha256": "0" * 64, "title": "A"}
FULL = {**SAMPLE, "attachments": [ATTACHMENT]}
PLACES = [place for place in _places(FULL) if place]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 130), st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.sampled_from(["", "yes", "p-1", "c-1", "2002-02-28", "2002-13", "2002", "ko", "zh-Hans", "x" * 501, "a b",
                     "true", "X", "granted", "press", "quotes", "0" * 64, "남궁"]),
    st.text(max_size=4), st.lists(st.sampled_from(["quotes", "face", 1, None]), max_size=3),
    st.dictionaries(st.sampled_from(["words", "from", "to", "id", "stated", "zz"]),
                    st.sampled_from(["2002", "2001-01-01", 5, "u"]), max_size=3))


def _changed(place: tuple[str | int, ...], how: str, value: Any) -> Any:
    data = copy.deepcopy(FULL)
    at: Any = data
    for step in place[:-1]:
        at = at[step]
    if how == "drop":
        del at[place[-1]]
    elif how == "add" and isinstance(at, dict):
        at["unheard_of"] = value
    else:
        at[place[-1]] = value
    return data


@given(st.sampled_from(PLACES), st.sampled_from(["set", "set", "set", "drop", "add"]), VALUES)
@settings(max_examples=600, deadline=None)
def test_the_check_agrees_with_the_published_schema(place: tuple[str | int, ...], how: str, value: Any) -> None:
    data = parse(json.dumps(_changed(place, how, value)).encode())
    ours = list(problems(data))
    theirs = SCHEMA.is_valid(data)
    if theirs:
        assert all(one.message.startswith(STRICTER) for one in ours)
    else:
        assert ours


def test_every_field_of_the_schema_is_known_and_no_other() -> None:
    defs = PUBLISHED["$defs"]
    for kind, shape in RECORDS.items():
        definition = defs[PUBLISHED["properties"][kind]["items"]["$ref"].rsplit("/", 1)[1]]
        assert set(shape.fields) == set(definition["properties"])
        assert set(shape.required) == set(definition["required"])


def _said(data: Any) -> list[tuple[str, str]]:
    return [(one.where, one.field) for one in problems(data)]


def test_the_sample_is_valid() -> None:
    assert _said(SAMPLE) == []


@pytest.mark.parametrize(("path", "value", "where", "field"), [
    (("people", 0, "age", "stated"), True, "people[0].age", "stated"),
    (("people", 0, "age", "stated"), 12.5, "people[0].age", "stated"),
    (("cases", 0, "opened", "from"), "2002-02-30", "cases[0].opened", "from"),
    (("cases", 0, "opened", "from"), "٢٠٠٢-03-14", "cases[0].opened", "from"),
    (("cases", 0, "opened", "from"), "2003-01-01", "cases[0].opened", "from"),
    (("people", 0, "consents", 0, "date"), "2002-06", "people[0].consents[0]", "date"),
    (("people", 0, "consents", 0, "date"), None, "people[0].consents[0]", "date"),
    (("people", 3, "id"), "p-4\n", "people[3]", "id"),
    (("people", 3, "id"), "p-3", "people[3]", "id"),
    (("people", 3, "pseudonym"), "Heron", "people[3]", "pseudonym"),
    (("people", 3, "case"), "c-2", "people[3]", "case"),
    (("appeals", 0, "people", 1), "p-99", "appeals[0]", "people[1]"),
    (("statements", 0, "translations", 0, "translator"), "p-99", "statements[0].translations[0]", "translator"),
    (("people", 0, "risk_facts", "tall"), "yes", "people[0].risk_facts", "tall"),
    (("people", 0, "identity", "names", 0, "Kind"), "true", "people[0].identity.names[0]", "Kind"),
    (("version",), 2, "", "version"),
    (("format",), "other", "", "format"),
    (("people",), {}, "", "people"),
])
def test_a_problem_names_the_place(path: tuple[str | int, ...], value: Any, where: str, field: str) -> None:
    data: Any = copy.deepcopy(SAMPLE)
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert (where, field) in _said(data)


def test_problems_never_quote_a_value() -> None:
    data = json.loads(json.dumps(SAMPLE).replace('"p-1"', '"남궁태식"'))
    data["people"][0]["identity"]["names"][0]["script"] = "남궁태식"
    told = json.dumps([one.as_json() for one in problems(data)], ensure_ascii=False)
    assert told != "[]"
    assert "남궁" not in told


def test_a_path_may_not_leave_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"abc")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "link.txt").symlink_to(outside)
    (folder / "way").symlink_to(tmp_path)
    (folder / "sub" / "a.txt").write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert look_beside(folder, "sub/a.txt", digest).problem == ""
    for bad in ("../outside.txt", str(outside), "link.txt", "way/outside.txt", "sub", "sub/../sub/a.txt", "no.txt",
                "./sub/a.txt", "sub//a.txt", "C:\\a.txt", "..\\outside.txt", "", "a\0b"):
        assert look_beside(folder, bad, digest).problem, bad
    assert "another one" in look_beside(folder, "sub/a.txt", "0" * 64).problem


def test_a_drive_that_fails_under_an_attachment_is_drive_trouble_and_no_fault_of_the_document(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")

    def failing(*_arguments: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(DriveTrouble):
        look_beside(tmp_path, "a.txt", "0" * 64)
    with pytest.raises(DriveTrouble):
        open_beside(tmp_path / "a.txt")
