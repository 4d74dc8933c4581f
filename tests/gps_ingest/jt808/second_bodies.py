"""The second decoder's reading of message bodies, straight from the tables: what a terminal sends, and what a platform does.

Plain dictionaries; `WrongError` where the bytes end too early. It shares no line with the codec that it judges.
"""

from datetime import date
from typing import Any

from tests.gps_ingest.jt808.second import WrongError, moment, number


class Table:
    """Fields of a table, read from its top to its bottom."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def some(self, size: int) -> bytes:
        if len(self.data) < size:
            raise WrongError("length")
        some, self.data = self.data[:size], self.data[size:]
        return some

    def number(self, size: int) -> int:
        return number(self.some(size))

    def words(self, size: int) -> str:
        return words(self.some(size))


def words(data: bytes) -> str:
    """GBK, cut at the zero that ends it; what fills it up before is zeros."""
    while data[:1] == b"\0":
        data = data[1:]
    if b"\0" in data:
        data = data[: data.index(b"\0")]
    return "".join(char for char in data.decode("gbk", "ignore") if char.isprintable()).strip()


def register(body: bytes, edition: int) -> dict[str, Any]:
    """Maker, model and terminal id have 5, 8, 7 bytes in 2011, 5, 20, 7 in 2013, 11, 30, 30 in 2019."""
    if edition == 2019 and len(body) >= 4 + 11 + 30 + 30 + 1:
        return _register(body, 2019, 11, 30, 30)
    if len(body) < 4 + 5 + 20 + 7 + 1 or chr(body[36]).isalnum():
        return _register(body, 2011, 5, 8, 7)
    return _register(body, 2013, 5, 20, 7)


def _register(body: bytes, edition: int, maker: int, model: int, terminal: int) -> dict[str, Any]:
    table = Table(body)
    said: dict[str, Any] = {"edition": edition, "province": table.number(2), "city": table.number(2)}
    said["maker"], said["model"] = table.words(maker), table.words(model)
    said["terminal_id"], said["colour"] = table.words(terminal), table.number(1)
    said["plate"] = words(table.data) if said["colour"] else ""
    said["vin"] = "" if said["colour"] else words(table.data)
    return said


def authenticate(body: bytes, edition: int) -> dict[str, Any]:
    """2013 the code; 2019 length, code, IMEI (15), software (20)."""
    if edition != 2019:
        return {"code": words(body), "imei": "", "software": ""}
    table = Table(body)
    said = {"code": table.words(table.number(1)), "imei": "", "software": ""}
    if len(table.data) >= 15:
        said["imei"], said["software"] = table.words(15), words(table.data[:20])
    return said


def answer(body: bytes) -> dict[str, Any]:
    table = Table(body)
    return {"serial": table.number(2), "id": table.number(2), "result": table.number(1)}


def parameters(body: bytes) -> dict[str, Any]:
    table = Table(body)
    said: dict[str, Any] = {"serial": table.number(2), "values": {}}
    for _ in range(table.number(1)):
        id_ = table.number(4)
        said["values"][id_] = table.some(table.number(1))
    return said


def queried_location(body: bytes) -> dict[str, Any]:
    table = Table(body)
    return {"serial": table.number(2), "body": table.data}


def batch(body: bytes) -> dict[str, Any]:
    table = Table(body)
    count, kind = table.number(2), table.number(1)
    return {"kind": kind, "bodies": tuple([table.some(table.number(2)) for _ in range(count)])}


def driver(body: bytes) -> dict[str, Any]:
    """2013 and 2019 have a status; 2011 begins with the length of the name, which no name is short enough to confuse."""
    table = Table(body)
    said: dict[str, Any] = {"name": "", "licence": "", "authority": "", "valid_until": None, "time": None, "result": -1}
    status = table.number(1)
    if status in {1, 2}:
        said["inserted"], said["time"] = status == 1, moment(table.some(6))
        if table.data:
            said["result"] = table.number(1)
        if said["result"] == 0 and (status == 1 or table.data):
            said["name"] = table.words(table.number(1))
            said["licence"] = table.words(20)
            said["authority"] = table.words(table.number(1))
            said["valid_until"] = day(table.some(4))
        return said
    for size in (40, 20):
        table = Table(body)
        try:
            said["name"] = table.words(table.number(1))
            table.some(20)
            said["licence"] = table.words(size)
            length = table.number(1)
        except WrongError:
            continue
        if len(table.data) == length:
            return said | {"inserted": True, "authority": words(table.data)}
    raise WrongError("status")


def day(bcd: bytes) -> date | None:
    text = bcd.hex()
    if not text.isdigit():
        return None
    try:
        return date(int(text[0:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def media_event(body: bytes) -> dict[str, Any]:
    table = Table(body)
    return {
        "id": table.number(4), "kind": table.number(1), "format": table.number(1), "event": table.number(1),
        "channel": table.number(1),
    }  # fmt: skip


def media(body: bytes) -> dict[str, Any]:
    said = {"of": media_event(body)}
    table = Table(body[8:])
    location = b"" if table.data[:3] == b"\xff\xd8\xff" else table.some(28)
    return said | {"location": location, "data": table.data}


def camera(body: bytes) -> dict[str, Any]:
    table = Table(body)
    said: dict[str, Any] = {"serial": table.number(2), "result": table.number(1), "ids": ()}
    if said["result"] == 0 and table.data:
        said["ids"] = tuple(table.number(4) for _ in range(table.number(2)))
    return said
