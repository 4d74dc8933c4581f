"""What all lower platforms' sessions share: the queue, the plates, the states, and how a link or a task is begun."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.doors.jt809.link import Link
from gps_ingest.platforms.plates import Plates
from gps_ingest.platforms.states import States

Hears = Callable[[Link, bytes | Skipped], None]
Lost = Callable[[Link], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Made once, by the door."""

    settings: Settings
    frames: Frames
    plates: Plates
    states: States
    new_link: Callable[[Hears, Lost], Link]
    spawn: Callable[[Coroutine[Any, Any, None]], None]
