"""``dueregard example`` makes a folder, says what it made, and refuses in a sentence."""

from __future__ import annotations

import json

import pytest

from dueregard.__main__ import main


def test_it_says_which_folder_it_made_and_how_many_people_are_in_it(tmp_path, capsys):
    """One line for each folder."""
    assert main(["example", str(tmp_path / "one"), "--size", "20"]) == 0
    heading, _, line = capsys.readouterr().out.strip().splitlines()
    assert heading.split() == ["Folder", "Edition", "Staff", "Planted"]
    assert line.split() == [str(tmp_path / "one"), "2016", "20", "0"]


def test_other_programs_can_read_what_it_made(tmp_path, capsys):
    """With --json the same comes as JSON, one object for each year."""
    folder = str(tmp_path / "series")
    assert main(["example", folder, "--size", "20", "--years", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["edition"] for one in told] == ["2015", "2016"]
    assert {one["staff"] for one in told} == {20}


@pytest.mark.parametrize("option", ["--varied", "--messy"])
def test_untidy_files_come_with_a_list_of_what_was_planted(tmp_path, capsys, option):
    """planted.json has as many entries as the command says."""
    folder = tmp_path / "one"
    assert main(["example", str(folder), "--size", "200", option, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    assert told[0]["planted"] == len(planted) > 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--size", "1"], 3, "size"),
        (["--edition", "1999"], 6, "1999"),
        (["--years", "0"], 3, "years"),
        (["--kind", "hospital"], 2, "hospital"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(tmp_path, capsys, words, code, said):
    """Each fault has its exit code, says what is wrong, and leaves no folder behind."""
    assert main(["example", str(tmp_path / "one"), *words]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "one").exists()


def test_a_folder_in_use_is_refused(tmp_path, capsys):
    """Nobody's files are written over."""
    (tmp_path / "mine.csv").write_text("mine")
    assert main(["example", str(tmp_path)]) == 4
    assert "not empty" in capsys.readouterr().err
