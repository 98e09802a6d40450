# SPDX-License-Identifier: GPL-3.0-or-later
"""A system that cannot keep a window out of a screenshot is not said to do it."""

from __future__ import annotations

import sys

import pytest

from casefile.host import capture


@pytest.mark.skipif(sys.platform != "linux", reason="the others have something to refuse with")
def test_linux_claims_nothing() -> None:
    assert capture.refuse(4711) is False


def test_a_window_that_is_not_there_is_refused_nothing() -> None:
    assert capture.refuse(0) is False
