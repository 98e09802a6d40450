# SPDX-License-Identifier: GPL-3.0-or-later
"""No channel: two hundred names of every length and script give one report, and one file in its last byte.

What could tell a name after it is gone: how wide its gap is, which letters the embedded font still has, how
the words beside it are bent, how a person is ordered, numbered or called.  Each candidate takes the place of
the same person's true name, in the identity vault and unlifted in the texts.
"""

from __future__ import annotations

import copy
import io
import random
import re
import string
from itertools import product
from typing import Any

import pikepdf
import pypdfium2
import pytest

from casefile.export import run
from casefile.export.gather import select
from casefile.export.redact import redact
from casefile.export.report import RedactedReport, printed
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.export.sections import write
from casefile.redaction.figures import WithFigures
from casefile.redaction.inside_words import WithPseudonyms
from casefile.redaction.matcher import Matcher
from tests.export.material import KEY, group, holdings, known

_PARTS = {
    "Hang": ("김 박 남궁 황보 표 탁 여".split(), "봄 돌 서준 하은 칠성 은별 빛나 무진 힘찬 해름".split(), ""),
    "Hani": ("方 贺 欧阳 魏 常".split(), "雪 岭松 志远 晓 文博 玉".split(), ""),
    "Latn": ("Ottershaw Li Quillingbrook-Vantreight Ngu Brøndum".split(), "Wilfred Bo Maximilianne Zoë Iñigo Ute".split(), " "),
    "Cyrl": ("Ветлугин Гор Бережковский Жук".split(), "Прохор Ян Фаддей Захар Игнат".split(), " "),
    "Arab": ("الحداد قاسم المنصوري عوف".split(), "طارق ليث زكريا هود نجيب".split(), " "),
    "Mymr": ("ကျော်စွာ မြင့်ဦး".split(), "အောင်ဇော် ဝင်းထွဋ် သန်းနွဲ့".split(), " "),
    "Thai": ("วงศ์ทอง".split(), "สมพงษ์ บุญเลิศ".split(), " ")}


def _candidates() -> list[tuple[str, str]]:
    """Two hundred (name, script), the same in each run."""
    found = []
    for script, (surnames, given, between) in _PARTS.items():
        western = script in ("Latn", "Cyrl", "Arab")
        found += [((one + between + two) if not western else (two + between + one), script)
                  for one, two in product(surnames, given)]
    rng = random.Random(4)
    while len(found) < 200:
        words = ["".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randrange(3, 13))).title() for _ in range(2)]
        found.append((" ".join(words), "Latn"))
    return found


CANDIDATES = _candidates()
_TEXTS = (
    "My name is {name}. We crossed the river at night.", "증인: {name}. {name}{topic} 먼저 강을 건넜고 {name}{object} 모두 기다렸다.",
    "They asked for {name}, twice; {name}'s brother said nothing.", "Ждали: {name}. 然后 {name} 走了。 قال {name} شيئا.",
    "{name}\n({name})\n\"{name}\"")


def _closed(name: str) -> bool:
    return "가" <= name[-1] <= "힣" and (ord(name[-1]) - 0xAC00) % 28 > 0


def _document(name: str, script: str) -> dict[str, Any]:
    """The group with the fourth person called `name`, everywhere."""
    document = copy.deepcopy(group(12))
    document["people"][3]["identity"]["names"] = [{"value": name, "kind": "true", "script": script}]
    said = [one.format(name=name, topic="은" if _closed(name) else "는", object="을" if _closed(name) else "를") for one in _TEXTS]
    document["cases"][0]["title"] = f"The case of {name}"
    document["incidents"][0]["place"] = f"the house of {name}"
    for number, text in enumerate(said):
        document["statements"][number]["text"] += "\n" + text
        quote = document["statements"][number]["quotes"][0]
        quote["text"] = text + " " + quote["text"]
    document["counts"][0]["source"] = name
    return document


def _redacted(name: str, script: str, audience: str) -> RedactedReport:
    document = _document(name, script)
    selection = select(holdings(document), ExportRequest(audience, "pdf"))
    matcher = WithPseudonyms(WithFigures(Matcher.compile(known(document)), ()), selection.names.inside)
    return redact(write(selection), selection.names, matcher, KEY, REDACT_ALL).settled()


@pytest.mark.parametrize("audience", ["press", "un"])
def test_two_hundred_names_give_one_report(audience: str) -> None:
    tried = CANDIDATES if audience == "press" else CANDIDATES[::4]
    reports = {_redacted(name, script, audience) for name, script in tried}
    assert len(CANDIDATES) == len(set(CANDIDATES)) == 200
    assert len(reports) == 1


def _far_apart() -> list[tuple[str, str]]:
    """One candidate of each script, and the longest and the shortest of all."""
    by_script = {script: (name, script) for name, script in reversed(CANDIDATES)}
    return [*by_script.values(), max(CANDIDATES, key=lambda one: len(one[0])), min(CANDIDATES, key=lambda one: len(one[0]))]


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "txt", "json"])
def test_files_of_names_far_apart_are_equal_to_the_last_byte(form: str) -> None:
    files = {run.RENDERERS[form](_redacted(name, script, "press")).data for name, script in _far_apart()}
    assert len(_far_apart()) == 9
    assert len(files) == 1


def _glyphs(data: bytes) -> set[str]:
    """Every character an embedded font can write, as its own table of characters says."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                table = one["/ToUnicode"].read_bytes().decode("ascii")
                for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
                    for target in re.findall(r"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", block):
                        found |= set(bytes.fromhex(target).decode("utf-16-be"))
                assert "beginbfrange" not in table
    return found


def test_the_fonts_of_a_finished_page_have_the_letters_of_the_page_and_of_no_name() -> None:
    name, script = "쀍튧휃", "Hang"
    report = _redacted(name, script, "press")
    data = run.RENDERERS["pdf"](report).data
    words = "".join(printed(report))
    assert "강" in _glyphs(data)
    assert not set(name) & _glyphs(data)
    assert {one for one in _glyphs(data) if one.isalpha()} <= set(words)


def _gaps(data: bytes) -> list[tuple[float, ...]]:
    """Where each character of a finished page stands, to a hundredth of a point."""
    document = pypdfium2.PdfDocument(data)
    places = []
    for page in document:
        text = page.get_textpage()
        places += [tuple(round(edge, 2) for edge in text.get_charbox(number)) for number in range(text.count_chars())]
        text.close()
        page.close()
    document.close()
    return places


def test_no_gap_on_the_page_is_as_wide_as_the_name_that_stood_there() -> None:
    wide, narrow = ("Maximilianne Quillingbrook-Vantreight", "Latn"), ("표봄", "Hang")
    places = [_gaps(run.RENDERERS["pdf"](_redacted(*one, "press")).data) for one in (wide, narrow)]
    assert len(places[0]) > 1000
    assert places[0] == places[1]
