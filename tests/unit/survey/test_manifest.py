"""The promise of a survey."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, DueRegardError, FileNotUsableError
from dueregard.survey.keys import Party, load_private, make_keys, write_keys
from dueregard.survey.manifest import load_manifest, read_plan, write_manifest
from dueregard.survey.promise import mark, promise
from tests.survey_parties import PLANNED, RECORD, write_plan

FIVE = (20,) * 5


def signed(root: Path, more: str = "") -> Path:
    plan = write_plan(root, FIVE, more)
    keys = load_private(root / "analyst", Party.ANALYST)
    return write_manifest(read_plan(plan, as_of=PLANNED), keys, root / "manifest.json")


def test_manifest_is_read_as_it_was_signed(tmp_path: Path) -> None:
    """A signed manifest comes back whole, and its mark changes with every survey."""
    manifest = load_manifest(signed(tmp_path))
    assert [body.staff for body in manifest.bodies] == list(FIVE)
    assert manifest.rules.threshold == 11
    assert manifest.plan[0].is_indicator
    other = read_plan(tmp_path / "plan.toml", as_of=PLANNED)
    assert other.sha256 != manifest.sha256
    assert mark(other) != mark(manifest)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"threshold": 11', '"threshold": 12'),
        ("2026-06-21", "2026-06-22"),
        ('"yes"', '"no"'),
        ('"name": "Body 1"', '"name": "Body 1", "more": 1'),
    ],
)
def test_a_changed_manifest_is_refused(tmp_path: Path, before: str, after: str) -> None:
    """One changed number, day or key that was not signed makes it useless."""
    path = signed(tmp_path)
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    with pytest.raises(FileNotUsableError, match="changed after it was signed"):
        load_manifest(path)


def test_a_manifest_signed_anew_by_somebody_else_is_another_survey(tmp_path: Path) -> None:
    """Whoever signs a changed promise with their own key has another analyst and another mark."""
    path = signed(tmp_path)
    first = load_manifest(path)
    document = json.loads(path.read_bytes())
    document["manifest"]["analyst"]["signing"] = make_keys(Party.ANALYST, "Eva").public.signing
    path.write_text(json.dumps(document))
    with pytest.raises(FileNotUsableError, match="changed after"):
        load_manifest(path)
    assert first.sha256 not in path.read_text()


def test_a_promise_is_not_written_over(tmp_path: Path) -> None:
    """A second signing into the same place is refused."""
    signed(tmp_path)
    keys = load_private(tmp_path / "analyst", Party.ANALYST)
    with pytest.raises(ConfigurationError, match="not changed"):
        write_manifest(
            read_plan(tmp_path / "plan.toml", as_of=PLANNED), keys, tmp_path / "manifest.json"
        )


def test_somebody_elses_keys_do_not_sign(tmp_path: Path) -> None:
    """Only the analyst whom the plan names signs."""
    manifest = read_plan(write_plan(tmp_path, FIVE), as_of=PLANNED)
    with pytest.raises(ConfigurationError, match="signed by the analyst"):
        write_manifest(manifest, make_keys(Party.ANALYST, "Eva"), tmp_path / "m.json")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("closes = 2026-06-21", "closes = 2026-05-21", "follow one another"),
        ('edition = "2016"', 'edition = "1999"', "1999"),
        ("opens = 2026-06-01", "opens = 2026-05-01", "has passed"),
        ("opens = 2026-06-01", 'opens = "soon"', "opens has to be a day"),
        ("staff = 20", "staff = 0", "how many people work there"),
        ('code = "B02"', 'code = "B01"', "twice"),
        ('sharing = "record.toml"', "threshold = 5", "sharing is missing"),
        ('name = "Invented region"', 'nmae = "Region"', "no setting 'nmae'"),
        ("closes = 2026-06-21", "closes = 2026-06-21\nthreshold = 10", "at least 11"),
        ("closes = 2026-06-21", "closes = 2026-06-21\nlot = 4", "at least 5"),
        ("closes = 2026-06-21", 'closes = 2026-06-21\ncomments = ["a","b","c"]', "at most 2"),
    ],
)
def test_a_weak_or_broken_plan_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Each fault of a plan is told in its own words."""
    path = write_plan(tmp_path, FIVE)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(DueRegardError, match=said):
        read_plan(path, as_of=PLANNED)


@pytest.mark.requirement("R-213")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('basis = "Equality Act 2010, section 149"', "", "basis is missing"),
        ('dpia = "DPIA-7"', "", "dpia is missing"),
        ('fields = ["survey"]', 'fields = ["staff"]', "does not name the survey"),
        ("retention = 2028-06-01", "retention = 2026-12-01", "longer than the record"),
    ],
)
def test_nothing_is_collected_without_a_record(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Purpose, basis, fields, retention and impact assessment have to be there before a survey."""
    path = write_plan(tmp_path, FIVE)
    assert old in RECORD
    (tmp_path / "record.toml").write_text(RECORD.replace(old, new))
    with pytest.raises(ConfigurationError, match=said):
        read_plan(path, as_of=PLANNED)


def test_too_few_bodies_are_refused(tmp_path: Path) -> None:
    """Four bodies are no pool of a survey."""
    with pytest.raises(ConfigurationError, match="4 bodies are too few"):
        read_plan(write_plan(tmp_path, FIVE[:4]), as_of=PLANNED)


def test_nobody_is_two_parties(tmp_path: Path) -> None:
    """One person with two parts, in whatever keys, is refused."""
    path = write_plan(tmp_path, FIVE)
    write_keys(make_keys(Party.OPERATOR, "Ana Lyst"), tmp_path / "again")
    text = path.read_text().replace("operator/operator", "again/operator")
    path.write_text(text)
    with pytest.raises(ConfigurationError, match="have to be three"):
        read_plan(path, as_of=PLANNED)


def test_a_survey_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    """Five local questions and two for words take more than five minutes."""
    local = "".join(f'\n[[local]]\nkey = "q{n}"\ntext = "?"\n' for n in range(5))
    path = write_plan(tmp_path, FIVE, f'comments = ["a", "b"]\n{local}')
    with pytest.raises(ConfigurationError, match="minutes; it may take 5"):
        read_plan(path, as_of=PLANNED)


def test_promise_says_days_names_and_threshold(tmp_path: Path) -> None:
    """The first page says who opens, how many people at least, and when all is destroyed."""
    text = " ".join(sentence for _, sentence in promise(load_manifest(signed(tmp_path))))
    for said in ("Ana Lyst", "Otto Operator", "at least 11 people", "21 July 2026", "21 June 2027"):
        assert said in text
