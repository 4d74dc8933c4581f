"""How sightings and suspects are reached: by the bureau and the police alone (PIPL 34, 51: who needs them, nobody else)."""

from sqlalchemy import true

from core.access import Way
from findings.access import BUREAU

WATCHERS = BUREAU | {"police"}

WAYS: tuple[Way, ...] = tuple(
    Way(noun, WATCHERS, lambda _viewer, _facts: True, lambda _viewer: true())
    for noun in ("suspect", "sighting", "sighting_source", "known_plate")
)
