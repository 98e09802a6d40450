# SPDX-License-Identifier: GPL-3.0-or-later
"""F1: the pages of help."""
