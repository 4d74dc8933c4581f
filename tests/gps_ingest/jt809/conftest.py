"""An ingest with the door of JT/T 809 open, and platforms that may use it."""

import socket
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from fleet.secrets import broker_hash
from tests.gps_ingest.conftest import Ingest, fleet, ingest
from tests.gps_ingest.jt809.lower_platform import LowerPlatform
from tests.gps_ingest.jt809.wire import Speaker

__all__ = ["fleet", "ingest"]
SECRETS = (30_000_000, 20_000_000, 20_000_000)


@dataclass
class Upper:
    """Our side: the ingest that listens, and the table of platforms."""

    ingest: Ingest
    port: int

    def platform(self, speaker: Speaker, *, networks: str = "127.0.0.0/8", since: str = "2026-01-01") -> int:
        """Let in whoever speaks so; its id."""
        with psycopg.connect(self.ingest.database_url, autocommit=True) as connection:
            row = connection.execute(
                """INSERT INTO platform (name, access_code, user_id, password_hash, version, m1, ia1, ic1, networks,
                    created_at) VALUES (%s, %s, 77, %s, %s, %s, %s, %s, %s, %s) RETURNING id""",
                (
                    f"平台 {speaker.access_code}", speaker.access_code, broker_hash("secret88"), speaker.edition,
                    *(speaker.secrets or (None, None, None)), [networks], since,
                ),
            ).fetchone()  # fmt: skip
        assert row is not None
        return int(row[0])

    def lower(self, speaker: Speaker, **how: Any) -> LowerPlatform:
        """The lower platform itself."""
        return LowerPlatform(self.port, speaker, **how)

    def state(self, column: str, access_code: int = 1001) -> Any:
        """What the table says of a platform."""
        return self.ingest.one(f"SELECT {column} FROM platform WHERE access_code = %s", access_code)  # noqa: S608

    def columns(self, select: str) -> list[Any]:
        """Rows of a query over positions and devices, by time."""
        return self.ingest.rows(
            f"SELECT {select} FROM position p JOIN device d ON d.no = p.device_no ORDER BY p.fix_time"  # noqa: S608
        )


@pytest.fixture
def upper(ingest: Ingest) -> Upper:
    """Its ingest is not started yet; silence is noticed after seconds, not minutes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ingest.environment |= {
        "SCHOOLBUS_JT809": "true",
        "SCHOOLBUS_JT809_PORT": str(port),
        "SCHOOLBUS_JT809_KEEP_ALIVE_S": "0.5",
        "SCHOOLBUS_JT809_SILENCE_S": "4",
        "SCHOOLBUS_JT809_LOGIN_S": "2",
    }
    return Upper(ingest, port)
