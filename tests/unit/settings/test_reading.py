"""organisation.toml: what is declared is read, what is not is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.settings import SETTINGS, load_settings, parse_settings
from dueregard.settings.writing import first_settings, toml_text, write_settings
from dueregard.vocabulary import OrganisationKind, SurveySource

WHOLE = """edition = "2016"
[organisation]
code = "15C"
name = "Invented CCG"
kind = "commissioner"
[files]
board = "board.csv"
[files.staff]
path = "staff.csv"
coding = "1991"
covers_from = 2014-04-01
[columns.staff]
ethnic_category = "Ethnic Origin"
[values.employment]
"Perm FT" = "employee"
[grades]
"Local 6" = { equivalent = "6", author = "A. Person", date = 2016-04-01 }
[include]
bank_staff = true
[survey]
source = "pooled"
reason = "Three bodies asked together."
invited = 40
[not_collected]
training = "Not recorded before April 2016."
"""


def parse(text: str):
    return parse_settings(text, Path("folder/organisation.toml"))


def test_everything_declared_is_read():
    """Texts, dates, switches and tables arrive with their types."""
    settings = parse(WHOLE)
    assert settings.kind is OrganisationKind.COMMISSIONER
    assert settings.files["staff"].path == Path("folder/staff.csv")
    assert settings.files["staff"].coding == "1991"
    assert settings.files["staff"].covers_from == date(2014, 4, 1)
    assert settings.files["board"].path == Path("folder/board.csv")
    assert settings.grades["Local 6"].author == "A. Person"
    assert settings.survey_source is SurveySource.POOLED
    assert settings.include == {"bank_staff": True}
    assert settings.not_collected["training"].startswith("Not recorded")


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('edition = "2016"', 'editoin = "2016"', 1, "'edition'"),
        ('name = "Invented', 'nmae = "Invented', 4, "'name'"),
        ('kind = "commissioner"', 'kind = "comissioner"', 5, "'commissioner'"),
        ("[files.staff]", "[files.staf]", 8, "'staff'"),
        ('coding = "1991"', 'coding = "1981"', 10, "'1991'"),
        ('coding = "1991"', "coding = 1991", 10, "double quotes"),
        ("bank_staff = true", 'bank_staff = "true"', 19, "without quotes"),
        ("bank_staff = true", "bank_stuff = true", 19, "'bank_staff'"),
        (', author = "A. Person"', "", 17, "author"),
        ("[survey]", "[surveys]", 20, "'survey'"),
        ('path = "staff.csv"\n', "", 8, "where the file is"),
        ("invited = 40", 'invited = "40"', 23, "without quotes"),
    ],
)
def test_fault_is_refused_with_line_and_way_out(old, new, line, word):
    """A mistyped key, value or table names its line and the nearest good one."""
    assert old in WHOLE
    with pytest.raises(ConfigurationError) as caught:
        parse(WHOLE.replace(old, new))
    assert f"line {line}:" in caught.value.message
    assert word in caught.value.advice or word in caught.value.message


@pytest.mark.parametrize("needed", ['edition = "2016"', 'code = "15C"', 'name = "Invented CCG"'])
def test_what_cannot_be_left_out(needed):
    """Edition, code and name have no default."""
    with pytest.raises(ConfigurationError, match="missing"):
        parse(WHOLE.replace(needed, ""))


@pytest.mark.requirement("R-229")
def test_typed_population_share_needs_its_ages_year_and_source():
    """A share without its age base is refused; so is a share beside an area."""
    bare = WHOLE + "[population_served]\ncompared_percent = 2.9\n"
    with pytest.raises(ConfigurationError, match="age_base"):
        parse(bare)
    both = bare + 'area = "North Somerset"\nage_base = "working age"\ncensus_year = 2011\n'
    with pytest.raises(ConfigurationError, match="both say"):
        parse(both + 'source = "typed"\n')


def test_broken_toml_and_missing_file_are_sentences(tmp_path):
    """No decoder's traceback reaches the user."""
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        parse("edition = 2016 oops")
    with pytest.raises(ConfigurationError, match=r"There is no organisation\.toml"):
        load_settings(tmp_path)
    (tmp_path / "organisation.toml").write_bytes(b'edition = "\xff"')
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings(tmp_path)


def test_first_file_is_read_back_and_explains_every_setting():
    """The file that init writes is valid, and each declared key stands in it."""
    text = first_settings("15C", 'A "quoted" name', "provider", "2019")
    settings = parse(text)
    assert (settings.code, settings.name, settings.edition) == ("15C", 'A "quoted" name', "2019")
    assert all(setting.meaning.split()[0] in text for setting in SETTINGS)
    assert all(f"{one.key} = " in text for one in SETTINGS if one.key != "*")


def test_commented_samples_are_valid_when_uncommented():
    """Taking the # away leaves a file that is still one of ours."""
    text = first_settings("15C", "X", "provider", "2019")
    lines = [
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line
        for line in text.splitlines()
    ]
    wanted = "\n".join(line for line in lines if not line.startswith("# "))
    wanted = wanted.replace('area = ""\n', "")
    assert parse(wanted).code == "15C"


def test_toml_text_is_the_inverse_of_reading():
    """What is written is what was meant, odd keys included."""
    import tomllib

    document = tomllib.loads(WHOLE)
    assert tomllib.loads(toml_text(document)) == document


def test_settings_are_never_written_over(tmp_path):
    """A file that is there stays as it is."""
    path = tmp_path / "organisation.toml"
    write_settings("a = 1\n", path)
    with pytest.raises(ConfigurationError, match="there already"):
        write_settings("a = 2\n", path)
    assert path.read_text() == "a = 1\n"
    with pytest.raises(FileNotUsableError):
        write_settings("a = 1\n", path / "below" / "organisation.toml")
