"""What the API takes and gives of labels."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from core.shapes import INT_MAX, Id, In, Out, Utc
from core.words import Line
from permits.label.standing import Standing

MOST_AT_ONCE = 200
SignId = Annotated[int, Field(ge=1, le=INT_MAX)]


class MakeIn(In):
    """The signs for which labels are made."""

    sign_ids: Annotated[list[SignId], Field(min_length=1, max_length=MOST_AT_ONCE)]


class ReprintIn(In):
    """Why another is printed, and what becomes of the one before."""

    reason: Line
    old: Literal["void", "stays"]


class VoidIn(In):
    """Why a label is void."""

    reason: Line


class VoidOut(Out):
    """Since when a label is void, by whom, and why."""

    at: Utc
    by: str
    reason: str


class LabelOut(Out):
    """A label as it was made, and how it stands now."""

    id: Id
    serial: str
    sign_id: Id
    sign_number: str
    vehicle_id: Id
    plate: str
    permit_id: Id
    permit_number: str
    version: int
    valid_to: date
    made_at: Utc
    made_by: str
    standing: Standing
    void: VoidOut | None
    path: str


class WaitingOut(Out):
    """A sign in use that has no label yet."""

    id: Id
    number: str
    plate: str
    permit_number: str
    holder_name: str
    valid_to: date


class UnsignedOut(Out):
    """A permit in force that has no sign in use, and so no label."""

    id: Id
    number: str
    plate: str


class ForPrinting(Out):
    """Of permits in force, by plate: the label to print of each, signs that wait for one, permits without a sign.

    `more`: there are more permits than are told of at once.
    """

    labels: list[LabelOut]
    waiting: list[WaitingOut]
    without: list[UnsignedOut]
    more: bool


class LineOut(Out):
    """A line as a label says it: 07:10-07:42 from its first stop to its last."""

    name: str
    times: list[str]


class SaidOut(Out):
    """What a label says."""

    serial: str
    plate: str
    permit_number: str
    version: int
    issuer: str
    valid_from: date
    valid_to: date
    sign_number: str
    lines: list[LineOut]
    lines_left_out: int


class CheckedOut(Out):
    """Whether a label is valid as of `at`, and why not; what it says is told only where its signature is genuine."""

    valid: bool
    reason: Literal["malformed", "unknown_key", "wrong_signature", "unknown_label"] | Standing
    signature: Literal["genuine", "not_genuine"]
    at: Utc
    said: SaidOut | None


class KeyOut(Out):
    """A public key, 32 bytes in hexadecimal; `until`: it signs no more since, and still verifies."""

    id: str
    algorithm: Literal["Ed25519"] = "Ed25519"
    public: str
    since: Utc
    until: Utc | None


class KeysOut(Out):
    """All keys that verify labels, the newest first."""

    keys: list[KeyOut]
