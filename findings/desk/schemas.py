"""What the desk's API takes and gives of cases."""

from typing import Annotated, Any, Literal

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words
from findings.schemas import FindingOut
from fleet.geojson import Point

State = Literal["open", "acknowledged", "assigned", "handled", "closed", "rejected", "quiet", "record"]
Severity = Literal["A1", "A2", "B"]
Answer = Literal["called_driver", "reason", "corrected", "objection"]
Rejection = Literal["device_fault", "drift", "map_error", "permit_data", "exempt", "duplicate", "other"]
Called = Literal["driver", "attendant", "school", "operator", "other"]
CallOutcome = Literal["reached", "no_answer", "busy", "wrong_number", "stopped", "returned_to_line"]
Decision = Literal["offence", "no_offence", "warning", "transferred"]
StepName = Literal[
    "acknowledge", "assign", "take_over", "answer", "handle", "send_back", "verify", "close", "reject", "reopen",
    "take_up", "silence", "wake", "result", "call", "note",
]  # fmt: skip
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
AccountId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Deed(In):
    """What a step brings beside its name; which of it is needed, the table of steps says."""

    note: Words | None = None
    assignee_id: AccountId | None = None
    answer: Answer | None = None
    reason: Rejection | None = None
    until: Utc | None = None
    called: Called | None = None
    outcome: CallOutcome | None = None
    office: Line | None = None
    decision: Decision | None = None


class StepIn(Deed):
    """One step; `version` is that of the case as the person saw it."""

    step: StepName
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class BulkItem(In):
    """One case of a bulk action, as it was seen."""

    case_id: RowId
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class BulkIn(Deed):
    """One step for many cases."""

    step: StepName
    cases: Annotated[list[BulkItem], Field(min_length=1, max_length=200)]


class BulkOne(Out):
    """How it went with one case: done, or why not."""

    case_id: Id
    done: bool
    code: str | None = None
    detail: str | None = None


class BulkOut(Out):
    """How it went, in the order asked."""

    items: list[BulkOne]


class Who(Out):
    """An account as the desk names it."""

    id: Id
    name: str
    role: str


class People(Out):
    """A list of accounts."""

    items: list[Who]


class CaseOut(Out):
    """A case in the list. `decision` null: 疑似, no office has decided. `overdue` is by the moment of the answer."""

    id: Id
    rule: str
    article: str
    severity: str
    state: State
    level: int
    version: int
    vehicle_id: Id
    plate: str
    operator: str | None
    school: str | None
    findings: int
    first_began: Utc
    last_began: Utc
    opened_at: Utc
    due_at: Utc | None
    overdue: bool
    assigned: Who | None
    taken_over: bool
    sampled: bool
    decision: str | None
    open_findings: int
    line_name: str | None
    measured: float | None
    allowed: float | None
    unit: str | None
    point: Point | None


class EventOut(Out):
    """One thing that happened to a case; `by` null is the program."""

    id: Id
    at: Utc
    by: Who | None
    step: str
    from_state: str | None
    to_state: str
    note: str | None
    detail: dict[str, Any]


class AttachmentOut(Out):
    """A file of a case; the bytes are at /desk/attachments/{id}."""

    id: Id
    at: Utc
    by: Who
    name: str
    media_type: str
    size: int
    sha256: str


class SpeedPoint(Out):
    """Speed at a moment around the newest finding, and the limit that holds there."""

    time: Utc
    speed_kmh: float
    limit_kmh: float | None


class CaseDetail(CaseOut):
    """A case with its findings (newest first, at most 50), its history, files, and what the viewer may do now."""

    case_findings: list[FindingOut]
    events: list[EventOut]
    attachments: list[AttachmentOut]
    may: list[str]
    chart: list[SpeedPoint]
    decided_by: str


class NumbersIn(In):
    """Why the numbers are looked at; it is recorded."""

    purpose: Literal["handle", "verify", "emergency"]


class NumberOut(Out):
    """Somebody to call."""

    role: Called
    name: str
    phone: str | None


class Numbers(Out):
    """Whom to call about a case."""

    items: list[NumberOut]
