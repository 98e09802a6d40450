# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts only ever become less exact, k is what a brute-force count says, and grammar tells no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.redaction import generalise, grammar, uniqueness
from casefile.redaction.uniqueness import Pool

PLACES = ["North Hamgyong", "South Hamgyong", "Ryanggang province", "Saetgol", "Pyongyang"]
WORK = ["coal miner", "former miner", "farmer", "teacher", "keeper of the old lamp"]
people = st.fixed_dictionaries({}, optional={
    "age": st.integers(0, 100), "sex": st.sampled_from(["F", "M"]), "occupation": st.sampled_from(WORK),
    "region": st.tuples(st.just("KP"), st.sampled_from(PLACES)), "country": st.just("KP")})
PRESS = {"age": 3, "region": 1, "country": 0, "occupation": 2, "sex": 0, "state_role": 0}


@given(st.integers(0, 110), st.integers(0, 110))
def test_people_who_read_alike_still_read_alike_one_step_up(one: int, other: int) -> None:
    for level in range(generalise.TOP["age"]):
        if level and generalise.say("age", one, level) == generalise.say("age", other, level):
            assert generalise.say("age", one, level + 1) == generalise.say("age", other, level + 1)


@given(st.integers(0, 110))
def test_a_band_holds_the_age_and_never_mixes_children_with_adults(age: int) -> None:
    for level in (1, 2, 3):
        words = generalise.say("age", age, level)
        if "–" in words:
            low, high = (int(part) for part in words.split("–"))
            assert low <= age <= high
            assert (high < 18) == (age < 18)


@pytest.mark.parametrize("level", [2, 3, 4])
def test_the_age_of_a_child_is_only_a_child(level: int) -> None:
    assert generalise.say("age", 16, level) == "child"


def test_a_place_our_tables_do_not_know_falls_silent_instead_of_being_printed() -> None:
    assert [generalise.say("region", ("KP", "Saetgol"), level) for level in range(4)] == ["Saetgol", "", "", ""]
    assert [generalise.say("region", ("KP", "North Hamgyong Province"), level) for level in (1, 2, 3)] == \
        ["North Hamgyong", "the north-east", ""]


def test_a_trade_widens_to_its_sector_and_an_odd_one_falls_silent() -> None:
    assert [generalise.say("occupation", "former coal miner", level) for level in range(4)] == \
        ["former coal miner", "mine worker", "industry", ""]
    assert generalise.say("occupation", "keeper of the old lamp", 1) == ""


def test_dates_lose_their_day_then_their_month() -> None:
    day = {"words": "Thursday", "from": "2002-03-14", "to": "2002-03-14"}
    assert [generalise.when(day, level) for level in range(4)] == ["14 March 2002", "March 2002", "2002", ""]
    assert generalise.when({"words": "the night he was born"}, 1) == ""


def test_counts_of_one_thing_become_a_range() -> None:
    assert generalise.people_range([(25, "exact"), (20, "about")]) == "20 to 25"
    assert generalise.people_range([(20, "about")]) == "about 20"


@given(st.lists(people, min_size=1, max_size=14), st.data())
def test_k_is_what_counting_by_hand_gives(pool: list[dict[str, object]], data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(pool))
    levels = {name: data.draw(st.integers(0, generalise.TOP[name])) for name in PRESS}
    said = {name: generalise.say(name, value, levels[name]) for name, value in person.items()}

    def could_be(other: dict[str, object]) -> bool:
        for name, words in said.items():
            hers = generalise.say(name, other[name], levels[name]) if name in other else ""
            if words and hers and words != hers:
                return False
        return True

    assert uniqueness.count(person, levels, Pool.of(pool)) == sum(could_be(other) for other in pool)


