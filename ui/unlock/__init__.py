# SPDX-License-Identifier: GPL-3.0-or-later
"""The windows that take a passphrase, each in a process that ends when it has handed the root on."""
