# SPDX-License-Identifier: GPL-3.0-or-later
"""Many generated exports in every format, read back by readers of this test's own: no secret gets out.

Fifty for every change; a thousand with FAULTS=night.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest

from casefile.errors import CasefileError
from casefile.export import run
from casefile.export.gather import select
from casefile.export.redact import redact
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.export.sections import write
from casefile.redaction.figures import WithFigures
from casefile.redaction.matcher import Matcher
from tests.export.material import KEY, consent, holdings, known
from tests.faults.budget import budget, counted

EXPORTS = budget(50, 1000)
FORMATS = ("txt", "csv", "json", "pdf", "docx", "xlsx")
AUDIENCES = ("press", "appeal", "un", "legal")
_SURNAMES = ("남궁", "황보", "국", "방", "표", "탁", "여", "옥", "맹", "길")
_ONSETS, _VOWELS, _TAILS = range(19), (0, 4, 6, 8, 13, 18, 20), (0, 1, 4, 8, 16, 21)
_SENTENCES = ("{0}은 강을 건넜다.", "그날 밤 {0}과 나는 숨었다.", "My friend {1} was there.", "They asked {1}'s sister.",
              "Call {2} and ask for {0}.", "{1}, who had been returned once, said nothing.", "저는 {0}입니다.",
              "증인: {0} ({1}), {2}", "We crossed the river.", "아무도 이름을 말하지 않았다.")
_LETTERS = {"onset": ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
            "vowel": {0: "a", 4: "eo", 6: "yeo", 8: "o", 13: "u", 18: "eu", 20: "i"},
            "tail": {0: "", 1: "k", 4: "n", 8: "l", 16: "m", 21: "ng"}}


def _person(rng: random.Random) -> tuple[str, str, str, list[str]]:
    """A name in Hangul and Latin, a telephone number, and what of them must not come back."""
    surname = rng.choice(_SURNAMES)
    spelled = {"남궁": "Namgung", "황보": "Hwangbo", "국": "Guk", "방": "Bang", "표": "Pyo", "탁": "Tak", "여": "Yeo",
               "옥": "Ok", "맹": "Maeng", "길": "Gil"}[surname]
    given, latin = "", []
    for _ in range(2):
        onset, vowel, tail = rng.choice(_ONSETS), rng.choice(_VOWELS), rng.choice(_TAILS)
        given += chr(0xAC00 + (onset * 21 + vowel) * 28 + tail)
        latin.append(_LETTERS["onset"][onset] + _LETTERS["vowel"][vowel] + _LETTERS["tail"][tail])  # type: ignore[index]
    number = f"+86 433 {rng.randrange(100, 999)} {rng.randrange(1000, 9999)}"
    name = f"{spelled} {latin[0].title()}-{latin[1]}"
    return surname + given, name, number, [surname + given, name, number[-8:]]


def _document(rng: random.Random) -> tuple[dict[str, Any], list[str]]:
    size = rng.randrange(12, 15)
    people, statements, secrets = [], [], []
    drawn = [_person(rng) for _ in range(size)]
    for number, (hangul, latin, phone, hidden) in enumerate(drawn):
        secrets += hidden
        people.append({"id": f"p{number:02}", "case": "c", "role": "claimant", "pseudonym": f"Bird{number}",
                       "age": {"stated": rng.randrange(8, 70)}, "sex": rng.choice("FM"), "home_country": "KP",
                       "home_region": rng.choice(("North Hamgyong", "Ryanggang", "a village")),
                       "identity": {"names": [{"value": hangul, "kind": "true", "script": "Hang"},
                                              {"value": latin, "kind": "spelling", "script": "Latn"}],
                                    "contacts": [{"kind": "phone", "value": phone}]},
                       "consents": [consent(purpose, given_by="guardian", child_assent="yes") for purpose in AUDIENCES]})
        told = [rng.choice(_SENTENCES).format(*rng.choice(drawn)[:3]) for _ in range(6)]
        statements.append({"id": f"s{number:02}", "case": "c", "person": f"p{number:02}", "language": "ko",
                           "title": f"About {rng.choice(drawn)[1]}", "text": "\n".join(told),
                           "quotes": [{"text": told[0], "cleared_for": ["press", "appeal"]}]})
    return {"cases": [{"id": "c", "title": f"The case of {drawn[0][1]}", "summary": told[1]}], "people": people,
            "statements": statements, "incidents": [
                {"id": "i", "case": "c", "title": f"Arrest of {drawn[1][0]}", "place": f"the house of {drawn[2][1]}",
                 "involved": [{"person": one["id"], "role": "victim"} for one in people]}],
            "counts": [{"id": "n", "case": "c", "incident": "i", "value": size, "unit": "people", "basis": "claimed",
                        "source": f"{drawn[3][1]}, by telephone {drawn[3][2]}"}]}, secrets


def _read(form: str, data: bytes) -> str:
    """All words of a file, by the plainest reader there is."""
    if form == "pdf":
        document = pypdfium2.PdfDocument(data)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join("".join(ElementTree.fromstring(package.read(name)).itertext())
                             for name in package.namelist())
    if form == "csv":
        return "\n".join("".join(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return json.dumps(json.loads(data), ensure_ascii=False) if form == "json" else data.decode()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


_searched: list[int] = []


@pytest.fixture(scope="module", autouse=True)
def _counting() -> Iterator[None]:
    """Counts the exports once all were searched and none was bad."""
    yield
    if len(_searched) == EXPORTS // 10:
        counted("exports", "generated", sum(_searched))


@pytest.mark.parametrize("start", range(0, EXPORTS, 10))
def test_no_secret_is_in_a_generated_export(start: int) -> None:
    refused = 0
    for seed in range(start, start + 10):
        rng = random.Random(seed)
        document, secrets = _document(rng)
        form, audience = FORMATS[seed % len(FORMATS)], AUDIENCES[seed % len(AUDIENCES)]
        selection = select(holdings(document), ExportRequest(audience, form))
        finder = WithFigures(Matcher.compile(known(document)), ())
        try:
            report = redact(write(selection), selection.names, finder, KEY, REDACT_ALL).settled()
        except CasefileError:
            refused += 1  # refusing is allowed, leaking is not
            continue
        text = _plain(_read(form, run.RENDERERS[form](report).data))
        assert "bird" not in text
        assert len(text) > 200
        assert not [secret for secret in secrets if _plain(secret) in text], (seed, form, audience)
    assert refused <= 1
    _searched.append(10 - refused)
