# SPDX-License-Identifier: GPL-3.0-or-later
"""Single rules of the matcher: what is certain, what a person decides, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.errors import Refused
from casefile.redaction.compile import compile_book
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name


def matcher(*names: str, kind: str = "true", contacts: tuple[tuple[str, str], ...] = (), places: tuple[str, ...] = (),
            public: tuple[str, ...] = ()) -> Matcher:
    """A matcher for one person with these names."""
    person = KnownPerson("p", tuple(Name(name, kind) for name in names), contacts, places=places)
    return Matcher.compile([person], public)


def actions(found: Matcher, text: str) -> list[tuple[str, str, str]]:
    """(words, tier, action) of every span."""
    return [(text[span.start:span.end], span.tier, span.action) for span in found.find(text)]


def test_a_given_name_alone_is_for_a_person_to_decide() -> None:
    found = matcher("배상묵")
    assert actions(found, "상묵 동무가 왔다") == [("상묵", "T3", "review")]
    assert all(action == "review" for _, _, action in actions(found, "도상묵 과장"))


def test_letters_across_words_are_not_a_name() -> None:
    assert actions(matcher("석의자"), "자석의 자기 정광 일부") == []
    assert actions(matcher("소은주"), "소리은 주변") == []
    assert not [hit for hit in actions(matcher("세한"), "las puertas se han cerrado") if hit[2] == "replace"]


def test_a_name_of_two_syllables_needs_a_word_end_or_a_particle() -> None:
    found = matcher("김철")
    assert ("김철", "T1", "replace") in actions(found, "김철에게 주었다")
    assert not [hit for hit in actions(found, "김철수는 다른 사람이다") if hit[2] == "replace"]


@pytest.mark.parametrize("name", ["이", "O", "Al"])
def test_a_very_short_name_is_never_replaced_unasked(name: str) -> None:
    assert all(action == "review" for _, _, action in actions(matcher(name), f"{name} said: {name}, 이 책은 Al dente."))


def test_a_short_alias_in_small_letters_may_be_a_word() -> None:
    found = matcher("Rose", kind="alias")
    assert ("Rose", "T1", "replace") in actions(found, "We met Rose there.")
    assert not [hit for hit in actions(found, "the sun rose late") if hit[2] == "replace"]


def test_a_nickname_of_its_own_is_replaced() -> None:
    assert ("구름아재", "T1", "replace") in actions(matcher("구름아재", kind="nickname"), "구름아재는 웃었다")


def test_public_contacts_are_never_matched() -> None:
    contacts = (("phone", "+82 2 555 0100"), ("email", "desk.office22@example.org"))
    text = "Write to desk.office22@example.org or call +82 2 555 0100, not 02-555-0100."
    assert len(actions(matcher("x", contacts=contacts), text)) >= 2
    assert actions(matcher("x", contacts=contacts, public=("desk.office22@example.org", "+82 2 555 0100",
                                                           "02-555-0100")), text) == []


def test_a_number_inside_a_longer_number_is_another_number() -> None:
    found = matcher("x", contacts=(("phone", "555 0142 77"),))
    assert actions(found, "order 9955501427733") == []
    assert actions(found, "call 555-0142-77")[0][2] == "replace"


@pytest.mark.parametrize("text", [
    "five five five zero one four two seven", "오오오 공일사이칠", "五五五〇一四二七", "５５５−０１４２−７", "५५५०१४२७", "5 5 5 0 1 4 2 7"])
def test_a_number_is_found_however_its_digits_are_written(text: str) -> None:
    found = matcher("x", contacts=(("phone", "555 0142 7"),))
    assert actions(found, f"it is {text} ok")[0][2] == "replace"


def test_a_place_waits_for_a_person() -> None:
    found = matcher("x", places=("샛골, 온성군", "China"))
    assert {action for _, _, action in actions(found, "온성군 샛골에서, Onsong county, China")} == {"review"}
    assert not [words for words, _, _ in actions(found, "in China") if words == "China"]


def test_an_e_mail_or_user_name_is_covered_to_its_end() -> None:
    found = matcher("Ryo Un-san", "려운산")
    text = "mail ryounsan87@mail.example now"
    assert actions(found, text)[0][0] == "ryounsan87@mail.example"


def test_doubly_encoded_names_are_found() -> None:
    found = matcher("려운산")
    assert actions(found, "x=%25EB%25A0%25A4%25EC%259A%25B4%25EC%2582%25B0")[0][2] == "replace"


def test_names_in_many_scripts_prove_themselves() -> None:
    names = ["김철수(가명)", 'Kim "Tiger" Chol', "표, 만석", "สมชาย ใจดีงาม", "桜庭美咲", "प्रिया चतुर्वेदी", "O'Callaghan", "★"]
    for name in names:
        matcher(name)


def test_a_matcher_that_misses_a_name_is_not_used() -> None:
    person = KnownPerson("p", (Name("배상묵"),))
    broken = Matcher(compile_book([]), frozenset())
    with pytest.raises(Refused) as caught:
        broken.prove([person])
    assert caught.value.kind == "self-test"
    assert "배상묵" not in str(caught.value)


@pytest.mark.parametrize(("name", "text"), [
    ("배상묵", "배상 묵이라는 사람"), ("배상묵", "배묵상 씨"), ("배상묵", "배상무 씨"), ("배상묵", "裵상묵 씨"), ("려운산", "呂雲山"),
    ("贺云岭", "我见过贺芸岭"), ("배상묵", "Pae, S. M."), ("贺云岭", "by H.Y.L. alone"), ("Tabitha Marchbanks", "T. Marchbanks"),
    ("Стрекалов Демьян Ильич", "Д. И. Стрекалов"),
    ("배상묵", "배○○ 씨"), ("배상묵", "배모 씨"), ("贺云岭", "贺某某"), ("Tabitha Marchbanks", "Tab*** March***")])
def test_what_only_points_to_a_name_waits_for_a_person(name: str, text: str) -> None:
    found = actions(matcher(name), text)
    assert found
    assert {action for _, _, action in found} == {"review"}


@pytest.mark.parametrize(("name", "text"), [
    ("려운산", "Рё Ун Сан"), ("贺云岭", "Хэ Юньлину"), ("司马青云", "Szu-ma Ch'ing-yün"), ("陈大文", "Chan Tai-man"),
    ("عبد الرحمن الصيرفي", "Abdurrahman Es-Sairafi"), ("عبد الرحمن الصيرفي", "لعبدالرحمن الصيرفي"), ("پریسا گلشنی", "Parisa Golshani"),
    ("ကျော်စွာလင်း", "Kyaw Swar Linn"), ("ကျော်စွာလင်း", "ေက်ာ္စြာလင္း"), ("Jürgen Weißmüller", "Juergen Weissmueller"),
    ("さくらば みさき", "サクラバミサキ"), ("桜庭美咲", "櫻庭 美咲"), ("יעל ברקוביץ", "ליעל ברקוביץ"), ("배상묵", "qotkdanr"),
    ("배상묵", "ʙᴀᴇ ꜱᴀɴɢ-ᴍᴜᴋ"), ("Tabitha Marchbanks", "sknabhcraM ahtibaT"), ("Tabitha Marchbanks", "Tabi<b>tha</b> Marchbanks"),
    ("Tabitha Marchbanks", "&#84;abitha M&#x61;rchbanks"), ("María del Carmen Ortuño Vidal", "Ortuno Vidal, Maria Carmen"),
    ("Stanisława Wójcikowska", "Stanisławy Wójcikowskiej"), ("Ақтоты Есенбаева", "Ақтотыға Есенбаеваның"), ("ნათელა ბერიძე", "ნათელას ბერიძემ"),
    ("ਗੁਰਪ੍ਰੀਤ ਸੰਧੂ", "ਗੁਰਪ੍ਰੀਤ ਸੰਧੂਨੂੰ"), ("ሰላማዊት ደስታ", "ለሰላማዊት ደስታ"), ("Ödön Berkesházy", "Ödönnek Berkesházyval")])
def test_a_whole_name_in_other_letters_is_replaced(name: str, text: str) -> None:
    written = f"{text} ."
    held = {k for span in matcher(name).find(written) if span.action == "replace" for k in range(span.start, span.end)}
    assert set(range(len(text))) <= held | {k for k, c in enumerate(text) if not c.isalnum()}


_LETTERS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf")), max_size=80)


@settings(max_examples=150, deadline=None)
@given(_LETTERS)
def test_any_text_can_be_searched_and_spans_lie_in_it(text: str) -> None:
    end = 0
    for span in _HELD.find(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@settings(max_examples=60, deadline=None)
@given(_LETTERS, _LETTERS)
def test_a_name_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    text = f"{before}\n\n남궁은별\n\n{after}"
    start = len(before) + 2
    held = {k for span in _HELD.find(text) if span.action == "replace" for k in range(span.start, span.end)}
    assert set(range(start, start + 4)) <= held


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(st.characters(categories=("L", "M", "N", "P", "Zs")), min_size=1, max_size=30),
                 st.text(st.sampled_from("김철수배 ·-.,()ABab 'éß李王云々 ИваньЙ محمد الك كာေ12١さク"), min_size=1, max_size=20)))
def test_any_recorded_name_can_be_compiled_and_proves_itself(name: str) -> None:
    matcher(name)


_HELD = matcher("남궁은별", "Tabitha Marchbanks", "贺云岭", "سليم القطراني", "Стрекалов Демьян",
                contacts=(("phone", "+44 20 555 0164"), ("email", "cloud.hill29@example.org")))


@pytest.mark.parametrize(("name", "text"), [
    ("Tabitha Marchbanks", "Tabitha%20Marchbanks"), ("Tabitha Marchbanks", "=54=61bitha =4D=61rch=\nbanks"),
    ("Tabitha Marchbanks", "\\x54\\x61bitha\\x20\\x4darchbanks"), ("Tabitha Marchbanks", "\\124abitha \\115archbanks"),
    ("Žofie Hrdličková", "+AX0-ofie Hrdli+AQ0-kov+AOE-"), ("ကျော်စွာလင်း", "4YCA4YC74YCx4YCs4YC64YCF4YC94YCs4YCc4YCE4YC64YC4"),
    ("Žofie Hrdličková", "=?UTF-8?Q?=C5=BDofie_Hrdli=C4=8Dkov=C3=A1?="), ("Tabitha Marchbanks", "KRQWE2LUNBQSATLBOJRWQYTBNZVXG==="),
    ("Tabitha Marchbanks", 'Tabitha", "surname": "Marchbanks'), ("Tabitha Marchbanks", "Tabitha “Marchbanks"),
    ("Tabitha Marchbanks", "Tabitha March' || 'banks"), ("Tabitha Marchbanks", "T, a, b, i, t, h, a, M, a, r, c, h, b, a, n, k, s"),
    ("배상묵", "배, 상, 묵"), ("贺云岭", "贺。云。岭"), ("Tabitha Marchbanks", "Tabi[?]tha Marchbanks"),
    ("Tabitha Marchbanks", "Tabitha <b>Marchbanks</b>")])
def test_a_name_taken_apart_by_a_format_is_replaced(name: str, text: str) -> None:
    written = f"found {text} here"
    held = {k for span in matcher(name).find(written) if span.action == "replace" for k in range(span.start, span.end)}
    assert {k for k in range(6, 6 + len(text)) if written[k].isalnum()} <= held
    assert not held & set(range(6 + len(text), len(written)))


@pytest.mark.parametrize(("name", "text"), [
    ("Yousri Elhakim Abdelwadoud", "Yusry al-Hakeem Abd al-Wadud"), ("Yousri Elhakim Abdelwadoud", "يسري الحكيم عبد الودود"),
    ("Rustam Yoʻldoshev", "Рустама Йулдошева"), ("Бауыржан Сәрсенов", "Баурыжан Сарсенов"), ("Թամար Հովսեփյան", "Tamar Hovsepian"),
    ("თამარ კვირიკაშვილი", "Tamar Kvirikaschwili"), ("Αριστείδης Καλλιγάς", "Aristidis Kalligas"), ("Soedarmono Djojohadi", "Sudarmono Joyohadi"),
    ("Baxtiyor Gʻafurov", "Бахтиёр Гафуров"), ("Khwaja Zmarai Popalzai", "Khawja Zamaray Popolzay"), ("Mary Anne Woldetensae", "Maryanne Wolde Tensae")])
def test_a_whole_name_by_its_sound_is_replaced(name: str, text: str) -> None:
    written = f"There {text} came."
    held = {k for span in matcher(name).find(written) if span.action == "replace" for k in range(span.start, span.end)}
    assert {k for k in range(6, 6 + len(text)) if written[k].isalnum()} <= held


@pytest.mark.parametrize(("name", "text"), [
    ("Hanamura Setsuko", "はなむらせつこ"), ("Hanamura Setsuko", "ハナムラ・セツコ"), ("Hanamura Setsuko", "ﾊﾅﾑﾗ ｾﾂｺ"), ("남은별", "ナム・ウンビョル"),
    ("봉광수", "ポン・グァンス"), ("Kujo Ryoma", "くじょう りょうま"), ("Tabitha Marchmont", "Tabitha Marchrnont"), ("久我原遼馬", "久我原　遼馬"), ("Стрекалов Демьян", "‘âà¥ª\xa0«®¢ „¥¬ìï\xad"),
    ("贺云岭", "贺云岭".encode().decode("cp1252", "replace")), ("سليم القطراني", "سليم القطراني".encode("iso8859-6").decode("latin-1"))])
def test_a_name_in_kana_or_in_a_wrong_charset_is_replaced(name: str, text: str) -> None:
    held = {k for span in matcher(name).find(f"x {text} x") if span.action == "replace" for k in range(span.start, span.end)}
    assert {k for k, char in enumerate(f"x {text} x") if char.isalnum() and 2 <= k < 2 + len(text)} <= held


@pytest.mark.parametrize("text", ["1957-03-29", "29.3.1957", "03/29/57", "29 March 1957", "March 29th, 1957", "29 марта 1957 года", "1957년 3월 29일",
                                  "29 de marzo de 1957", "٢٩ آذار ١٩٥٧", "29-III-1957"])
def test_a_day_of_birth_waits_for_a_person_and_a_year_does_not(text: str) -> None:
    found = Matcher.compile([KnownPerson("p", (Name("배상묵"),), born="1957-03-29")])
    assert [(hit[0], hit[2]) for hit in actions(found, f"born {text} there")] == [(text, "review")]
    assert actions(found, "In 1957 they came; in March of that year, 29.4.1957, 1958-03-29.") == []


@pytest.mark.parametrize("text", ["four nine five, double five, five two one", "cuatrocientos noventa y cinco, quinientos cincuenta y cinco, dos, uno",
                                  "четыреста девяносто пять пятьсот пятьдесят пять двадцать один"])
def test_a_number_told_in_larger_numbers_is_found(text: str) -> None:
    found = matcher("x", contacts=(("phone", "495 555 21"),))
    assert actions(found, f"it is {text} ok")[0][2] == "replace"


@pytest.mark.parametrize("text", ["The Minister Saw Them", "Sam Martin and Anna Moon", "Rome Tehran Milan", "Man Sir Tip"])
def test_other_words_with_some_of_the_consonants_are_left_alone(text: str) -> None:
    found = matcher("Mansour Eltayeb", "Semyon Mardanov", "Roman Tarhan")
    assert not [hit for hit in actions(found, text) if hit[2] == "replace"]


@pytest.mark.parametrize(("name", "text"), [
    ("Will Grant", "they will grant asylum"), ("이정수", "아이정수기를 샀다"), ("이정수", "정수이고 물이다"), ("이정수", "이 정수는 셋이다"),
    ("Rosa Flores", "las flores rosa")])
def test_words_that_happen_to_spell_a_name_are_not_replaced_unasked(name: str, text: str) -> None:
    assert not [hit for hit in actions(matcher(name), text) if hit[2] == "replace"]
    assert [hit for hit in actions(matcher(name), f"x {name} x") if hit[2] == "replace"]


def test_a_family_or_possessive_s_belongs_to_the_name() -> None:
    found = matcher("Hermenegildo Arrizabalaga Uria")
    assert actions(found, "Hermenegildo Arrizabalaga Urias house") == [
        ("Hermenegildo Arrizabalaga Urias", "T2", "replace")]
    assert actions(found, "the Arrizabalagas came") == [("Arrizabalagas", "T3", "review")]


def test_a_day_told_with_a_place_is_no_place() -> None:
    found = matcher("Hermenegildo Arrizabalaga", places=("Room 4, north wing, since 20 May", "a shelter until 6 June 2004"))
    assert actions(found, "On 20 May 2004 and again on 6 June 2004 they waited.") == []


def test_a_place_is_found_from_its_number_or_proper_name_on() -> None:
    found = matcher("Hermenegildo Arrizabalaga", places=("Safehouse at 40 Yalu Lane, Tumen",))
    assert actions(found, "I sleep at 40 Yalu Lane now") == [("40 Yalu Lane", "Q", "review")]
    assert actions(found, "near Yalu Lane") == [("Yalu Lane", "Q", "review")]
    assert actions(found, "a safehouse at the lane") == []


def test_a_book_full_of_names_is_searched_to_its_end() -> None:
    """Work that grows with the square of the words would not end within a test."""
    found = matcher("봉선아")
    spans = found.find("The river was cold and 봉선아 walked on; Pong Son-a too. " * 6_000)
    assert len(spans) == 12_000


@pytest.mark.parametrize("line", ["a" * 20_000, "ကခ" * 5_000, "ab" * 10_000])
def test_a_line_of_letters_without_a_blank_is_searched_to_its_end(line: str) -> None:
    """Trying every cut of a word costs its length cubed: such a line would not end within a test."""
    assert [hit[0] for hit in actions(matcher("Eleuteria Zubizarreta"), f"{line} Eleuteria Zubizarreta")][-1] == \
        "Eleuteria Zubizarreta"
