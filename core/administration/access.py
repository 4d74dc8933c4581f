"""How accounts and the audit trail are reached.

An operator and a school keep their own people: the accounts of drivers, attendants and (a school) teachers of their own
organisation, and no others; which roles those are is here and nowhere else.
"""

from dataclasses import dataclass

from sqlalchemy import true

from core.access import Viewer, Way, owned
from core.models import Account, AuditEntry

KEPT_BY: dict[str, tuple[str, ...]] = {
    "operator": ("driver", "attendant"),
    "school": ("driver", "attendant", "teacher"),
}


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What decides who keeps an account."""

    role: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Of what an entry of the audit trail tells."""

    object_kind: str


READERS = frozenset({"admin", "auditor"})
FILES = (
    "application",
    "granted",
    "permit",
    "line",
    "letter",
    "label",
    "round",
)  # what a clerk keeps, and so accounts for


def keeps(viewer: Viewer, role: str, organisation_id: int | None) -> bool:
    """Whether the viewer keeps accounts of this role for this organisation."""
    if viewer.role == "admin":
        return True
    own = organisation_id is not None and organisation_id == viewer.organisation_id
    return own and role in KEPT_BY.get(viewer.role, ())


WAYS: tuple[Way, ...] = (
    Way("account", READERS, lambda _viewer, _facts: True, lambda _viewer: true()),
    Way(
        "account",
        frozenset(KEPT_BY),
        lambda viewer, facts: keeps(viewer, facts.role, facts.organisation_id),
        lambda viewer: owned(viewer, Account.organisation_id) & Account.role.in_(KEPT_BY[viewer.role]),
    ),
    Way("audit_entry", READERS, lambda _viewer, _facts: True, lambda _viewer: true()),
    Way(
        "audit_entry",
        frozenset({"clerk"}),
        lambda _viewer, facts: facts.object_kind in FILES,
        lambda _viewer: AuditEntry.object_kind.in_(FILES),
    ),
    Way("term", READERS | {"officer"}, lambda _viewer, _facts: True, lambda _viewer: true()),
)
