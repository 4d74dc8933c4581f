"""How the file of an organisation is reached: a school's and an operator's own, all of them by the offices.

The organisation itself is no secret (its name hangs at its gate); its duties and papers are. Files of vehicles and people are
reached with the vehicle and the person.
"""

from core.access import Viewer, Way, everywhere, owned
from core.models import Organisation
from fleet.access import OPERATOR, SCHOOL, own


def _is_own(viewer: Viewer, organisation_id: int) -> bool:
    return own(viewer, organisation_id)


WAYS: tuple[Way, ...] = (
    everywhere("organisation_file"),
    Way("organisation_file", OPERATOR | SCHOOL, _is_own, lambda viewer: owned(viewer, Organisation.id)),
)
