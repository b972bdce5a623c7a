"""Every command takes a day in the same way."""

from __future__ import annotations

from datetime import date, datetime

import click
import pytest
from click.testing import CliRunner

from dueregard.cli import days
from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.default_command import group_with_default


@pytest.fixture
def show():
    @click.command()
    @as_of_option("The day of the test")
    def command(as_of):
        click.echo(day_of(as_of))

    return command


def test_the_day_asked_for_is_the_day(show):
    assert CliRunner().invoke(show, ["--as-of", "2016-04-30"]).output == "2016-04-30\n"


def test_today_is_the_day_if_none_is_asked_for(monkeypatch):
    class Clock(date):
        @classmethod
        def today(cls):
            return date(2015, 7, 1)

    monkeypatch.setattr(days, "date", Clock)
    assert day_of() == date(2015, 7, 1)
    assert day_of(datetime(2014, 1, 2)) == date(2014, 1, 2)  # noqa: DTZ001 - as click gives it


def test_what_is_no_day_is_refused_and_the_help_says_which_day_it_is(show):
    refused = CliRunner().invoke(show, ["--as-of", "30/04/2016"])
    assert refused.exit_code == 2
    assert "The day of the test; today if left out." in CliRunner().invoke(show, ["--help"]).output


def test_a_path_in_place_of_a_command_means_the_first_command():
    group = click.group(cls=group_with_default("show"))(lambda: None)

    @group.command()
    @click.argument("path")
    def show(path):
        click.echo(f"shown {path}")

    @group.command()
    def other():
        click.echo("other")

    run = CliRunner().invoke
    assert run(group, ["folder"]).output == "shown folder\n"
    assert run(group, ["other"]).output == "other\n"
    assert run(group, ["--help"]).exit_code == 0
