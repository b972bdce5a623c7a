"""A year whose files are gone is reported from the counts that were kept, to the byte."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.extracts.findings import CATALOGUE, Finding, read_findings, write_findings
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.write_report import write_report
from dueregard.settings.writing import toml_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "small-commissioner"
DAY = date(2016, 6, 1)


def without_files(text: str) -> str:
    import tomllib

    document = tomllib.loads(text)
    return toml_text({name: value for name, value in document.items() if name != "files"})


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    folder = tmp_path / "counted"
    shutil.copytree(EXAMPLE, folder)
    write_report(folder, as_of=DAY)
    return folder


def test_report_of_kept_counts_is_the_report_of_the_files(counted: Path, tmp_path: Path) -> None:
    """Settings without files, the return, its findings and the records give the same documents."""
    kept = tmp_path / "kept"
    shutil.copytree(counted / "records", kept / "records")
    shutil.copytree(counted / "return", kept / "return")
    shutil.copy(counted / "internal" / "findings.csv", kept / "return" / "findings.csv")
    text = (counted / "organisation.toml").read_text(encoding="utf-8")
    (kept / "organisation.toml").write_text(without_files(text), encoding="utf-8")
    written = write_report(kept, as_of=DAY)
    names = [path.name for path in written.files if path.parent.name == "internal"]
    assert "annual-report.html" in names
    for name in names:
        assert (kept / "internal" / name).read_bytes() == (
            counted / "internal" / name
        ).read_bytes(), name


def test_counts_of_another_edition_are_refused(counted: Path) -> None:
    """Settings of one year over counts of another would be a report of neither."""
    path = counted / "organisation.toml"
    text = without_files(path.read_text(encoding="utf-8")).replace('"2016"', '"2015"', 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="of edition 2015"):
        count_organisation(counted, as_of=DAY)


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    """Formula signs, apostrophes, line breaks and commas survive the file."""
    codes = sorted(CATALOGUE)[:4]
    found = (
        Finding(codes[0], "staff.csv", 3, "Band", "=1+1", "a, b", 2),
        Finding(codes[1], "", 0, "", "'quoted", 'say "x"', 1),
        Finding(codes[2], "return", 0, "", "'=x", "two\nlines", 7),
        Finding(codes[3]),
    )
    path = tmp_path / "findings.csv"
    write_findings(found, path)
    back = read_findings(path)
    assert back[0] == found[0]
    assert back[1] == found[1]
    assert back[3] == found[3]
    assert (back[2].code, back[2].detail, back[2].rows) == (codes[2], "two\nlines", 7)


@pytest.mark.parametrize(
    "text", ["", "code\n", "severity,code,rows,line,file,column,value,detail\nx,nonsense,1,1,,,,\n",
             "severity,code\n\x00"],
)  # fmt: skip
def test_what_is_no_list_of_findings_is_refused(text: str, tmp_path: Path) -> None:
    """A broken file is told by name; an empty one holds nothing."""
    path = tmp_path / "findings.csv"
    path.write_text(text, encoding="utf-8")
    if "," not in text:
        assert read_findings(path) == ()
        return
    with pytest.raises(FileNotUsableError, match="no list of findings"):
        read_findings(path)
