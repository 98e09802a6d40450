# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts whose letters melt into one another: a finished PDF is read back to its last vowel sign, and searched."""

from __future__ import annotations

import io

import pikepdf
import pytest

from casefile.export import render_pdf
from casefile.export.fonts import FontMissing
from casefile.export.report import Clean, Document, Paragraph, RedactedReport, Section, Table
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson, Name

TOLD = {
    "my": "သူမ၏အမည်မှာ နှင်းဖြူအောင် ဖြစ်ပြီး ကျောင်းဆရာမတစ်ဦး ဖြစ်ခဲ့သည်။ စစ်သားများက ဝိုင်းထားခဲ့ကြသည်။ ကမ္ဘာ၊ ဗုဒ္ဓ၊ ပစ္စည်း ၁၉၉၇",
    "th": "น้ำท่วมหมู่บ้าน เจ้าหน้าที่ถามว่า ปู่ย่าตายายอยู่ที่ไหน กี่ปีแล้ว ฐานะ ญาติ",
    "km": "យើងបានឆ្លងទន្លេនៅពេលយប់ ស្ត្រី ព្រះពុទ្ធ ក្រុមហ៊ុន ញ៉ាំ",
    "lo": "ພວກເຮົາຂ້າມແມ່ນ້ຳໃນຕອນກາງຄືນ", "hi": "क्षत्रिय ने कहा कि स्त्री नदी पार कर गई।", "bn": "আমরা রাতে নদী পার হয়েছি",
    "ar": "قَالَ لِي: \"لا تَخَفْ\" (هكذا)، والأسماء: عبد الرحمن، لآلئ، محمّد ١٩٩٧", "fa": "ما شب از رودخانه گذشتیم و هیچ‌کس چیزی نگفت",
    "he": "שָׁלוֹם, חצינו את הנהר", "ur": "ہم نے رات کو دریا پار کیا", "vi": "Đoàn người vượt sông trong đêm ở phường này"}
NAMES = {"my": "အောင်ဇော်မြင့်ထွန်းခဲ့", "th": "สมพงษ์ วงศ์ทองน้ำ", "km": "សុខ ចាន់ដារ៉ាស្ត្រី", "ar": "طارق المنصوري", "ko": "표일만"}


def _report(text: str, language: str) -> RedactedReport:
    return Document("un", Clean("A title"), "For x", (
        Section("Texts", (Paragraph(Clean(text, language)), Table(("Person", "Said"), ((Clean("Heron"), Clean(text, language)),)))),
        Section("Notes", (Paragraph(Clean("A note.")),))))


@pytest.mark.parametrize("language", list(TOLD))
def test_every_letter_and_sign_of_a_script_comes_back(language: str) -> None:
    try:
        done = render_pdf.render(_report(TOLD[language], language))
    except FontMissing:
        pytest.skip("the font of this script is not installed here")
    assert search_file(done.data, "a.pdf", LeakTerms.build([]), ours=True, letters=done.letters, kept=[]) == []
    more = search_file(done.data, "a.pdf", LeakTerms.build([]), ours=True, letters=done.letters + TOLD[language][0], kept=[])
    assert {one.kind for one in more} == {"incomplete"}


@pytest.mark.parametrize("language", list(NAMES))
def test_a_name_in_such_a_script_is_found_on_the_page(language: str) -> None:
    name = NAMES[language]
    try:
        done = render_pdf.render(_report(f"{TOLD.get(language, '그날')} {name} {TOLD.get(language, '왔다')}", language))
    except FontMissing:
        pytest.skip("the font of this script is not installed here")
    known = LeakTerms.build([KnownPerson("p", (Name(name, "true"),))])
    assert {one.person for one in search_file(done.data, "a.pdf", known, ours=True, letters=done.letters, kept=[])} == {"p"}


def test_a_cluster_spelled_unlike_its_glyphs_is_a_finding() -> None:
    done = render_pdf.render(_report("We crossed the river.", "en"))
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        page = pdf.pages[0].Contents.read_bytes()
        shown = page[page.index(b"BT"):page.index(b"ET") + 2]
        lie = b"/Span<</ActualText (Something else that is much longer)>>BDC " + shown + b" EMC"
        pdf.pages[0].Contents = pdf.make_stream(page.replace(shown, lie, 1))
        target = io.BytesIO()
        pdf.save(target)
    found = search_file(target.getvalue(), "a.pdf", LeakTerms.build([]), ours=True, letters=done.letters, kept=[])
    assert "a cluster spelled unlike its glyphs" in {one.where for one in found}
