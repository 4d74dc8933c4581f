"""Keeps the broker's list of devices equal to the database's, so that a device registered now can log in now."""

import psycopg

from schoolbus.stack.stack import Stack

DEVICES = "SELECT id, secret_hash FROM device WHERE NOT disabled"


class Doorkeeper:
    """Reads the devices and, when they changed, writes them for the broker and has it reload."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._connection: psycopg.Connection[tuple[str, str]] | None = None
        self._known: dict[str, str] | None = None

    def look(self) -> bool:
        """Compare once; returns whether the broker was told. A database that is away changes nothing."""
        try:
            devices = self._devices()
        except psycopg.Error:
            self.close()
            return False
        if devices == self._known:
            return False
        self._stack.let_in(devices)
        self._known = devices
        return True

    def close(self) -> None:
        """Leave the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _devices(self) -> dict[str, str]:
        if self._connection is None:
            self._connection = psycopg.connect(self._stack.database_url, autocommit=True, connect_timeout=2)
        return dict(self._connection.execute(DEVICES).fetchall())
