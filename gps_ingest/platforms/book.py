"""Which platforms may log in, as the doors know it: the table, kept in memory and read again at every change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from fleet.secrets import opens
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.header import Edition
from gps_ingest.decode.jt809.links import Login, Verdict
from gps_ingest.doors.networks import Networks

PLATFORMS = """SELECT id, name, access_code, user_id, password_hash, version, m1, ia1, ic1, networks, disabled, created_at
    FROM platform"""


@dataclass(frozen=True, slots=True)
class Known:
    """A platform that somebody let in. Two are equal when nothing that was agreed with it differs."""

    id: int
    name: str
    access_code: int
    user_id: int
    password_hash: str
    edition: Edition
    cipher: Cipher | None
    networks: tuple[str, ...]
    disabled: bool
    created_at: datetime

    def allows(self, address: str) -> bool:
        """Whether an address lies in its networks; what is no address lies in none: no name is looked up."""
        return address in Networks(self.networks)

    def verdict(self, said: Login, address: str) -> Verdict:
        """Whether this login is its own, in the standard's order: from where, who, with which password."""
        if not self.allows(address):
            return Verdict.WRONG_ADDRESS
        if self.disabled or said.user_id != self.user_id:
            return Verdict.NOT_REGISTERED
        return Verdict.WELCOME if opens(said.password, self.password_hash) else Verdict.WRONG_PASSWORD


class Book:
    """All platforms; while the database is away those known last hold. `ready` once they were read."""

    def __init__(self) -> None:
        self._by_code: dict[int, Known] = {}
        self.ready = False

    def of(self, access_code: int) -> Known | None:
        """The platform of an access code, None for one that nobody let in."""
        return self._by_code.get(access_code)

    async def read(self, conn: psycopg.AsyncConnection[Any]) -> None:
        """Read all of them now."""
        rows = await (await conn.execute(PLATFORMS)).fetchall()
        self._by_code = {known.access_code: known for known in map(_known, rows)}
        self.ready = True


def _known(row: tuple[Any, ...]) -> Known:
    id_, name, access_code, user_id, password_hash, version, m1, ia1, ic1, networks, disabled, created_at = row
    return Known(
        id_, name, access_code, user_id, password_hash, Edition(version),
        None if m1 is None else Cipher(m1, ia1, ic1), tuple(networks), disabled, created_at,
    )  # fmt: skip
