"""What the API takes and gives of the watch: rota, hand-over, known faults, saved views."""

from typing import Annotated, Any

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from core.words import Words
from findings.desk.schemas import AccountId, Who
from fleet.schemas import TimeInReach

Rank = Annotated[int, Field(ge=0, le=9)]


class DutyIn(In):
    """A turn on the rota; rank 0 is told first."""

    account_id: AccountId
    since: TimeInReach
    until: TimeInReach
    rank: Rank = 0


class DutyOut(Out):
    """A turn on the rota."""

    id: Id
    who: Who
    since: Utc
    until: Utc
    rank: int
    now: bool


class HandoverIn(In):
    """Take the watch over, with a note; the list of what is open is made at that moment."""

    note: Words


class HandoverOut(Out):
    """A shift taken over; `cases` as they were then."""

    id: Id
    at: Utc
    by: Who
    before: Who | None
    note: str
    cases: list[dict[str, Any]]


class WatchOut(Out):
    """Who has the watch now, who is on duty by the rota, and who is to be told of what."""

    holder: Who | None
    since: Utc | None
    on_duty: list[Who]
    open_cases: int


class FaultIn(In):
    """A known fault of a bus: of one rule, of one device, or of everything of the bus; until when it is to be repaired."""

    vehicle_id: AccountId
    rule: Annotated[str, Field(pattern=r"^R\d{2}$")] | None = None
    device_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    until: TimeInReach
    reason: Words


class FaultEnd(In):
    """When it was repaired, no later than it was to be; null is now."""

    until: Utc | None = None


class FaultOut(Out):
    """A known fault; `now` while it keeps the desk quiet."""

    id: Id
    vehicle_id: Id
    plate: str
    rule: str | None
    device_id: str | None
    since: Utc
    until: Utc
    reason: str
    by: Who
    now: bool
    findings: int


class ViewIn(In):
    """A filter of the desk's list under a name; a name that is there is written anew."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    query: Annotated[str, Field(max_length=1000)]


class ViewOut(Out):
    """A saved filter."""

    id: Id
    name: str
    query: str


class Views(Out):
    """The viewer's own saved filters, by name."""

    items: list[ViewOut]
