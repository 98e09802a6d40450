# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own words in exports: codes of the records as an English reader says them.

Every word that is no record's text stands here or as a heading in `sections.py`; nothing here is
read from a record, so none of it needs redaction.
"""

from __future__ import annotations

INCIDENTS = {
    "compound_entry": "Entry into a compound", "seizure": "Seizure", "arrest": "Arrest", "detention": "Detention",
    "ill_treatment": "Ill-treatment", "forced_return": "Forced return", "transfer": "Transfer", "arrival": "Arrival",
    "other": "Event"}
UNITS = {
    "people": "people", "families": "families", "individuals": "people on their own", "men": "men", "women": "women",
    "children": "children", "guards": "guards", "other": "in number"}
BASES = {"claimed": "claimed", "observed": "seen", "official": "official figure"}
BOUNDS = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
STATEMENTS = {"individual": "Own statement", "group": "Group statement", "interview": "Interview",
              "press_quote": "Quoted in the press"}
ROLES = {"victim": "affected", "perpetrator": "carried it out", "witness": "saw it", "intervening": "stepped in",
         "bystander": "was near"}
SERIES = {"urgent": "Urgent appeal", "update": "Update", "forwarded": "Forwarded appeal", "letter": "Letter",
          "communication": "Communication"}
MEDIA = {"text/plain": "text", "application/pdf": "PDF", "image/png": "picture", "image/jpeg": "picture", "image/webp": "picture",
         "image/tiff": "picture", "image/heic": "picture", "audio/mpeg": "sound", "audio/wav": "sound", "video/mp4": "film",
         "text/csv": "table", "application/json": "data"}
KIN = {"other": "connected with"}
ANSWERS = {"yes": "yes", "no": "no", "unknown": "not known"}
AUDIENCES = {
    "press": "For the press", "appeal": "For an appeal", "un": "For the United Nations",
    "legal": "For legal proceedings", "internal": "Internal: keep inside the organisation"}
LANGUAGES = {
    "ko": "Korean", "en": "English", "zh": "Chinese", "ru": "Russian", "ar": "Arabic", "fr": "French", "es": "Spanish",
    "my": "Burmese", "ja": "Japanese", "th": "Thai", "mn": "Mongolian", "fa": "Persian", "vi": "Vietnamese",
    "de": "German"}

PROTECTION = {
    "press": (
        "Names, contacts and exact places have been left out; the people here appear under words chosen by the "
        "program, which have nothing to do with their names.",
        "Ages, regions and work are widened until many people of the same event fit each description. Please do not "
        "put together what this sheet keeps apart.",
        "Every quote was cleared for print by the person who said it. Other words of theirs were not.",
        "Counts differ because sources differ. Each one stands with the source that gave it."),
    "un": (
        "Names and contacts are replaced by words chosen by the program. They can be traced only by those who hold "
        "the records.",),
    "internal": ("People appear under the pseudonyms of the case file. This text is not for passing on.",),
}
PROTECTION["appeal"] = PROTECTION["press"]
PROTECTION["legal"] = PROTECTION["un"]


def language(code: str) -> str:
    """A language tag as a word, else the tag itself."""
    return LANGUAGES.get(code.split("-")[0], code)


def age(words: str) -> str:
    """An age band as a table shows it."""
    return {"child": "a child", "adult": "an adult"}.get(words, words)
