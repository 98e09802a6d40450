# SPDX-License-Identifier: GPL-3.0-or-later
"""Data without code: icons, vocabularies, risk rules, pseudonym words, the sample case, help."""
