# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of the wall: true names, lifted words, screening.  Guarded imports.

Only the modules that work with both keys may import from here; the desk's pages never do.
"""
