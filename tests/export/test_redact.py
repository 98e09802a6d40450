# SPDX-License-Identifier: GPL-3.0-or-later
"""Redaction: references and matches go, doubts wait for a person, grammar and names leave no trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefile.errors import InputRefused, UnresolvedReview
from casefile.export import render_csv, render_docx, render_json, render_pdf, render_txt, render_xlsx, review
from casefile.export.gather import select
from casefile.export.redact import Redaction, redact
from casefile.export.report import Clean, Document, Paragraph, Raw, Section, leaves
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL, Decision, Decisions
from casefile.export.sections import write
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name
from tests.export.material import KEY, SAMPLE, group, holdings, known, mark, matcher, vault_id

UN = ExportRequest("un", "txt", override_reason="r", second_person="p")


def _redaction(document: dict[str, Any], request: ExportRequest, decisions: Decisions = REDACT_ALL) -> Redaction:
    selection = select(holdings(document), request)
    return redact(write(selection), selection.names, matcher(document), KEY, decisions)


def _text(text: str, request: ExportRequest = UN, document: dict[str, Any] = SAMPLE) -> str:
    """What one text becomes."""
    names = select(holdings(document), request).names
    report = Document("un", Raw("x", own=True), "", (Section("", (Paragraph(Raw(text, "here")),)),))
    done = redact(report, names, matcher(document), KEY, REDACT_ALL)
    return [leaf.text for leaf in leaves(done.settled())][1]


@pytest.mark.parametrize("text", ["남궁태식이 왔다.", "I am Namgung Tae-sik.", "南宮泰植说", "NAMGUNG, Tae Sik",
                                  "call +86 433 555 0142 now", "write to wd.luo@example.org"])
def test_what_must_not_leave_is_replaced(text: str) -> None:
    done = _text(text)
    for secret in ("남궁", "amgung", "NAMGUNG", "Tae", "南宮", "0142", "wd.luo"):
        assert secret not in done


def test_public_contacts_stay() -> None:
    assert "+82 2 555 0100" in _text("fax +82 2 555 0100")


def test_a_reference_and_a_found_name_read_the_same() -> None:
    assert _text("남궁태식은 갔다.") == _text(f"{mark('p-1')}은 갔다.") == _text(f"{mark('p-1')}는 갔다.")
    assert "은(는) 갔다." in _text(f"{mark('p-1')}는 갔다.")


def test_relatives_and_contacts_have_their_own_words() -> None:
    assert _text(f"my {mark('p-1', 'r')} at {mark('p-1', 'c')}") == "my [a relative] at [contact]"


def test_words_in_brackets_are_in_the_language_of_their_text() -> None:
    names = select(holdings(SAMPLE), UN).names
    told = f"누이 {mark('p-1', 'r')}는 {mark('p-1', 'c')}로 전화했다."
    report = Document("un", Raw("x", own=True), "", (Section("", (Paragraph(Raw(told, "here", "ko-KP")),)),))
    done = redact(report, names, matcher(SAMPLE), KEY, REDACT_ALL).settled()
    assert [leaf.text for leaf in leaves(done)][1] == "누이 [친척]은(는) [연락처](으)로 전화했다."


def test_doubts_wait_for_a_person_and_nothing_can_be_rendered_before() -> None:
    document = group(12)
    document["statements"][0]["quotes"][0]["text"] = "Then Pemquist came."
    request = ExportRequest("press", "txt")
    waiting = _redaction(document, request, Decisions())
    assert waiting.waiting
    with pytest.raises(UnresolvedReview) as refused:
        waiting.settled()
    entry = refused.value.details["queue"][0]
    assert set(entry) == {"item", "where", "tier", "before", "replacement", "person"}
    assert entry["before"] == "Pemquist"
    again = _redaction(document, request, Decisions())
    assert [item.item for item in again.waiting] == [item.item for item in waiting.waiting]
    kept = _redaction(document, request, Decisions({waiting.waiting[0].item: Decision("keep", "a town")}))
    assert kept.kept == 1
    assert any("Pemquist" in leaf.text for leaf in leaves(kept.settled()))
    gone = _redaction(document, request, REDACT_ALL)
    assert not any("Pemquist" in leaf.text for leaf in leaves(gone.settled()))


def test_internal_texts_raise_no_review_items() -> None:
    assert not _redaction(SAMPLE, ExportRequest("internal", "txt"), Decisions()).queue


def test_item_ids_tell_nothing_and_depend_on_the_vaults_key() -> None:
    assert review.item_id(KEY, "statements/s-1", 3) != review.item_id(b"j" * 32, "statements/s-1", 3)
    assert len(review.item_id(KEY, "x")) == 16


@pytest.mark.parametrize("content", ["[]", '{"a": "redact"}', '{"a": {"action": "burn"}}', '{"a": {"action": "keep"}}',
                                     '{"a": {"action": "redact"}, "a": {"action": "redact"}}', "{", "\ud800",
                                     '{"a": {"action": "redact", "by": "me"}}'])
def test_a_review_file_that_nobody_understands_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputRefused) as refused:
        review.read(path)
    assert refused.value.exit_code == 6


def _swapped(document: dict[str, Any]) -> dict[str, Any]:
    """The same vault with other names in the identity vault and in the texts."""
    text = json.dumps(document, ensure_ascii=False)
    for old, new in (("남궁태식", "구용복"), ("남궁은별", "구다해"), ("남궁태호", "구만수"), ("은별이와", "다해와"),
                     ("은별", "다해"), ("Namgung Tae-sik", "Ku Yong-bok"), ("Eun-byol", "Da-hae"),
                     ("南宮泰植", "具龍福"), ("0142", "0977")):
        text = text.replace(old, new)
    swapped: dict[str, Any] = json.loads(text)
    return swapped


@pytest.mark.parametrize("audience", ["un", "legal", "press", "appeal"])
def test_two_vaults_that_differ_only_in_names_give_the_same_bytes(audience: str) -> None:
    request = ExportRequest(audience, "txt", override_reason="r", second_person="p")
    for module in (render_txt, render_csv, render_json, render_pdf, render_docx, render_xlsx):
        one, two = (module.render(_redaction(document, request).settled()) for document in (SAMPLE, _swapped(SAMPLE)))
        assert one.data == two.data


def test_the_sample_case_leaves_without_any_of_its_names() -> None:
    names = [name.value for person in known(SAMPLE) for name in person.names] + ["0142", "wd.luo"]
    for audience in ("press", "appeal", "un", "legal", "internal"):
        secrets = [*names, "은별"] if audience != "internal" else names  # a given name alone is in doubt
        request = ExportRequest(audience, "txt", override_reason="r", second_person="p")
        data = render_txt.render(_redaction(SAMPLE, request).settled()).data.decode()
        assert not [secret for secret in secrets if secret in data], audience


def test_cells_are_data_and_no_formula() -> None:
    report: Document[Clean] = Document("press", Clean("=HYPERLINK(1)"), "", (
        Section("A", (Paragraph(Clean("+1\x07 x")), Paragraph(Clean(" @SUM(A1)")), Paragraph(Clean("a\rb")))),))
    text = render_csv.render(report).data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'+1  x" in text
    assert "' @SUM" in text
    assert "\x07" not in text
    assert render_csv.render(report).data.startswith(b"\xef\xbb\xbf")


def test_grammar_width_and_letters_tell_nothing_of_two_hundred_names() -> None:
    surnames, given = "김박최정강조윤장임한", ("서준", "하은", "돌", "민재", "나래", "봄", "은별", "태식", "가람", "우주",
                                         "솔", "빛나", "영호", "다해", "칠성", "무진", "보라", "힘찬", "용", "미르")
    names = [surname + one for surname in surnames for one in given]
    assert len(names) == 200
    request = ExportRequest("un", "txt", override_reason="r", second_person="p")
    shown = select(holdings(SAMPLE), request).names
    seen = set()
    for name in names:
        closed = (ord(name[-1]) - 0xAC00) % 28
        text = (f"{name}{'은' if closed else '는'} 갔다. {name}{'이' if closed else '가'} 왔다. {name}{'을' if closed else '를'} 봤다. "
                f"{name}{'과' if closed else '와'} {name}{'으로' if closed not in (0, 8) else '로'} 함께.")
        person = KnownPerson(vault_id("p-1"), (Name(name, "true", "Hang"),))
        report = Document("un", Raw("x", own=True), "", (Section("", (Paragraph(Raw(text, "here")),)),))
        done = redact(report, shown, Matcher.compile([person]), KEY, REDACT_ALL)
        seen.add([leaf.text for leaf in leaves(done.settled())][1])
    assert len(seen) == 1
