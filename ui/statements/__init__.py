# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements: original and translation side by side."""
