"""The OsmAnd protocol as Traccar defines it (traccar.org/osmand): a query or a form, or the JSON of the Traccar Client app.

`speed` is in knots in a query or form and in flat JSON, in m/s in the JSON that nests `coords`. The OsmAnd app itself
sends m/s: its address says `speed_mps={5}`, which like `speed_kmh` is a name of ours. An app leaves the speed out, or says
-1, when it does not know one: that counts as standing, as it does with Traccar.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import isnan, nan
from typing import Any
from urllib.parse import parse_qsl

import orjson

from fleet.fixes import Mark
from fleet.signals import Signal
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.phone import Place, Places, at_least_0, maybe, moment, on_or_off, real, rough, shown
from gps_ingest.decode.sentences import KMH_MPS, KNOT_MPS
from gps_ingest.frames import Decoded, Frame

FIELDS_MAX = 100
REPORTS_MAX = 2000  # in one request
ID_CUT = 64  # an id has 32 signs at most, and a request 2,000 reports
IDS = ("id", "deviceid", "device_id")
SPEEDS = {"speed_mps": 1.0, "speed_kmh": KMH_MPS, "speed": KNOT_MPS}
ALARMS = {"sos": Signal.SOS}
Fields = Mapping[str, Any]


def decode(frames: Iterable[Frame]) -> Decoded:
    """Fixes in order of arrival, and everything else as `bad` with its reason. Raises nothing, whatever the bytes."""
    places = Places()
    for frame in frames:
        if frame.unreadable is not None:
            places.park(frame, frame.raw, BadFrame(frame.unreadable))
            continue
        try:
            for line, fields in reports(frame.raw):
                _report(places, frame, line, fields)
        except BadFrame as bad:
            places.park(frame, frame.raw, bad)
    return places.decoded()


def reports(raw: bytes) -> Iterator[tuple[bytes, Fields]]:
    """The reports of a request, each with its own bytes: one of a query or a form, any number of JSON.

    Raises BadFrame: `not_json`, `bad_field`, `too_long`.
    """
    if raw.lstrip()[:1] not in {b"{", b"["}:
        yield raw, _form(raw)
        return
    try:
        root = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadFrame("not_json", str(error)) from None
    if isinstance(root, dict) and "location" in root and not isinstance(root["location"], str):
        common = _whose(root)
        found = root["location"]
    else:
        common, found = {}, root
    if isinstance(found, list) and len(found) > REPORTS_MAX:
        raise BadFrame("too_long", f"{len(found)} reports")
    for each in found if isinstance(found, list) else [found]:
        fields = {**each, **common} if isinstance(each, dict) else {"location": each}
        yield (_own(fields) if isinstance(found, list) else None) or raw, fields


def claimed(fields: Fields) -> str | None:
    """The device that a report says it is of, None where it does not say."""
    return next((str(found) for name in IDS if isinstance(found := fields.get(name), str | int) and found != ""), None)


def _whose(root: Fields) -> Fields:
    """Who the request as a whole says that it is of, to stand in each of its reports: cut where it is longer than any id."""
    return {
        name: said[:ID_CUT] if isinstance(said, str) else said
        for name in IDS
        if isinstance(said := root.get(name), str | int)
    }


def _own(fields: Fields) -> bytes | None:
    """The bytes of one report of several; None where it is nested deeper than can be written."""
    try:
        return orjson.dumps(fields)
    except orjson.JSONEncodeError:
        return None


def _form(raw: bytes) -> Fields:
    try:
        return dict(parse_qsl(raw.decode(errors="replace"), max_num_fields=FIELDS_MAX))
    except ValueError:
        raise BadFrame("bad_field", f"more than {FIELDS_MAX} fields") from None


def _report(places: Places, frame: Frame, line: bytes, fields: Fields) -> None:
    try:
        places.add(frame, line, _place(frame, fields))
    except BadFrame as bad:
        places.park(frame, line, bad)


def _place(frame: Frame, fields: Fields) -> Place | None:
    """Raises BadFrame."""
    device = claimed(fields)
    if device is not None and device != frame.stream.device:
        raise BadFrame("bad_identity", shown(device))
    return _nested(fields) if isinstance(fields.get("coords"), dict) else _flat(fields, frame.received_s)


def _nested(fields: Fields) -> Place:
    """A location of the Traccar Client app (its library: transistorsoft). Raises BadFrame."""
    coords = fields["coords"]
    return Place(
        moment(fields.get("timestamp")),
        real(coords.get("latitude"), "latitude"),
        real(coords.get("longitude"), "longitude"),
        _standing(_speed(coords.get("speed"), "speed", 1.0)),
        at_least_0(coords.get("heading")),
        maybe(coords.get("altitude")),
        flags=rough(coords.get("accuracy")) | (int(Mark.ESTIMATED) if fields.get("mock") is True else 0),
        signals=_alarm(fields),
    )


def _flat(fields: Fields, received_s: float) -> Place | None:
    """A report of a query, a form or flat JSON; None where it says that there is no place. Raises BadFrame."""
    lat, lon = fields.get("lat"), fields.get("lon")
    both = fields.get("location")
    if isinstance(both, str) and both.count(",") == 1:
        lat, lon = both.split(",")
    elif both is not None:
        raise BadFrame("bad_field", f"location: {shown(both)}")
    if on_or_off(fields.get("valid", True)) == 0:
        return None
    if lat is None and lon is None and "timestamp" in fields:
        return None  # an app that is alive and has no place
    speed = next((_speed(fields[name], name, unit) for name, unit in SPEEDS.items() if name in fields), nan)
    satellites = at_least_0(fields.get("sat"))
    return Place(
        moment(fields["timestamp"]) if "timestamp" in fields else received_s,
        real(lat, "lat"),
        real(lon, "lon"),
        _standing(speed),
        at_least_0(fields.get("bearing", fields.get("heading"))),
        maybe(fields.get("altitude")),
        at_least_0(fields.get("hdop")),
        -1 if isnan(satellites) else int(min(satellites, 255)),
        rough(fields.get("accuracy")),
        on_or_off(fields.get("ignition")),
        _alarm(fields),
    )


def _speed(value: Any, name: str, unit: float) -> float:
    """Metres a second; NaN where none is given. A speed that cannot be read is not taken for none: it is judged."""
    return nan if value is None else real(value, name) * unit


def _standing(speed_mps: float) -> float:
    return speed_mps if speed_mps >= 0 else 0.0


def _alarm(fields: Fields) -> int:
    return int(ALARMS.get(shown(fields.get("alarm")).lower(), 0))
