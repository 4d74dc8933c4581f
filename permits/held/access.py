"""How a permit's file is reached: the offices see all, a holder its own."""

from dataclasses import dataclass

from core.access import Way, everywhere, owned
from fleet.access import OPERATOR, SCHOOL, own
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
