# SPDX-License-Identifier: GPL-3.0-or-later
"""Two copies of one vault whose people have other names: whole exports, byte for byte the same.

Unlike the tests of one stage, everything happens here: import, lifting, review, rendering, checking.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casefile.export import masking, run, whole
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.host.clock import FixedClock
from casefile.identities.attaching import attach
from casefile.importers import interchange as importer
from casefile.processes.pictures import Pixels
from casefile.records import masked
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.export.material import consent

_SHORT = [("국민봄", "Guk Minbom"), ("탁해름", "Tak Haerum"), ("표은소", "Pyo Eunso"), ("방지우", "Bang Jiu"), ("길도라", "Kil Dora"),
          ("옥나리", "Ok Nari"), ("여미루", "Yo Miru"), ("맹수아", "Maeng Sua"), ("국다비", "Kuk Dabi"), ("탁이레", "Tak Ire"),
          ("표하나", "Pyo Hana"), ("방로아", "Pang Roa")]
_LONG = [("황보철용빈", "Hwangbo Cheol-yong-bin"), ("선우혁찬", "Sonu Hyokchan"), ("제갈금란", "Chegal Kumnan"), ("독고상률", "Tokko Sangnyul"),
         ("사공별님", "Sagong Byolnim"), ("남궁칠봉", "Namgung Chilbong"), ("황보광천", "Hwangbo Kwangchon"), ("선우복실", "Sonu Poksil"),
         ("제갈월선", "Chegal Wolson"), ("독고만석", "Tokko Mansok"), ("사공순덕", "Sagong Sundok"), ("남궁춘길", "Namgung Chungil")]
_TEXTS = ("{0}{topic} 먼저 강을 건넜다. 나는 {0}{object} 기다렸고 {0}{with_} 숨었다.",
          "They called {1} at dawn. {1}'s brother had gone. Then {1} spoke.",
          "Ask {upper} about it; {spaced} is the same person. 전화는 {phone}.", "아무도 대답하지 않았다. {0}{subject} 울었다.")


def _document(names: list[tuple[str, str]], phone: str) -> dict[str, Any]:
    people, statements = [], []
    for number, (hangul, latin) in enumerate(names):
        closed = (ord(hangul[-1]) - 0xAC00) % 28 > 0
        told = [text.format(hangul, latin, topic="은" if closed else "는", object="을" if closed else "를", with_="과" if closed else "와",
                            subject="이" if closed else "가", upper=latin.upper(), spaced=" ".join(hangul), phone=f"{phone}{number:02}")
                for text in _TEXTS]
        people.append({"id": f"p{number:02}", "case": "c", "role": "claimant", "pseudonym": f"Stone{number}", "sex": "FM"[number % 2],
                       "age": {"stated": 30 + number % 3}, "home_country": "KP", "home_region": "North Hamgyong",
                       "identity": {"names": [{"value": hangul, "kind": "true", "script": "Hang"},
                                              {"value": latin, "kind": "spelling", "script": "Latn"}],
                                    "contacts": [{"kind": "phone", "value": f"{phone}{number:02}"}]},
                       "consents": [consent(purpose) for purpose in ("press", "appeal", "un", "legal")]})
        statements.append({"id": f"s{number:02}", "case": "c", "person": f"p{(number + 1) % 12:02}", "language": "ko",
                           "title": f"What {latin} did", "text": "\n".join(told),
                           "quotes": [{"text": told[0], "cleared_for": ["press", "appeal"]},
                                      {"text": told[1], "cleared_for": ["press"]}]})
    return {"format": "casefile-interchange", "version": 1, "cases": [{"id": "c", "title": f"The case of {names[0][1]}"}],
            "people": people, "statements": statements, "incidents": [
                {"id": "i", "case": "c", "title": f"The arrest of {names[1][0]}", "place": f"house of {names[2][1]}",
                 "involved": [{"person": one["id"], "role": "victim"} for one in people]}],
            "appeals": [{"id": "a", "case": "c", "title": f"For {names[0][1]}", "people": [one["id"] for one in people],
                         "addressees": [{"name": "The Minister", "role": "Ministry of Foreign Affairs"}],
                         "salutation": "Your Excellency,", "facts": f"{names[3][1]}, {names[4][0]} and ten others wait.",
                         "asks": [f"Do not return {names[5][1]}."], "author_organisation": "An alliance"}]}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, vault_template: Path, passphrases: Passphrases) -> list[Path]:
    """The two vaults."""
    folder = tmp_path_factory.mktemp("twins")
    made = []
    for label, names, phone in (("short", _SHORT, "+82 31 555 01"), ("long", _LONG, "+82 2 9555 77")):
        root, file = folder / label, folder / f"{label}.json"
        shutil.copytree(vault_template, root)
        file.write_text(json.dumps(_document(names, phone), ensure_ascii=False), "utf-8")
        with open_vault(root, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
            importer.apply(session, importer.plan(session, file))
        made.append(root)
    return made


FORMATS = ("txt", "csv", "json", "pdf", "docx", "xlsx")


def _files(root: Path, passphrases: Passphrases, audience: str, forms: Sequence[str], out: Path,
           appeal: str = "") -> dict[str, bytes]:
    """One vault's exports for one audience, by format, through the whole conveyor."""
    request = ExportRequest(audience, forms[0], appeal=appeal, override_reason="a test", second_person="A. Second")
    files = {}
    with open_vault(root, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
        planned = run.plan(session, request)
        for form in forms:
            place = out / f"{root.name}.{form}"
            if audience == "internal" and form == "json":
                whole.export(session, replace(request, format=form), place)
            else:
                run.apply(session, replace(planned, request=replace(request, format=form)), REDACT_ALL, place)
            files[form] = place.read_bytes()
    return files


@pytest.mark.parametrize(("audience", "appeal"), [("press", ""), ("appeal", ""), ("appeal", "a"), ("un", ""),
                                                  ("legal", ""), ("internal", "")])
def test_twins_give_the_same_bytes_in_every_format(twins: list[Path], passphrases: Passphrases, tmp_path: Path,
                                                   audience: str, appeal: str) -> None:
    forms = ("pdf", "docx", "txt") if appeal else FORMATS
    one, two = (_files(root, passphrases, audience, forms, tmp_path, appeal) for root in twins)
    assert [form for form in forms if one[form] != two[form]] == []
    for form in {"txt", "csv", "json"} & set(forms):
        text = one[form].decode("utf-8-sig")
        assert not [word for pair in (*_SHORT, *_LONG) for word in pair if word in text]


def test_twins_with_the_same_covered_pictures_give_the_same_bytes(twins: list[Path], passphrases: Passphrases,
                                                                   tmp_path: Path) -> None:
    sums = []
    pictures = [masking.png(Pixels(8, 8, bytes([shade]) * 192)) for shade in (40, 90, 200)]
    for root, names, order in zip(twins, (_SHORT, _LONG), (pictures, pictures[::-1]), strict=True):
        with open_vault(root, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
            for number, picture in enumerate(order):
                path = tmp_path / f"{names[number][1]}.png"
                path.write_bytes(picture)
                masked.keep(session, attach(session, "c", [path])[0].id, picture, 1, ["press"])
            for form in ("pdf", "docx"):
                out = tmp_path / f"{root.name}.{form}"
                done = run.export(session, ExportRequest("press", form, override_reason="a test", second_person="A. Second"),
                                  REDACT_ALL, out)
                sums.append((form, done["sha256"]))
    assert len(set(sums)) == 2
