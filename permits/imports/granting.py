"""The line that an import, or its undoing, leaves in the life of a permit."""

from typing import Any

from permits.desk.happening import Hand
from permits.held.models import PermitEvent
from permits.models import Permit

UNDONE = "import_undone"  # in an event's detail: nothing but an import laid this permit down, and it was taken back


def imported(permit: Permit, hand: Hand, *, step: str, to: str, detail: dict[str, Any]) -> PermitEvent:
    """The permit is `to` from now on, and its line says by what."""
    before, permit.state = permit.state, to
    permit.version += 1
    return PermitEvent(
        permit_id=permit.id, penalty_id=None, sign_id=None, subject="permit", at=hand.now, account_id=hand.account_id,
        step=step, from_state=before, to_state=to, dated_on=hand.today, recorded=False, note=None, detail=detail,
    )  # fmt: skip
