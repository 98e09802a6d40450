# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate before delivery: a finished file is opened again and searched, and the searcher is tested first.

Only this module makes a `Checked`, and delivery takes nothing else.  A finding, a canary that is not found,
or a file that does not read back whole refuses the export.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casefile.errors import CannotVerify, LeakFound
from casefile.export.report import Rendered
from casefile.redaction.canaries import drill
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished file in which nothing was found; `canaries` says how many planted ones were ("12/12")."""

    format: str
    data: bytes = field(repr=False)
    canaries: str


def check(rendered: Rendered, planted: Callable[[str], bytes], name: str, people: Sequence[KnownPerson],
          public_contacts: Sequence[str], kept: Collection[str] | None,
          pictures: Collection[str] = ()) -> Checked:
    """Drill the checker on a copy with planted names, then search the file.

    `planted` gives the bytes of a throw-away copy that also says a text.  `name` is the file's own name,
    which is searched too.  `kept` are numbers and addresses a person decided to let stand, None where the
    audience reads them all.  `pictures` are digests of the only pictures it may hold.  Raises LeakFound, CanaryMissed, CannotVerify.
    """
    terms = LeakTerms.build(people, public_contacts)
    canaries = drill(rendered.format, planted, terms)
    findings = search_file(rendered.data, name, terms, ours=True, letters=rendered.letters, again=rendered.again,
                           kept=kept, pictures=pictures)
    if findings and all(finding.kind == "incomplete" for finding in findings):
        raise CannotVerify("The finished file does not read back whole, so nobody could say it is clean.",
                           findings=[finding.as_json() for finding in findings],
                           advice="Nothing was written. Some scripts do not survive as PDF: choose docx or txt.")
    if findings:
        raise LeakFound("Something that must not leave was found in the finished file.",
                        findings=[finding.as_json() for finding in findings],
                        advice="Nothing was written. The places are listed; change those words, then export again.")
    return Checked(rendered.format, rendered.data, canaries)


def check_document(rendered: Rendered, document: Mapping[str, Any], planted: Callable[[str], bytes]) -> Checked:
    """The gate of the organisation's own JSON document: the checker is drilled, the file read back whole.

    There is nothing to search it for: the case passphrase alone knows no name, and with identities the
    names are meant to be in it.  Raises CannotVerify, CanaryMissed.
    """
    canaries = drill(rendered.format, planted, LeakTerms.build(()))
    if json.loads(rendered.data.decode("utf-8", "surrogatepass")) != document:
        raise CannotVerify("The finished file does not read back whole.")
    return Checked(rendered.format, rendered.data, canaries)
