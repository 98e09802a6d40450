# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page is built from: the look, chips, cards, rows, drawings."""
