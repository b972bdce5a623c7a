"""What is said on the pages is an organisation.toml that the library reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError
from dueregard.settings.reading import parse_settings
from dueregard_web.returns.forms import PLACES
from dueregard_web.returns.settings_text import change_text, first_text, from_uploaded, with_files

FIRST = first_text(
    edition="2016", code="EX016", name='Invented "North"', kind="commissioner", board_name="Board"
)
EXAMPLE = Path(__file__).parents[3] / "examples" / "small-commissioner" / "organisation.toml"


def test_first_text_is_read_by_the_library() -> None:
    """Names with quotation marks and all."""
    settings = parse_settings(FIRST, Path("organisation.toml"))
    assert (settings.edition, settings.code, settings.name) == ("2016", "EX016", 'Invented "North"')


def test_every_field_of_the_page_has_a_place_the_library_knows() -> None:
    """Each is written, read back, and taken out again."""
    values = {
        "organisation.name": "New", "organisation.board_name": "Governing Body",
        "include.office_holders": True, "include.bank_staff": False,
        "population_served.name": "District", "population_served.area": "",
        "population_served.age_base": "all ages", "population_served.census_year": 2011,
        "population_served.compared_percent": 11.5,
        "population_served.source": "Invented.", "survey.source": "none",
        "survey.reason": "Too few people.",
    }  # fmt: skip
    assert set(values) == set(PLACES.values())
    text = change_text(FIRST, values)
    settings = parse_settings(text, Path("organisation.toml"))
    assert settings.name == "New"
    assert settings.include == {"office_holders": True, "bank_staff": False}
    assert settings.survey_reason == "Too few people."
    gone = dict.fromkeys([place for place in values if place.startswith("population")], "")
    assert "population_served" not in change_text(text, gone)


def test_value_that_the_library_refuses_is_refused_here() -> None:
    """Nothing is stored that a count would stumble over later."""
    with pytest.raises(ConfigurationError, match="hearsay"):
        change_text(FIRST, {"survey.source": "hearsay"})


def test_uploaded_settings_keep_whose_and_which_year() -> None:
    """An organisation.toml of another body or year does not change whose year this is."""
    text = from_uploaded(EXAMPLE.read_text(), edition="2017", code="EX099")
    settings = parse_settings(with_files(text, [("staff", "staff/a.csv", "")]), Path("o.toml"))
    assert (settings.edition, settings.code) == ("2017", "EX099")
    assert settings.files["staff"].system == "ESR"
    assert settings.files["staff"].path.name == "a.csv"


def test_file_that_is_no_toml_is_refused() -> None:
    """With the line, as on the command line."""
    with pytest.raises(ConfigurationError, match="TOML"):
        from_uploaded("edition = ", edition="2016", code="EX016")
