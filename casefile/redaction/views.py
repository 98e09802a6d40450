# SPDX-License-Identifier: GPL-3.0-or-later
"""The views a text is searched in: as written, and as it reads once a disguise is taken off."""

from __future__ import annotations

from collections.abc import Iterator

from casefile.redaction.normal import Layer


def views(layer: Layer) -> Iterator[Layer]:
    """The text as written, then every disguise that occurs in it undone."""
    yield layer
