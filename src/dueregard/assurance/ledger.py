"""Everything that a commissioner keeps about its providers, and the usual ways to look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dueregard.assurance.choices import Choices, choices_of
from dueregard.assurance.contract_years import ContractYear, read_contract_year
from dueregard.assurance.evidence import Answer, Attestation, Evidence, Review
from dueregard.assurance.happenings import (
    Choice,
    Escalation,
    Event,
    Letter,
    LocalDate,
    LogEntry,
    ProviderAction,
    Query,
    Survey,
)
from dueregard.assurance.register import (
    Commissioner,
    Contact,
    Contract,
    Declaration,
    Provider,
    Reviewer,
)
from dueregard.assurance.words import YesNo
from dueregard.errors import ConfigurationError
from dueregard.records.faults import suggestion

Version = tuple[str, int]


@dataclass(frozen=True)
class Ledger:
    """The records, each kind in the order of its file."""

    register: tuple[Contract, ...] = ()
    commissioners: tuple[Commissioner, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    contacts: tuple[Contact, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    reviews: tuple[Review, ...] = ()
    answers: tuple[Answer, ...] = ()
    surveys: tuple[Survey, ...] = ()
    local_dates: tuple[LocalDate, ...] = ()
    events: tuple[Event, ...] = ()
    queries: tuple[Query, ...] = ()
    contact_log: tuple[LogEntry, ...] = ()
    provider_actions: tuple[ProviderAction, ...] = ()
    letters: tuple[Letter, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    choices: tuple[Choice, ...] = ()

    @cached_property
    def ways(self) -> Choices:
        """How the folder is worked."""
        return choices_of(self.choices)

    @cached_property
    def years(self) -> tuple[ContractYear, ...]:
        """The contract years of the register, the earliest first."""
        return tuple(sorted({read_contract_year(one.contract_year) for one in self.register}))

    @cached_property
    def _by_year(self) -> Mapping[ContractYear, tuple[Provider, ...]]:
        rows: dict[ContractYear, dict[str, list[Contract]]] = defaultdict(lambda: defaultdict(list))
        for one in self.register:
            rows[read_contract_year(one.contract_year)][one.provider].append(one)
        return {
            year: tuple(_provider(found) for _, found in sorted(providers.items()))
            for year, providers in rows.items()
        }

    def providers(self, year: ContractYear, commissioner: str = "") -> tuple[Provider, ...]:
        """Return the providers of a contract year, by code; those of one commissioner if named."""
        return tuple(
            one
            for one in self._by_year.get(year, ())
            if not commissioner or commissioner in one.commissioners
        )

    def commissioner(self, code: str) -> Commissioner:
        """Return what is known of a commissioner; one that only the register names has no name."""
        return self._commissioners.get(code) or Commissioner(code, code, ours=YesNo.NO)

    @cached_property
    def _commissioners(self) -> Mapping[str, Commissioner]:
        return {one.id: one for one in self.commissioners}

    @cached_property
    def ours(self) -> tuple[Commissioner, ...]:
        """The commissioners whose letters and statements are made here."""
        named = tuple(one for one in self.commissioners if one.ours is YesNo.YES)
        codes = sorted({one.commissioner for one in self.register})
        return named or tuple(map(self.commissioner, codes))

    def own(self, code: str = "") -> Commissioner:
        """Return one of our commissioners; with no code, the only one there is.

        Raises
        ------
        ConfigurationError
            There is none of this code, or several and none was named.
        """
        found = [one for one in self.ours if not code or one.id == code]
        if len(found) == 1:
            return found[0]
        codes = [one.id for one in self.ours]
        if code:
            raise ConfigurationError(
                f"{code!r} is no commissioner of this folder.", advice=suggestion(code, codes)
            )
        raise ConfigurationError(
            f"This folder has {len(codes)} commissioners of its own.",
            advice="Name one: --commissioner CODE." if codes else "Enter it in commissioners.csv.",
        )

    @cached_property
    def versions(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The versions of each piece of evidence, the first version first."""
        return _grouped(sorted(self.evidence, key=lambda one: one.version), "id")

    @cached_property
    def evidence_for(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The evidence that bears on each obligation."""
        found: dict[str, list[Evidence]] = defaultdict(list)
        for one in self.evidence:
            for obligation in one.obligations:
                found[obligation].append(one)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def reviews_of(self) -> Mapping[Version, tuple[Review, ...]]:
        """The reviews of each version."""
        return _grouped(self.reviews, "evidence", "version")

    @cached_property
    def attestations_of(self) -> Mapping[Version, tuple[Attestation, ...]]:
        """The attestations of each version."""
        return _grouped(self.attestations, "evidence", "version")

    @cached_property
    def answers_for(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers on each obligation."""
        return _grouped(self.answers, "obligation")

    @cached_property
    def letters_about(self) -> Mapping[str, tuple[Letter, ...]]:
        """The letters about each obligation, event or piece of evidence."""
        return _grouped(self.letters, "about")

    @cached_property
    def declarations_of(self) -> Mapping[str, tuple[Declaration, ...]]:
        """The declarations of each provider."""
        return _grouped(self.declarations, "provider")

    @cached_property
    def surveys_of(self) -> Mapping[str, tuple[Survey, ...]]:
        """The staff surveys of each provider."""
        return _grouped(self.surveys, "provider")

    @cached_property
    def contacts_of(self) -> Mapping[str, tuple[Contact, ...]]:
        """The contacts at each provider."""
        return _grouped(self.contacts, "provider")

    @cached_property
    def reviewer(self) -> Mapping[str, Reviewer]:
        """Each reviewer by name."""
        return {one.name: one for one in self.reviewers}


def _provider(rows: list[Contract]) -> Provider:
    first = rows[0]
    return Provider(first.provider, first.name, first.kind, tuple(rows))


def _grouped(rows: Iterable[Any], *names: str) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        values = tuple(getattr(row, name) for name in names)
        found[values if len(values) > 1 else values[0]].append(row)
    return {key: tuple(group) for key, group in found.items()}
