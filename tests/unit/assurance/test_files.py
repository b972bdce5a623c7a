"""A commissioner's folder: what is written reads back, and faults are told with their place."""

from __future__ import annotations

from datetime import date

import pytest

from dueregard.assurance.contract_years import ContractYear, contract_year_of, read_contract_year
from dueregard.assurance.files import ledger_texts, load_ledger
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import Role
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.operations.exchange_register import register_workbook
from dueregard.operations.keep_register import (
    carry_over,
    export_register,
    import_register,
    start_folder,
)
from dueregard.vocabulary import ProviderKind
from tests.unit.assurance import records_for_tests as given

ROWS = (
    given.contract("P1", "nhs_trust", "1234567.89", sub_contractors=("Care Ltd", "Clean Ltd")),
    given.contract("P2", "voluntary", 200000, role=Role.ASSOCIATE, starts_on=date(2015, 10, 1)),
    given.contract("P3", "social_enterprise", website="https://www.example.org/a?b=1,2"),
)  # fmt: skip


def folder_with(tmp_path, **records):
    folder = tmp_path / "ours"
    folder.mkdir()
    for name, text in ledger_texts(Ledger(**records)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.requirement("R-142")
def test_what_is_written_reads_back(tmp_path) -> None:
    """Every kind of record survives its file."""
    records = {
        "register": ROWS,
        "commissioners": (given.US,),
        "declarations": (given.declaration("P2", income="150000.50"),),
        "contacts": (given.contact("P1"),),
        "evidence": (given.report("E1", "P1", "P1/2015-16/M1"),),
        "attestations": (given.attested(),),
        "reviews": (given.reviewed(),),
        "answers": given.answers("P1/2015-16/M1", "url copy", no="shortcomings"),
    }
    assert load_ledger(folder_with(tmp_path, **records)) == Ledger(**records)


@pytest.mark.requirement("R-142")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_register_goes_out_and_comes_back(tmp_path, ending) -> None:
    """Exported and imported again, a register is the same to the penny; twice changes nothing."""
    first = folder_with(tmp_path, register=ROWS)
    file = tmp_path / f"out.{ending}"
    assert export_register(first, file, made_on=date(2015, 7, 21)) == len(ROWS)
    other = tmp_path / "theirs"
    brought = import_register(other, file)
    assert (brought.added, brought.replaced, brought.total) == (3, 0, 3)
    assert load_ledger(other).register == ROWS
    again = import_register(other, file)
    assert (again.added, again.replaced, again.same) == (0, 0, 3)


def test_a_workbook_is_the_same_every_time() -> None:
    """The same register gives the same bytes."""
    made = [register_workbook(ROWS, made_on=date(2015, 7, 21)) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", list(ProviderKind))
@pytest.mark.requirement("R-142")
def test_every_kind_is_importable(tmp_path, kind) -> None:
    """NHS, voluntary, private, social enterprise and primary care can be entered."""
    file = tmp_path / "in.csv"
    file.write_text(
        f"provider,name,kind,contract_year,commissioner\nP1,One,{kind.value},2015/16,00C\n"
    )
    import_register(tmp_path / "ours", file)
    assert load_ledger(tmp_path / "ours").register[0].kind is kind


BROKEN = {
    "kind": ("P1,One,charity,2015/16,00C,1", "line 2, column kind: 'charity'"),
    "year": ("P1,One,voluntary,2015/17,00C,1", "line 2, column contract_year: '2015/17'"),
    "money": ("P1,One,voluntary,2015/16,00C,a lot", "line 2, column expected_income: 'a lot'"),
    "pence": ("P1,One,voluntary,2015/16,00C,1.234", "column expected_income: '1.234'"),
    "empty": (",One,voluntary,2015/16,00C,1", "line 2, column provider: is empty"),
    "twice": ("P1,One,voluntary,2015/16,00C,1\nP1,One,voluntary,2015/16,00C,2", "line 3"),
    "names": ("P1,One,voluntary,2015/16,00C,1\nP1,Two,voluntary,2015/16,00D,2", "column name"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_faults_are_told_with_their_place(tmp_path, case) -> None:
    """A row that cannot be used is named with file, line, column and value; nothing is written."""
    rows, expected = BROKEN[case]
    file = tmp_path / "in.csv"
    file.write_text(f"provider,name,kind,contract_year,commissioner,expected_income\n{rows}\n")
    with pytest.raises(FileNotUsableError) as raised:
        import_register(tmp_path / "ours", file)
    assert expected in raised.value.message
    assert not (tmp_path / "ours" / "register.csv").exists()


def test_evidence_that_nobody_entered_is_told(tmp_path) -> None:
    """A review of evidence that is not there is a fault, as is a contact of no provider."""
    reviews = (given.reviewed("E9"),)
    contacts = (given.contact("P9"),)
    folder = folder_with(tmp_path, register=ROWS, reviews=reviews, contacts=contacts)
    with pytest.raises(FileNotUsableError, match="E9") as raised:
        load_ledger(folder)
    assert "'P9' is no provider in register.csv" in raised.value.message


@pytest.mark.requirement("R-103")
def test_carrying_over_leaves_incomes_and_exemptions_behind(tmp_path) -> None:
    """The next year starts with the contracts, and with nobody exempt."""
    folder = folder_with(tmp_path, register=ROWS, declarations=(given.declaration("P2"),))
    assert carry_over(folder, "2015/16", "2016/17") == 3
    after = [one for one in load_ledger(folder).register if one.contract_year == "2016/17"]
    assert [one.expected_income for one in after] == [None, None, None]
    assert carry_over(folder, "2015/16", "2016/17") == 0


def test_a_folder_that_was_started_explains_itself(tmp_path) -> None:
    """Every file has its header, and a README says what each column holds."""
    written = start_folder(tmp_path / "new", code="00C", name="Example CCG")
    assert load_ledger(tmp_path / "new").own().name == "Example CCG"
    readme = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    assert all(f"## {path.name}" in readme for path in written if path.suffix == ".csv")
    with pytest.raises(FileNotUsableError, match="is there already"):
        start_folder(tmp_path / "new", code="00C", name="Example CCG")


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2015, 3, 31), "2014/15"), (date(2015, 4, 1), "2015/16"), (date(2016, 3, 31), "2015/16")],
)
def test_contract_years_run_from_april_to_march(day, year) -> None:
    """The first of April starts a year, the last of March ends it."""
    assert str(contract_year_of(day)) == year
    assert day in read_contract_year(year)


def test_contract_years_are_read_as_people_write_them() -> None:
    """With a stroke or a hyphen, with two digits or four; two years that do not follow are none."""
    assert {read_contract_year(one) for one in ("2015/16", "2015-16", "2015/2016")} == {
        ContractYear(2015)
    }
    assert str(ContractYear(1999)) == "1999/00"
    for wrong in ("2015", "2015/15", "15/16", "2015/2017"):
        with pytest.raises(ConfigurationError, match="no contract year"):
            read_contract_year(wrong)
