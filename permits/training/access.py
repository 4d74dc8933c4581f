"""How training is reached: the offices see all; schools and operators their own sessions, those their people sit in, their people's
certificates. Courses and the bureau's plans are for everybody who organises; the bank of questions is the bureau's.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true

from core.access import Viewer, Way, everywhere, logged_in, owned, seen_with, visible
from core.models import Organisation
from fleet.access import OPERATOR, SCHOOL, own
from fleet.models import Person
from permits.training.models import TrainingCertificate, TrainingPlan, TrainingSeat, TrainingSession

THEIRS = OPERATOR | SCHOOL
BANK = frozenset({"admin", "clerk", "auditor"})  # its right answers are shown: who makes courses, and who audits that


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """Who organises a session, and whose people are on its list."""

    organiser_id: int
    organisation_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Whose plan it is."""

    organiser_id: int
    organiser_kind: str


def _is_theirs(viewer: Viewer, facts: SessionFacts) -> bool:
    return own(viewer, facts.organiser_id) or viewer.organisation_id in facts.organisation_ids


def _theirs(viewer: Viewer) -> ColumnElement[bool]:
    seated = (
        select(TrainingSeat.session_id)
        .join(Person, Person.id == TrainingSeat.person_id)
        .where(owned(viewer, Person.organisation_id))
        .correlate(None)
    )
    return or_(owned(viewer, TrainingSession.organiser_id), TrainingSession.id.in_(seated))


def _is_own_plan(viewer: Viewer, facts: PlanFacts) -> bool:
    return own(viewer, facts.organiser_id) or facts.organiser_kind == "education"


def _own_plans(viewer: Viewer) -> ColumnElement[bool]:
    bureaus = select(Organisation.id).where(Organisation.kind == "education").correlate(None)
    return or_(owned(viewer, TrainingPlan.organiser_id), TrainingPlan.organiser_id.in_(bureaus))


def _of_own_people(viewer: Viewer) -> ColumnElement[bool]:
    return TrainingCertificate.person_id.in_(select(Person.id).where(visible(viewer, "person")).correlate(None))


WAYS: tuple[Way, ...] = (
    logged_in("training_course"),
    Way("training_question", BANK, lambda _viewer, _facts: True, lambda _viewer: true()),
    everywhere("training_session"),
    Way("training_session", THEIRS, _is_theirs, _theirs),
    everywhere("training_plan"),
    Way("training_plan", THEIRS, _is_own_plan, _own_plans),
    everywhere("training_certificate"),
    seen_with("training_certificate", "person", THEIRS, _of_own_people),
)
