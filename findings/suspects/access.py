"""How sightings and suspects are reached: by the bureau and the police alone (PIPL 34, 51: who needs them, nobody else)."""

from typing import Annotated

from fastapi import Depends
from sqlalchemy import true

from core.access import Viewer, Way
from core.deps import Me
from core.errors import NotAllowed
from findings.access import BUREAU

WATCHERS = BUREAU | {"police"}

WAYS: tuple[Way, ...] = tuple(
    Way(noun, WATCHERS, lambda _viewer, _facts: True, lambda _viewer: true())
    for noun in ("suspect", "sighting", "sighting_source", "known_plate")
)


async def _reader(viewer: Me) -> Viewer:
    if viewer.role not in WATCHERS:
        raise NotAllowed("suspect.read")
    return viewer


Reader = Annotated[Viewer, Depends(_reader)]
"""Who may read of sightings and suspects at all, for what is no list of objects. Raises NotAllowed."""
