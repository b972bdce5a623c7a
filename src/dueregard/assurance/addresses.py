"""Whether each report stands at a web address of its own (guidance 03764, section 3.2)."""

from __future__ import annotations

from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import EvidenceKind


def reused_addresses(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return web addresses that reports of two years share, each with its provider.

    Each report is to stand at an address of its own; a part of a page may be named by an anchor.
    """
    seen: dict[str, set[str]] = {}
    party: dict[str, str] = {}
    for one in ledger.evidence:
        if one.url and one.kind in {EvidenceKind.REPORT, EvidenceKind.WEB_LINK}:
            party[one.url] = one.party
            years = {"/".join(name.split("/")[1:3]) for name in one.obligations}
            seen.setdefault(one.url, set()).update(years)
    return tuple((party[url], url) for url, years in sorted(seen.items()) if len(years) > 1)
