# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a person meets it: real windows on a screen of their own, real keys."""
