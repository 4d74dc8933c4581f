"""What the API takes and gives of parked frames, unknown devices, photographs and drivers' cards."""

from datetime import date
from typing import Any, Literal

from core.shapes import Id, In, Out, Utc
from fleet.devices.schemas import DeviceMade
from fleet.schemas import BodyId, Name, Protocol, TimeInReach

MediaKind = Literal["photo", "audio", "video"]


class ParkedOut(Out):
    """A frame that was not kept as a fix: why, and its raw bytes in base64 (cut at 4 KiB; `size` is the whole).

    A row without bytes stands for `times` more of the kind, which were only counted.
    """

    id: Id
    received_at: Utc
    door: str
    device: str | None
    reason: str
    raw: str
    size: int
    detail: str | None
    times: int


class ProposedVehicle(Out):
    """The vehicle whose plate a terminal registered with."""

    id: Id
    plate: str


class UnknownDeviceOut(Out):
    """A device that knocked and that nobody let in.

    detail            what it says of itself, by the door's words: maker, model, plate …
    protocol          what it is let in as, unless another is named
    proposed_vehicle  the vehicle of the plate in `detail`
    waiting           fixes of it that are parked and would be judged once it has a vehicle (1,000 at most are counted)
    adoptable         its name is one that a device can have
    registered        a device of this name is let in, and this one still knocks: a wrong secret, or another terminal
    """

    id: Id
    door: str
    device: str
    address: str | None
    detail: dict[str, Any]
    first_at: Utc
    last_at: Utc
    times: int
    ignored_at: Utc | None
    protocol: Protocol
    proposed_vehicle: ProposedVehicle | None
    waiting: int
    adoptable: bool
    registered: bool


class AdoptionIn(In):
    """Let an unknown device in, and bind it where a vehicle is named.

    Without `since` it speaks for the vehicle from the day of its first parked fix on (now, if there is none).
    """

    vehicle_id: BodyId | None = None
    protocol: Protocol | None = None
    name: Name | None = None
    since: TimeInReach | None = None


class Adopted(DeviceMade):
    """A device just let in; `waiting` of its parked fixes are read again now (1,000 at most are counted)."""

    waiting: int


class MediaOut(Out):
    """A photograph, sound or film of a terminal, without its bytes (`/media/{id}`); `size` in bytes.

    `event` and `channel` as JT/T 808 numbers them (0x0801): 0 asked for by us, 1 by the clock, 2 robbery alarm …
    """

    id: Id
    device_id: str
    kind: MediaKind
    format: str
    event: int
    channel: int
    taken_at: Utc
    received_at: Utc
    size: int


class DriverCardOut(Out):
    """A driver's card put in (`inserted`) or taken out; `result` is the reader's (0: read). The licence's middle is hidden."""

    id: Id
    device_id: str
    at: Utc
    inserted: bool
    result: int | None
    name: str | None
    licence_masked: str | None
    authority: str | None
    valid_to: date | None
