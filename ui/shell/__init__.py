# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: header band, rail, pages and the way between them."""
