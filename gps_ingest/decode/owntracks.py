"""OwnTracks' JSON (owntracks.org/booklet/tech/json): `_type` "location", with km/h; what is not zero may be left out."""

from collections.abc import Iterable
from typing import Any

import orjson

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.phone import Place, Places, at_least_0, maybe, moment, on_or_off, real, rough
from gps_ingest.decode.sentences import KMH_MPS
from gps_ingest.frames import Decoded, Frame

LOCATION, ENCRYPTED = "location", "encrypted"


def decode(frames: Iterable[Frame]) -> Decoded:
    """Fixes in order of arrival, and everything else as `bad` with its reason. Raises nothing, whatever the bytes.

    Messages of other types (a last will, a waypoint, a card …) are no positions and no noise: they are counted, not parked.
    """
    places = Places()
    for frame in frames:
        if frame.unreadable is not None:
            places.park(frame, frame.raw, BadFrame(frame.unreadable))
            continue
        try:
            places.add(frame, frame.raw, _place(frame.raw))
        except BadFrame as bad:
            places.park(frame, frame.raw, bad)
    return places.decoded()


def _place(raw: bytes) -> Place | None:
    """Raises BadFrame: `not_json`, `encrypted`, and for what the fields say."""
    if not raw:
        return None  # a retained message that was taken back
    fields = _object(raw)
    if fields.get("_type") != LOCATION:
        if fields.get("_type") == ENCRYPTED:
            raise BadFrame("encrypted")
        if not isinstance(fields.get("_type"), str):
            raise BadFrame("empty_field", "_type")
        return None
    speed = fields.get("vel")
    return Place(
        moment(fields.get("tst")),
        real(fields.get("lat"), "lat"),
        real(fields.get("lon"), "lon"),
        0.0 if speed is None else max(0.0, real(speed, "vel") * KMH_MPS),
        at_least_0(fields.get("cog")),
        maybe(fields.get("alt")),
        flags=rough(fields.get("acc")),
        ignition=on_or_off(fields.get("ign")),
    )


def _object(raw: bytes) -> dict[str, Any]:
    try:
        root = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadFrame("not_json", str(error)) from None
    if not isinstance(root, dict):
        raise BadFrame("not_json", "no object")
    return root
