"""Bodies of what terminals send, but for drivers and pictures. Each parser raises BadFrame `bad_length` for a body too short.

What follows the fields that are known is left alone: later editions append.
"""

from dataclasses import dataclass

from gps_ingest.decode.jt808.fields import Fields, text

MAKE_UP = 1  # of a batch: points of where there was no network (盲区补报)


@dataclass(frozen=True, slots=True)
class Answer:
    """0x0001: what the terminal says to a message of ours. `result` 0 done, 1 failed, 2 wrong, 3 not supported."""

    serial: int
    id: int
    result: int


@dataclass(frozen=True, slots=True)
class Register:
    """0x0100. `edition` is 2011, 2013 or 2019 by the sizes of its fields; `vin` is filled where the vehicle has no plate yet.

    colour  1 blue, 2 yellow, 3 black, 4 white, 5 green, 9 other, 0 no plate yet; later editions have more
    """

    edition: int
    province: int  # first two digits of GB/T 2260
    city: int  # the last four
    maker: str
    model: str
    terminal_id: str
    colour: int
    plate: str
    vin: str


@dataclass(frozen=True, slots=True)
class Authenticate:
    """0x0102: the code we once gave; 2019 adds the IMEI and the version of the software, "" where not told."""

    code: str
    imei: str
    software: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """0x0104: values by parameter id, raw, as the answer to our message of that serial."""

    serial: int
    values: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class QueriedLocation:
    """0x0201: a body of 0x0200, as the answer to our message of that serial."""

    serial: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """0x0704: bodies of 0x0200 in the order given. `kind` 0 ordinary, 1 made up for after a time without network."""

    kind: int
    bodies: tuple[bytes, ...]


def answer(body: bytes) -> Answer:
    """0x0001."""
    fields = Fields(body)
    return Answer(fields.word(), fields.word(), fields.byte())


def register(body: bytes, version: int) -> Register:
    """0x0100. `version` as in the header; which of 2011 and 2013 it is, or a 2013 body under a 2019 header, tell the sizes."""
    if version and len(body) >= _fixed(*_SIZES[2019]):
        return _register(body, 2019)
    if len(body) < _fixed(*_SIZES[2013]):
        return _register(body, 2011)
    newer = _register(body, 2013)
    # A plate of 2011 longer than 11 bytes (a VIN) reaches where 2013 has its colour: no letter and no digit is one.
    return _register(body, 2011) if chr(newer.colour).isalnum() else newer


def authenticate(body: bytes, version: int) -> Authenticate:
    """0x0102."""
    if not version:
        return Authenticate(text(body), "", "")
    fields = Fields(body)
    code = fields.text(fields.byte())
    if fields.left < 15:
        return Authenticate(code, "", "")
    return Authenticate(code, fields.text(15), text(fields.rest()[:20]))


def parameters(body: bytes) -> Parameters:
    """0x0104. Of an id that comes twice the last value counts."""
    fields = Fields(body)
    serial, count = fields.word(), fields.byte()
    return Parameters(serial, {fields.dword(): fields.take(fields.byte()) for _ in range(count)})


def queried_location(body: bytes) -> QueriedLocation:
    """0x0201."""
    fields = Fields(body)
    return QueriedLocation(fields.word(), fields.rest())


def batch(body: bytes) -> Batch:
    """0x0704."""
    fields = Fields(body)
    count, kind = fields.word(), fields.byte()
    return Batch(kind, tuple([fields.take(fields.word()) for _ in range(count)]))


_SIZES = {2011: (5, 8, 7), 2013: (5, 20, 7), 2019: (11, 30, 30)}  # maker, model, terminal id


def _fixed(maker: int, model: int, terminal: int) -> int:
    """Bytes before the plate."""
    return 4 + maker + model + terminal + 1


def _register(body: bytes, edition: int) -> Register:
    fields = Fields(body)
    maker, model, terminal = _SIZES[edition]
    read = (
        edition, fields.word(), fields.word(), fields.text(maker), fields.text(model), fields.text(terminal), fields.byte(),
    )  # fmt: skip
    plate = text(fields.rest())
    return Register(*read, "", plate) if read[-1] == 0 else Register(*read, plate, "")
