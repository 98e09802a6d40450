# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented records in the shape a vault keeps them: lifted text, references by id."""

from __future__ import annotations

from typing import Any

DAY = {"from": "2002-03-14", "to": "2002-03-14"}
PRESENT = {"inside_compound": "yes", "media_present": "yes"}


def person(case: str, sex: str, age: int | None, *, family: str = "", basis: str = "stated",
           facts: dict[str, str] | None = None, relations: list[tuple[str, str]] | None = None,
           consents: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"case": case, "sex": sex, "role": more.pop("role", "claimant"),
                            "risk_facts": PRESENT | (facts or {}), **more}
    if age is not None:
        body["age"] = {"stated": age, "basis": basis, "as_of": DAY}
    if family:
        body["family"] = family
    if relations:
        body["relations"] = [{"to": to, "type": kind} for to, kind in relations]
    if consents:
        body["consents"] = consents
    return body


def agreed(purpose: str, level: str, expires: str | None, *details: str) -> dict[str, Any]:
    return {"purpose": purpose, "decision": "granted", "identity_level": level, "details": list(details),
            "date": "2002-03-14", "expires": expires, "given_by": "self"}


HERON = person("c1", "M", 51, family="f1", occupation="former coal miner", home_region="North Hamgyong",
               facts={"returned_once": "yes", "tortured_on_return": "yes", "state_or_party_role": "yes",
                      "sought_third_state": "yes", "self_harm_stated": "yes", "family_in_origin": "unknown"},
               relations=[("a2", "spouse"), ("a3", "child"), ("a4", "child")],
               consents=[agreed("press", "pseudonym", "2002-06-14", "quotes"),
                         agreed("appeal", "no_name", "2002-12-31"), agreed("un", "true_name", "2002-12-31"),
                         agreed("tracing", "true_name", "2002-12-31"),
                         {"purpose": "legal", "decision": "refused", "date": "2002-03-14"}])
KO = ("⟦n:a2:1⟧과 저는 1997년 가을, 장마가 지난 뒤에 강을 건넜습니다. 물은 아직 높았습니다.\n\n"
      "마을에서 일 년쯤 농사일을 도왔습니다. ⟦n:a7:2⟧이 우리에게 방 하나를 내주었습니다.\n\n"
      "저는 한 번 붙잡혀 돌려보내졌고, 그곳에서 맞았습니다. 얼마나 오래였는지는 모르겠습니다.\n\n"
      "다시 나왔을 때 ⟦n:a3:3⟧은 열여섯 살이었습니다. 아이는 음악을 배우고 싶어 합니다.\n\n"
      "시장에서 만난 사람이 우리를 남쪽 역까지 데려다주었습니다.\n\n"
      "이제 우리는 안전한 곳으로 가게 해 달라고 부탁드립니다.")
EN = ("⟦n:a2:4⟧ and I crossed the river in the autumn of 1997, after the rains. The water was still high.\n\n"
      "For about a year we helped with farm work in a village. ⟦n:a7:5⟧ gave us one room.\n\n"
      "I was caught once and sent back, and there I was beaten. I do not know for how long.\n\n"
      "When I came out again ⟦n:a3:6⟧ was sixteen. She would like to study music.\n\n"
      "Someone we met at the market took us as far as the southern station.\n\n"
      "We ask now to be allowed to go to a safe place.")


def incident(title: str, kind: str, when: dict[str, str] | None, people: list[str], account: str = "",
             **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"case": "c1", "title": title, "type": kind, "account": account,
                            "involved": [{"person": one, "role": "victim"} for one in people], **more}
    if when:
        body["when"] = when
    return body


