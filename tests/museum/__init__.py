# SPDX-License-Identifier: GPL-3.0-or-later
"""Things made by released versions, which every later one must open."""
