# SPDX-License-Identifier: GPL-3.0-or-later
"""The way out: selection, consent, report, redaction, rendering, check, delivery; each stage its own type.

`run.py` is the only way to a file.
"""
