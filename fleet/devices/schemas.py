"""What the API takes and gives of devices and of their bindings to vehicles."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.shapes import Id, In, Out, Utc
from fleet.schemas import DEVICE_ID, BodyId, Name, Protocol, TimeInReach

State = Literal["heard", "silent", "never_heard", "unbound", "disabled"]
DeviceId = Annotated[str, StringConstraints(pattern=DEVICE_ID)]
SilentAfter = Annotated[int, Field(ge=10, le=86_400)]


class DeviceIn(In):
    """A terminal to let in; without `id` one is made."""

    id: DeviceId | None = None
    protocol: Protocol = "nmea_mqtt"
    name: Name | None = None
    silent_after_s: SilentAfter | None = None


class DeviceChange(In):
    """What is changed of a terminal; what is not named stays. A disabled one is shut out at every door."""

    name: Name | None = None
    silent_after_s: SilentAfter | None = None
    disabled: bool = False


class BindingIn(In):
    """For which vehicle a device speaks from when (now, if not said) until when (open, if not said)."""

    vehicle_id: BodyId
    since: TimeInReach | None = None
    until: TimeInReach | None = None


class BindingEnd(In):
    """When a binding ends (null: now); an end can only be moved nearer."""

    until: TimeInReach | None


class BindingOut(Out):
    """A device's binding to a vehicle, for a time."""

    id: Id
    vehicle_id: Id
    plate: str
    since: Utc
    until: Utc | None


class DeviceOut(Out):
    """A terminal; `last_heard` is when its newest fix reached us, `state` says whether that is as it should be.

    A device that shares its vehicle with another is looked for in the last seven days only. Until `throttled_until` the
    broker does not let it in, for it had sent far beyond its rate; None or past: it does.
    """

    id: Id
    protocol: Protocol
    name: str | None
    state: State
    silent_after_s: int | None
    disabled: bool
    created_at: Utc
    last_heard: Utc | None
    throttled_until: Utc | None
    bindings: list[BindingOut]


class DeviceMade(DeviceOut):
    """A terminal that was given a secret: it is told this once."""

    secret: str


class ImportProblem(Out):
    """What is wrong with one cell of a table."""

    column: str
    message: str


class ImportRow(Out):
    """A row of a table as it is understood; `row` as the spreadsheet counts, `secret` once the device is let in."""

    row: int
    id: str
    protocol: str
    plate: str
    name: str | None
    since: Utc | None
    secret: str | None
    errors: list[ImportProblem]


class Imported(Out):
    """What a table of devices would do (`dry`), or what it did: all rows, or none."""

    dry: bool
    added: int
    rows: list[ImportRow]
