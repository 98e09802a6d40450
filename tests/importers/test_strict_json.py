# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON from outside: nothing is read leniently, and the report says where it went wrong."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.errors import DriveTrouble, InputRefused, UsageError
from casefile.importers import document
from casefile.importers.strict_json import LARGEST, parse, read_file

SAMPLE = (Path(__file__).parent.parent / "data" / "interchange" / "sample.json").read_bytes()
HEAD = '{"format": "casefile-interchange", "version": 1'


def _refused(data: bytes) -> list[dict[str, str]]:
    with pytest.raises(InputRefused) as caught:
        parse(data)
    problems: list[dict[str, str]] = caught.value.details["problems"]
    return problems


def test_invalid_utf8_names_the_byte() -> None:
    assert _refused(b'{"note": "ab\xff"}')[0]["where"] == "byte 12"


def test_a_byte_order_mark_is_refused() -> None:
    assert "byte-order mark" in _refused(b"\xef\xbb\xbf{}")[0]["message"]


def test_a_depth_bomb_is_refused() -> None:
    assert "too deep" in _refused(b"[" * 200_000)[0]["message"]
    assert "too deep" in _refused(b'{"a":' * 200_000)[0]["message"]


def test_broken_json_names_line_and_column() -> None:
    assert _refused(b'{\n "note": nothing}')[0]["where"] == "line 2, column 10"
    assert _refused(b"")[0]["where"] == "line 1, column 1"


def _problems(text: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.field, one.message) for one in document.problems(parse(text.encode()))]


def test_a_key_twice_is_found_where_it_stands() -> None:
    found = _problems(HEAD + ', "cases": [{"id": "c-1", "title": "a", "opened": {"words": "x", "words": "y"}}]}')
    assert found == [("cases[0].opened", "words", "This key stands twice in one object.")]
    assert _problems(HEAD + ', "version": 1}')[0][:2] == ("", "version")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1" * 5000, "1e999", "true", "12.5", '"12"'])
def test_no_number_but_a_whole_one_is_a_size(number: str) -> None:
    found = _problems(HEAD + ', "cases": [{"id": "c-1", "title": "a"}], "families": [{"id": "f", "case": "c-1", '
                      f'"claimed_size": {number}}}]}}')
    assert [one[:2] for one in found] == [("families[0]", "claimed_size")]


def test_half_a_surrogate_pair_is_found_in_values_and_keys() -> None:
    found = _problems(HEAD + ', "note": "a\\ud800b", "\\udfff": 1}')
    assert ("", "note", "This text holds half of a surrogate pair.") in found
    assert any("udfff" in one[1] for one in found)
    json.dumps(found).encode()


def test_only_a_hundred_problems_are_told() -> None:
    items = ",".join(f'{{"id": "c-{number}"}}' for number in range(150))
    data = parse((HEAD + f', "cases": [{items}]}}').encode())
    found = list(document.problems(data))
    assert len(found) == 150
    from casefile.importers.strict_json import refuse
    error = refuse(found)
    assert len(error.details["problems"]) == 100
    assert error.exit_code == 6


@given(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=4), st.integers(0, 4))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(place: int, put: bytes, cut: int) -> None:
    try:
        data = parse(SAMPLE[:place] + put + SAMPLE[place + cut:])
    except InputRefused:
        return
    json.dumps([problem.as_json() for problem in document.problems(data)]).encode()


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InputRefused):
        read_file(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_file(tmp_path / "missing.json")
    with pytest.raises(InputRefused):
        read_file(tmp_path)


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS])
def test_a_drive_that_fails_under_a_document_is_drive_trouble(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def failing(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(DriveTrouble):
        read_file(tmp_path / "document.json")
