# SPDX-License-Identifier: GPL-3.0-or-later
"""A consent holds only while nothing speaks against it; in doubt the no counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casefile.records.consent import in_force

TODAY = date(2002, 6, 1)


def _said(decision: str, day: str | None = None, **more: Any) -> dict[str, Any]:
    return {"purpose": "press", "decision": decision, **({"date": day} if day else {}), **more}


@pytest.mark.parametrize(("consents", "holds"), [
    ([], False),
    ([_said("granted", "2002-03-14")], True),
    ([_said("granted")], True),
    ([_said("refused", "2002-03-14")], False),
    ([_said("not_asked")], False),
    ([{**_said("granted", "2002-03-14"), "purpose": "appeal"}], False),
    ([_said("granted", "2002-06-02")], False),
    ([_said("granted", "2002-03-14", expires="2002-06-01")], True),
    ([_said("granted", "2002-03-14", expires="2002-05-31")], False),
    ([_said("granted", "2002-03-14", expires=None, withdrawn_on="2002-06-01")], False),
    ([_said("granted", "2002-03-14", withdrawn_on="2002-06-02")], True),
    ([_said("refused", "2002-03-14"), _said("granted", "2002-04-01")], True),
    ([_said("granted", "2002-04-01"), _said("refused", "2002-03-14")], True),
    ([_said("granted", "2002-03-14"), _said("withdrawn", "2002-04-01")], False),
    ([_said("granted", "2002-03-14"), _said("refused", "2002-03-14")], False),
    ([_said("granted", "2002-03-14"), _said("withdrawn")], False),
    ([_said("granted"), _said("refused", "2002-03-14")], False),
    ([_said("granted", "2002-03-14", expires="2003-01-01"),
      _said("granted", "2002-04-01", expires="2002-05-01")], False),
])
def test_when_a_consent_holds(consents: list[Any], holds: bool) -> None:
    assert (in_force(consents, "press", TODAY) is not None) == holds
