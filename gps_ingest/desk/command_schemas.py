"""What the API takes and gives of commands: what an officer has a terminal of JT/T 808 told or asked."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from core.shapes import Id, In, Out, Utc

TEXT_MAX_BYTES = 500  # in GBK, as it goes out (0x8300 would carry twice that; no driver reads it)
NO_CONTROLS = r"^[^\x00-\x09\x0b-\x1f\x7f]+$"  # line breaks are let through
# The alarms that a person may confirm (0x8203), by the bits of the standard.
ALARMS = {
    "emergency": 1 << 0,
    "danger": 1 << 3,
    "area": 1 << 20,
    "route": 1 << 21,
    "section_time": 1 << 22,
    "ignition": 1 << 27,
    "displacement": 1 << 28,
}
Alarm = Literal["emergency", "danger", "area", "route", "section_time", "ignition", "displacement"]
CommandState = Literal["waiting", "lapsed", "sent", "done", "failed", "wrong", "unsupported"]


def _fits(value: str) -> str:
    if len(value.encode("gbk", errors="replace")) > TEXT_MAX_BYTES:
        raise ValueError(f"has at most {TEXT_MAX_BYTES} bytes in GBK, {TEXT_MAX_BYTES // 2} Chinese characters")
    return value


Words = Annotated[
    str, StringConstraints(min_length=1, max_length=TEXT_MAX_BYTES, pattern=NO_CONTROLS), AfterValidator(_fits)
]


class TextIn(In):
    """Words for the driver, shown and read aloud (0x8300)."""

    kind: Literal["text"]
    text: Words
    urgent: bool = False


class LocateIn(In):
    """Where are you now (0x8201)."""

    kind: Literal["locate"]


class IntervalIn(In):
    """Report every so many seconds from now on (0x8103, parameter 0x0029)."""

    kind: Literal["interval"]
    interval_s: Annotated[int, Field(ge=1, le=3600)]


class ConfirmIn(In):
    """A person has seen these alarms (0x8203)."""

    kind: Literal["confirm_alarm"]
    alarms: Annotated[tuple[Alarm, ...], Field(min_length=1, max_length=len(ALARMS))] = ("emergency",)


class SnapshotIn(In):
    """Take a photograph with a camera and send it at once (0x8801)."""

    kind: Literal["snapshot"]
    channel: Annotated[int, Field(ge=1, le=16)]


CommandIn = Annotated[TextIn | LocateIn | IntervalIn | ConfirmIn | SnapshotIn, Field(discriminator="kind")]


class CommandOut(Out):
    """A command and what became of it; `by` is who gave it, `answer` what the terminal said beside its result.

    `body` as it was given; of a confirmation `alarms` is the sum of their bits, as it goes out.

    state  waiting (the terminal is not connected, or it is about to be sent), lapsed (it did not connect in time, and is not
           told any more), sent (no answer yet), then the terminal's own word: done, failed, wrong, unsupported
    """

    id: Id
    kind: str
    body: dict[str, Any]
    state: CommandState
    by: str
    created_at: Utc
    sent_at: Utc | None
    answered_at: Utc | None
    result: int | None
    answer: dict[str, Any] | None
