"""The package of a seal: a ZIP written while it is read, of which a stranger can verify every file with `sha256sum -c`.

One repeatable-read transaction, so that all files are of one moment. Nothing is held in memory but a piece of one file: a bus's
month of a fix a second is some 2.6 million rows.
"""

import hashlib
import zipfile
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from io import RawIOBase
from typing import Any

import orjson
import psycopg
from psycopg import IsolationLevel
from psycopg.types.json import Jsonb

from core.version import VERSION
from findings.seals.contents import FIXES, MEDIA, ROWS, STRETCHES
from findings.seals.readme import NOTES, readme
from findings.seals.schemas import SealOut

PIECE_BYTES = 262_144
ROWS_AT_ONCE = 1000
LEVEL = 6
TOLD = """INSERT INTO audit_entry (action, object_kind, object_id, detail)
    VALUES ('seal.exported', 'seal', %s, %s)"""


class Outlet(RawIOBase):
    """What a ZIP is written into; it is taken out in pieces, and never sought in."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._size += len(piece)
        return len(piece)

    def taken(self, least: int = PIECE_BYTES) -> Iterator[bytes]:
        """What is there, once it is at least so many bytes."""
        if self._size >= max(1, least):
            yield b"".join(self._pieces)
            self._pieces.clear()
            self._size = 0


def written(database_url: str, *, sealed: SealOut, by: str, now: datetime) -> Iterator[bytes]:
    """The bytes of the ZIP. When it is all written the hash of its SHA256SUMS goes into the audit trail."""
    outlet = Outlet()
    sums: dict[str, Summed] = {}
    with psycopg.connect(database_url, application_name="schoolbus seal") as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.execute("SET LOCAL timezone = 'UTC'")
        connection.execute(STRETCHES, {"seal": int(sealed.id)})
        with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            for name, pieces in _files(connection, int(sealed.id)):
                sums[name] = yield from _entry(archive, outlet, name, pieces, now)
            manifest = _manifest(sealed, sums, by, now)
            for name, content in (("manifest.json", manifest), ("README.txt", readme(sealed, now))):
                sums[name] = yield from _entry(archive, outlet, name, [content], now)
            listed = "".join(f"{one.sha256}  {name}\n" for name, one in sums.items()).encode()
            yield from _entry(archive, outlet, "SHA256SUMS", [listed], now)
        yield from outlet.taken(least=1)
        told = {"sha256_of_SHA256SUMS": hashlib.sha256(listed).hexdigest(), "files": len(sums), "by": by}
        connection.rollback()  # what was read; and then what is said of it
        connection.execute(TOLD, [sealed.id, Jsonb(told)])


class Summed:
    """What is known of a file that was written: its SHA-256, its bytes, and its rows where it is of rows."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.size = 0
        self.lines = 0

    def add(self, piece: bytes) -> None:
        """Take a piece into account."""
        self._hash.update(piece)
        self.size += len(piece)
        self.lines += piece.count(b"\n")

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def _entry(
    archive: zipfile.ZipFile, outlet: Outlet, name: str, pieces: Iterable[bytes], now: datetime
) -> Generator[bytes, None, Summed]:
    """Write one file of the archive; gives out what is ready, returns what is known of it."""
    summed = Summed()
    about = zipfile.ZipInfo(name, now.astimezone(UTC).timetuple()[:6])
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    with archive.open(about, "w", force_zip64=True) as file:
        for piece in pieces:
            summed.add(piece)
            file.write(piece)
            yield from outlet.taken()
    return summed


def _files(connection: psycopg.Connection[Any], seal_id: int) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file with its content, read as it is asked for."""
    asked = {"seal": seal_id}
    yield "fixes.csv", _copied(connection)
    for name, query in ROWS.items():
        yield f"{name}.jsonl", _json_lines(connection, query, asked)
    with connection.cursor(name="media") as cursor:
        cursor.itersize = 5
        for id_, form, data in cursor.execute(MEDIA.encode(), asked):
            yield f"media/{id_}.{form}", [bytes(data)]


def _copied(connection: psycopg.Connection[Any]) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(FIXES.encode()) as copy:
        held: list[bytes] = []
        size = 0
        for row in copy:
            held.append(bytes(row))
            size += len(row)
            if size >= PIECE_BYTES:
                yield b"".join(held)
                held, size = [], 0
        yield b"".join(held)


def _json_lines(connection: psycopg.Connection[Any], query: str, asked: dict[str, int]) -> Iterator[bytes]:
    with connection.cursor(name="rows") as cursor:
        cursor.itersize = ROWS_AT_ONCE
        for (row,) in cursor.execute(query.encode(), asked):
            yield orjson.dumps(row) + b"\n"


def _manifest(sealed: SealOut, sums: dict[str, Summed], by: str, now: datetime) -> bytes:
    body = {
        "format": "schoolbus seal package 1",
        "program": VERSION,
        "made_at": now,
        "made_by": by,
        "seal": sealed.model_dump(mode="json"),
        "files": [
            {
                "name": name,
                "sha256": one.sha256,
                "bytes": one.size,
                "rows": _rows(name, one.lines),
                "what": NOTES.get(name.partition("/")[0], {"zh": "", "en": ""}),
            }
            for name, one in sums.items()
        ],
    }
    return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)


def _rows(name: str, lines: int) -> int | None:
    """How many rows a file holds; a table's first line is its head."""
    if name.endswith(".csv"):
        return lines - 1
    return lines if name.endswith(".jsonl") else None
