# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the tables that hold records."""

from __future__ import annotations

KINDS: tuple[str, ...] = ("cases", "families", "people", "statements", "incidents", "counts", "appeals",
                          "exposures", "attachments", "disclosures")
"""One table for each kind, all of the same shape; also the order in which a dump writes them."""
