"""What the database says of devices and of the ingest, read in a thread: a database that hangs holds up nobody else."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import psycopg

from gps_ingest.knocks import TRIM, UPSERT, Knock, columns

LOOK_EVERY_S = 0.5
CONNECT_S = 2
FIRST_S = 5.0
HELD_MAX = 1000  # strangers that wait to be listed
DEVICES = "SELECT id, secret_hash, coalesce(throttled_until > now(), false) FROM device WHERE NOT disabled"
# Up to when everything is in the database that the doors were sent: what waits is younger than that.
TAKEN_UP_TO = "SELECT extract(epoch FROM min(watermark))::float8 FROM share"


@dataclass(frozen=True, slots=True)
class Reading:
    """Who may come in (device id to hash of its secret), who is shut out for a time because it floods, and up to when
    the ingest has taken all (seconds since 1970; None: not known yet).
    """

    devices: dict[str, str]
    throttled: frozenset[str]
    taken_up_to_s: float | None


class Register:
    """Reads twice a second, and at once when a device changed (the database says so at the commit)."""

    def __init__(self, database_url: str, *, unknown_max: int, say: Callable[[str], None]) -> None:
        self._database_url = database_url
        self._unknown_max = unknown_max
        self._say = say
        self._said_unlisted = False
        self._strangers: deque[Knock] = deque(maxlen=HELD_MAX)
        self._last: Reading | None = None
        self._read, self._leaving = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="register", daemon=True)

    def open(self) -> None:
        """Begin to read, and wait a little for the first reading."""
        self._thread.start()
        self._read.wait(FIRST_S)

    def close(self) -> None:
        """Read no more. A reading that hangs is left to its fate."""
        self._leaving.set()

    @property
    def last(self) -> Reading | None:
        """The last reading, None before the first. While the database is away it holds."""
        return self._last

    def wait(self, timeout_s: float) -> None:
        """Until it was read again, at most `timeout_s`."""
        self._read.clear()
        self._read.wait(timeout_s)

    def list_strangers(self, knocks: Iterable[Knock]) -> None:
        """Have them written with the next reading; what cannot be written then is forgotten."""
        self._strangers.extend(knocks)

    def _run(self) -> None:
        while not self._leaving.is_set():
            try:
                self._listen()
            except psycopg.Error:
                self._leaving.wait(LOOK_EVERY_S)

    def _listen(self) -> None:
        with psycopg.connect(
            self._database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus doorkeeper"
        ) as connection:
            connection.execute("LISTEN device")
            while not self._leaving.is_set():
                row = connection.execute(TAKEN_UP_TO).fetchone()
                devices = connection.execute(DEVICES).fetchall()
                self._last = Reading(
                    {id_: hash_ for id_, hash_, throttled in devices if not throttled},
                    frozenset(id_ for id_, _, throttled in devices if throttled),
                    row[0] if row else None,
                )
                self._read.set()
                self._write_strangers(connection)
                for _ in connection.notifies(timeout=LOOK_EVERY_S, stop_after=1):
                    pass

    def _write_strangers(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        knocks = [self._strangers.popleft() for _ in range(len(self._strangers))]
        if not knocks:
            return
        try:
            connection.execute(UPSERT, columns(knocks))
            connection.execute(TRIM, (self._unknown_max,))
            self._said_unlisted = False
        except psycopg.Error as error:
            if not self._said_unlisted:
                self._say(f"refused logins cannot be listed: {error}")
            self._said_unlisted = True