@given(st.lists(people, min_size=11, max_size=16), st.data())
def test_climbing_reaches_the_threshold_wherever_the_pool_has_enough_people(pool: list[dict[str, object]],
                                                                            data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(pool))
    standing = uniqueness.climb(person, Pool.of(pool), PRESS, 11)
    assert standing.k >= 11
    assert all(standing.levels[name] >= level for name, level in PRESS.items())


def test_a_pair_of_facts_that_singles_someone_out_is_named() -> None:
    pool: list[dict[str, object]] = [{"age": 51, "occupation": "miner"}, {"age": 51, "occupation": "farmer"},
                                     {"age": 20, "occupation": "miner"}]
    found = uniqueness.minimal_uniques(pool[0], Pool.of(pool), {"age", "occupation"})
    assert [unique.facts for unique in found] == [("miner", "age 51")]


SYLLABLES = ["박정", "서리", "한글", "최돌", "나나", "은별", "길", "우", "칠", "봄"]


@pytest.mark.parametrize(("closed", "opened"), [("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"),
                                                ("이라고", "라고"), ("이다", "다"), ("아", "야"), ("이랑", "랑"),
                                                ("이나", "나"), ("이었다", "였다"), ("이의", "의"), ("이에게", "에게")])
def test_a_particle_tells_nothing_of_the_name_before_it(closed: str, opened: str) -> None:
    for rest in (" 갔다.", ".", "", ", 그리고"):
        assert grammar.after(closed + rest) == grammar.after(opened + rest)


def test_words_that_only_begin_like_a_particle_stay() -> None:
    assert grammar.after("가방을 들었다") == "가방을 들었다"
    assert grammar.after(" 은 안다") == " 은 안다"


def test_english_articles_and_short_possessives_are_levelled() -> None:
    assert grammar.before("it was an ") == grammar.before("it was a ") == "it was a(n) "
    assert grammar.after("' house") == "'s house"
    assert grammar.after("' he said", "they called him '") == "' he said"
    assert grammar.before("la maison d’") == "la maison de "


@pytest.mark.parametrize(("one", "other"), [
    ("Все говорили об ", "Все говорили о "), ("Пришла со ", "Пришла с "), ("Подошёл ко ", "Подошёл к "),
    ("Її бачили в ", "Її бачили у "), ("Він прийшов із ", "Він прийшов зі "), ("Говориха със ", "Говориха с "),
    ("Šla ke ", "Šla k "), ("Poszła ze mną i więzień ze ", "Poszła ze mną i więzień z "),
    ("Los soldados se llevaron a Marta e ", "Los soldados se llevaron a Marta y "), ("El jefe u ", "El jefe o "),
    ("Ha parlato il capo ed ", "Ha parlato il capo e "), ("Azt mondta, hogy az ", "Azt mondta, hogy a "),
    ("Je sais qu’", "Je sais que "),
])
def test_a_little_word_before_a_name_does_not_tell_its_first_sound(one: str, other: str) -> None:
    assert grammar.before(one) == grammar.before(other)


@pytest.mark.parametrize("text", [
    "Falei com a Rita e ", "Ho visto una donna con il cane e ", "She saw the ad ", "They said so ", "Dr. e ", "und so ", "They were held in Kroměříž and so ", "Он сказал ", "Мы с ", "il ", "We met in ",
    "I was there, said ", "E ", "",
])
def test_words_that_say_nothing_of_a_name_stay(text: str) -> None:
    assert grammar.before(text) == text


def test_turkish_endings_do_not_tell_the_vowels_of_a_name() -> None:
    for endings in (("ın", "in", "un", "ün", "nın", "nin", "nun", "nün"), ("a", "e", "ya", "ye"), ("ı", "i", "yı", "yü"),
                    ("dan", "den", "tan", "ten"), ("da", "de", "ta", "te"), ("la", "le", "yla", "yle")):
        assert len({grammar.after(f"’{ending} evi") for ending in endings}) == 1
    assert grammar.after("’s house") == "’s house"
    assert grammar.after("'e ") == "'(y)e "