RECORDS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "cases": [("c1", "Entry into a diplomatic compound", {
        "title": "Entry into a diplomatic compound", "opened": {"words": "Thursday", **DAY},
        "summary": "A group entered a compound and asked for passage to a third state.",
        "tags": ["non-refoulement"]})],
    "families": [("f1", "Family 1", {"case": "c1", "label": "Family 1", "claimed_size": 4}),
                 ("f2", "Family 2", {"case": "c1", "label": "Family 2", "claimed_size": 3})],
    "people": [
        ("a1", "Heron", HERON),
        ("a2", "Sorrel", person("c1", "F", 47, family="f1", relations=[("a1", "spouse"), ("a3", "child")])),
        ("a3", "Linnet", person("c1", "F", 16, family="f1", relations=[("a1", "parent")],
                                consents=[agreed("press", "pseudonym", "2002-06-14")])),
        ("a4", "Teasel", person("c1", "M", 18, family="f1", relations=[("a1", "parent")])),
        ("a5", "Juniper", person("c1", "F", 30, basis="estimated", facts={"family_in_origin": "no"})),
        ("a6", "Marram", person("c1", "M", 44, family="f2", facts={"inside_compound": "no", "media_present": "no"})),
        ("a7", "Alder", person("c1", "unknown", None, role="helper",
                               facts={"inside_compound": "no", "route_or_helper_described": "yes"})),
        ("a8", "Plover", person("c1", "F", 16, facts={"unaccompanied_minor": "yes", "family_in_origin": "yes",
                                                      "family_link_known": "yes"}))],
    "statements": [
        ("b3", "Statement 3", {"case": "c1", "person": "a1", "kind": "individual", "title": "Statement 3",
                               "language": "ko", "text": KO, "taken": DAY, "setting": "alone in the room",
                               "read_back": "yes", "translations": [{"language": "en", "text": EN}],
                               "quotes": [{"text": "I was caught once and sent back, and there I was beaten.",
                                           "cleared_for": ["press", "appeal"]},
                                          {"text": "We ask now to be allowed to go to a safe place.",
                                           "cleared_for": ["press", "appeal"]}]}),
        ("b4", "Statement 4", {"case": "c1", "person": "a5", "kind": "interview", "title": "Statement 4",
                               "language": "en", "text": "I left when my son was small."})],
    "incidents": [
        ("d1", "Crosses the river", incident("Crosses the river", "other", {
            "words": "after the rains 1997", "from": "1997-08", "to": "1997-12"}, ["a1", "a2"])),
        ("d2", "Caught, sent back", incident("Caught, sent back", "forced_return", {
            "words": "in the cold, 1999", "from": "1999-01", "to": "1999-07"}, ["a1"], "Held for some time.")),
        ("d3", "Enters the compound", incident("Enters the compound", "compound_entry", DAY, ["a1", "a2", "a3", "a5"],
                                               "The group ran through the open gate.", place="an embassy")),
        ("d4", "Taken from a consulate", incident("Taken from a consulate", "seizure", {
            "from": "2002-06-13", "to": "2002-06-13"}, [])),
        ("d5", "Leaves home", incident("Leaves home", "other", {"words": "when my son was small"}, ["a5"]))],
    "counts": [("n1", "", {"case": "c1", "incident": "d3", "value": 25, "bound": "exact", "unit": "people",
                           "basis": "claimed", "source": "group statement"}),
               ("n2", "", {"case": "c1", "incident": "d3", "value": 20, "bound": "about", "unit": "people",
                           "basis": "observed", "source": "reporters at the gate"})],
    "appeals": [("g1", "Do not return the group", {
        "case": "c1", "series": "urgent", "number": "UA-01-2002", "title": "Do not return the group",
        "issued": {"from": "2002-03-15", "to": "2002-03-15"}, "author_organisation": "An alliance for human rights",
        "salutation": "Your Excellency,", "addressees": [
            {"name": "The Minister for Foreign Affairs", "role": "minister", "channel": "fax"}],
        "facts": "A group is inside an embassy compound and fears return.", "asks": [
            "Do not return any member of the group.", "Allow safe passage to a third state."],
        "instruments": ["1951 Refugee Convention", "1967 Protocol"],
        "signatories": ["An alliance for human rights"], "people": ["a1", "a2"], "incidents": ["d3"]})],
    "exposures": [("e1", "", {"case": "c1", "people": ["a1"], "where": "a newspaper",
                              "revealed": "age 51, former miner"})],
    "attachments": [],
}
