"""How an application is reached: its applicant sees its own, the offices what was received, the desk all."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, true

from core.access import OFFICE, Viewer, Way, owned
from fleet.access import OPERATOR, SCHOOL, own
from permits.desk.models import Application
from permits.procedure.acts import DESK

NOT_RECEIVED = ("draft", "discarded")


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What decides who sees an application: whose it is, and how far."""

    applicant_id: int
    state: str


def _is_theirs(viewer: Viewer, facts: ApplicationFacts) -> bool:
    return own(viewer, facts.applicant_id)


def _theirs(viewer: Viewer) -> ColumnElement[bool]:
    return owned(viewer, Application.applicant_id)


def _is_received(_viewer: Viewer, facts: ApplicationFacts) -> bool:
    return facts.state not in NOT_RECEIVED


def _received(_viewer: Viewer) -> ColumnElement[bool]:
    return Application.state.not_in(NOT_RECEIVED)


WAYS: tuple[Way, ...] = (
    Way("application", OPERATOR | SCHOOL, _is_theirs, _theirs),
    Way("application", DESK, lambda _viewer, _facts: True, lambda _viewer: true()),
    Way("application", OFFICE - DESK, _is_received, _received),
)
