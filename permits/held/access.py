"""How a permit's file is reached: the offices see all, a holder its own; and of a revocation only once it was told of it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, true

from core.access import OFFICE, Viewer, Way, everywhere, owned
from fleet.access import OPERATOR, SCHOOL, own
from permits.held.models import Penalty, PermitEvent
from permits.models import Permit


@dataclass(frozen=True, slots=True)
class GrantedFacts:
    """What decides who sees the file of a permit: whose it is."""

    holder_id: int


WAYS: tuple[Way, ...] = (
    everywhere("granted"),
    Way(
        "granted",
        OPERATOR | SCHOOL,
        lambda viewer, facts: own(viewer, facts.holder_id),
        lambda viewer: owned(viewer, Permit.holder_id),
    ),
)


def told_of(viewer: Viewer) -> ColumnElement[bool]:
    """That a viewer may know of a revocation: the party hears of it by the notice (行政处罚法 44), not from a page."""
    if viewer.role in OFFICE:
        return true()
    notice = PermitEvent.__table__.alias("notice")
    return exists().where(notice.c.penalty_id == Penalty.id, notice.c.step == "tell")
