# SPDX-License-Identifier: GPL-3.0-or-later
"""The second matcher: what it finds, what it leaves alone, and that it stands alone."""

from __future__ import annotations

import ast
import base64
import unicodedata
from pathlib import Path

import pytest

import casefile.redaction
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.second_fold import stream
from casefile.redaction.terms import KnownPerson, Name
from tests.redaction.leak_people import PEOPLE, terms

FOUND = {
    "particle": "서문겨레가 먼저 강을 건넜다.", "inside": "그는서문겨레라고했다",
    "spaced": "명단에 서 문 겨 레 라고 적혔다",
    "surname apart": "서문 겨레는 울었다", "line break": "그날 서문\n겨레 씨가", "middle dot": "표·일·만 이다",
    "zero width": "표\u200b일\u200b만", "decomposed": unicodedata.normalize("NFD", "서문겨레"),
    "jamo": "ㅍㅛㅇㅣㄹㅁㅏㄴ 이라고",
    "revised": "She met Pyo Il-man there.", "order": "signed Il-man Pyo", "capitals": "PYO IL MAN",
    "glued": "user pyoilman left",
    "habit": "Kwak Sangdori came", "relative": "동생 서문한빛도 왔다", "mixed script": "西門겨레",
    "hanzi": "我见过方雪岭一次", "traditional": "信上写着方雪嶺。", "pinyin": "Fang Xueling",
    "wade": "Fang Hsüeh-ling",
    "tones": "fang1 xue3ling3", "spanish": "Hortensia Quiroga no vino", "comma": "QUIROGA BELMAR, Hortensia",
    "no accent": "Horténsia Belmar", "leet": "H0rtens1a Qu1roga", "russian case": "у Прохора Ветлугина",
    "russian latin": "Prokhor Vetlugin", "arabic prefix": "اتصلنا بنبيل الزعفراني",
    "arabic marks": "نَبِيل الزَّعفَراني",
    "arabic latin": "Nabeel Al-Zaafarani", "burmese": "အဲဒီညက ခင်လှိုင်မြတ်သူကို",
    "possessive": "Ottershaw, Wilfred’s",
    "look-alike": "Wilfrеd Ottеrshаw", "mathematical": "𝐖𝐢𝐥𝐟𝐫𝐞𝐝 𝐎𝐭𝐭𝐞𝐫𝐬𝐡𝐚𝐰",
    "wide": "Ｗｉｌｆｒｅｄ　Ｏｔｔｅｒｓｈａｗ",
    "entity": "&#49436;&#47928;&#44200;&#47112;", "percent": "%ED%91%9C%EC%9D%BC%EB%A7%8C",
    "escape": "\\ud45c\\uc77c\\ub9cc",
    "base64": base64.b64encode("표일만이 왔다".encode()).decode(), "hex": "표일만".encode().hex(),
    "mojibake": "서문겨레".encode("cp949").decode("latin-1"), "backwards": "wahsrettO derfliW",
    "keyboard": "vydlfaks",
    "soft hyphen": "Otter\u00adshaw, Wil\u00adfred", "phone": "call 86-433-555-0117",
    "local phone": "0433 555 0117",
    "phone digits": "٤٣٣ ٥٥٥ ٠١١٧", "short phone": "(555) 0117 or", "mail": "river.stone41@example.org",
    "mail spelled": "river.stone41 [at] example [dot] org", "plate": "함북31 7720", "account": "@otter_9912",
    "nickname": "겨레오빠가", "one word": "and Zebulonia said", "two characters": "见到魯偉了",
    "short": "Wu Ei came",
}
CLEAN = {
    "another surname": "박겨레 과장은 난민협약 제33조를 1997년에 인용했다.", "public fax": "Fax +82 2 555 0199",
    "given alone": "겨레는 어디 있나", "one word, small": "zebulonia is a flower", "same sound": "鲁委员来了",
    "short, other word": "Wuei came; wu ei", "across words": "상도 리본",
    "year": "In 2002, 25 people; 1951 Convention, p. 86433.",
    "one word": "Hortensia flowers; Wilfred Smith", "village": "from Dolgae", "other phone": "+86 433 555 0118",
    "inside": "표일 만두", "inside, apart": "좌표 일만 개", "runs on": "표 일만두 개",
    "sentence": "With an offer, Otter shone.", "patronymic": "Прохор Савельевич был здесь.",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND.keys())
def test_a_known_name_or_number_is_found_in_disguise(text: str) -> None:
    assert terms().find(f"Before. {text} after") or terms().find(text)


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN.keys())
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert terms().find(text) == []


def test_a_strict_search_finds_parts_and_places_as_well() -> None:
    strict = LeakTerms.build([*PEOPLE, KnownPerson("p-10", (Name("Zinnia", "nickname", "Latn"),))], strict=True)
    assert {hit.tier for hit in strict.find("Zinnia came from Dolgae.")} == {"T3", "Q"}


@pytest.mark.parametrize("written", ["ながせ りょうたろう", "ナガセ・リョータロー", "ながせりょうたろうさん", "ﾅｶﾞｾ ﾘｮｳﾀﾛｳ"])
def test_a_name_in_latin_letters_is_found_in_kana(written: str) -> None:
    nagase = LeakTerms.build([KnownPerson("p-20", (Name("Nagase Ryotaro", "true", "Latn"),))])
    assert nagase.find(f"名札に{written}とあった。") and not nagase.find("ながせなかった両太郎の話、リョウとナガセの駅。")


def test_values_somebody_kept_are_no_finding() -> None:
    assert terms().find("Wilfred Ottershaw", kept=["Wilfred Ottershaw"]) == []
    assert terms().find("Wilfred Ottershaw and Pyo Il-man", kept=["Wilfred Ottershaw"])


def test_no_term_shows_itself_in_a_repr() -> None:
    hits = terms().find("서문겨레")
    assert "서문" not in repr(terms()) + repr(hits) + repr(terms().terms[0])


def test_the_second_matcher_imports_nothing_of_the_first() -> None:
    folder = Path(casefile.redaction.__file__).parent
    own = ("second", "leak", "canar")
    allowed = {"casefile.redaction.terms", "casefile.errors"}
    for path in folder.glob("*.py"):
        if not path.stem.startswith(own):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else (
                [one.name for one in node.names] if isinstance(node, ast.Import) else [])
            if isinstance(node, ast.ImportFrom) and node.module == "casefile.redaction":
                named = [f"casefile.redaction.{one.name}" for one in node.names]
            for module in named:
                if module.startswith("casefile"):
                    assert module in allowed or module.rpartition(".")[2].startswith(own), (path.name, module)


def test_folding_keeps_letters_and_digits_alone() -> None:
    assert stream("Ürün-Łódź, ٢٠ 배\u200b상") == "urunlodz20배상"
