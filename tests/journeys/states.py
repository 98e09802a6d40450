# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a person may be when the lock comes: pages, forms, dialogs, windows that know names, jobs that run.

`PLACES` can be left again; what stands in `OVER` lies over the window or is at work, and comes last.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.journeys.memory import TYPED_NAME
from tests.journeys.test_first_run import press
from tests.journeys.walk import Walk

State = Callable[[Walk], None]


def reading_a_person(at: Walk) -> None:
    at.open("People", "Heron.*")


def reading_a_statement(at: Walk) -> None:
    at.open("Statements", "Own words.*")
    at.see("Paragraph 1, translation")


def reading_the_case(at: Walk) -> None:
    at.open("Cases", "Entry into.*")


def looking_at_the_timeline(at: Walk) -> None:
    at.page("Incidents")
    if button := at.screen.find("Show as a timeline", "button"):  # else it is shown since the last time
        at.screen.click(button)


def reading_an_appeal(at: Walk) -> None:
    at.open("Appeals", "Do not return.*")


def in_the_settings(at: Walk) -> None:
    at.page("Settings")


def reading_the_help(at: Walk) -> None:
    at.screen.keys("F1")
    time.sleep(0.2)


def searching_for_a_name(at: Walk) -> None:
    at.screen.keys("ctrl+f")
    at.screen.type(TYPED_NAME)
    at.screen.keys("Return")
    time.sleep(0.3)


def half_way_through_a_form(at: Walk) -> None:
    at.form()


def after_undoing_in_a_form(at: Walk) -> None:
    at.form()
    time.sleep(1.5)
    press(at.screen, "Undo the last step")
    at.drafted = ""


def with_words_on_the_clipboard(at: Walk) -> None:
    at.form()
    at.screen.keys("ctrl+a", "ctrl+c")
    time.sleep(0.1)


def with_a_menu_open(at: Walk) -> None:
    at.form()
    at.screen.keys("Menu")
    time.sleep(0.2)


def with_a_list_of_choices_open(at: Walk) -> None:
    at.page("Export")
    at.screen.click(at.screen.wait(lambda: at.screen.find("The press|This office", "combo"), what="the choice"))
    time.sleep(0.2)


def with_a_file_dialog_open(at: Walk) -> None:
    at.page("Backup")
    press(at.screen, "Choose a.*folder.*")
    at.see("Look in:", "label")


def with_a_picture_shown(at: Walk) -> None:
    at.open("Cases", "Entry into.*")
    press(at.screen, "Show .*landing.*")
    at.see("Put the picture away")


def with_a_true_name_shown(at: Walk) -> None:
    at.ask_identities()
    at.give_identities()
    at.see("남궁태식")


def with_the_identity_passphrase_half_typed(at: Walk) -> None:
    at.ask_identities()
    at.screen.type(at.secrets.b[:20])
    time.sleep(0.2)


def after_a_wrong_identity_passphrase(at: Walk) -> None:
    at.ask_identities()
    at.screen.type(at.secrets.b + "x")
    at.screen.keys("Return")
    at.see(".*does not open.*")


def reviewing_an_export(at: Walk) -> None:
    at.look_at_an_export(at.stick / "press.pdf")
    at.see("Nothing has left yet. While one item is undecided, no file is written.|Back to the choice")


def while_an_export_is_prepared(at: Walk) -> None:
    at.look_at_an_export(at.stick / "press.pdf")


def while_a_backup_runs(at: Walk) -> None:
    at.choose_folder(at.stick)
    at.back_up()


def while_the_vault_is_checked(at: Walk) -> None:
    at.page("Settings")
    at.see("Clock plausible", "label")  # the page has grown: the button is below the fold now
    at.screen.push(at.screen.wait(lambda: at.screen.find("Check the vault", "button"), what="the button"))


def after_screening(at: Walk) -> None:
    at.open("Statements", "Own words.*")
    if button := at.screen.find("Open identities and screen", "button"):
        at.screen.click(button)
        at.give_identities()
        at.screen.wait(lambda: "worker" not in at.screen.processes().values(), 60, "the screening")


PLACES: tuple[State, ...] = (
    reading_a_person, reading_a_statement, reading_the_case, looking_at_the_timeline, reading_an_appeal, in_the_settings,
    reading_the_help, searching_for_a_name, half_way_through_a_form, after_undoing_in_a_form, with_words_on_the_clipboard,
    with_a_picture_shown, after_screening)
OVER: tuple[State, ...] = (
    with_a_menu_open, with_a_list_of_choices_open, with_a_file_dialog_open, with_a_true_name_shown,
    with_the_identity_passphrase_half_typed, after_a_wrong_identity_passphrase, reviewing_an_export,
    while_an_export_is_prepared, while_a_backup_runs, while_the_vault_is_checked)
