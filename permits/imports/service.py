"""Use cases of imports: a table looked at cell by cell, then taken over whole or not at all; the list of what was."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Select, String, any_, bindparam, column, func, insert, literal_column, select
from sqlalchemy import Row as DatabaseRow
from sqlalchemy import table as table_clause
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Missing
from core.models import Account, AuditEntry
from core.pagination import PageQuery, page_rows
from core.tables import reading
from core.tables.columns import headings_of
from geofences.imports.datum import Datum
from permits.desk.happening import Hand
from permits.imports.kind import Kind, Made, Understood, Wish
from permits.imports.kinds.lines import LINES
from permits.imports.kinds.people import ATTENDANTS, DRIVERS
from permits.imports.kinds.permits import PERMITS
from permits.imports.kinds.vehicles import VEHICLES
from permits.imports.models import RegisterImport, RegisterImportItem
from permits.imports.schemas import CellProblem, ColumnOut, Imported, ImportOut, KindOut, Kinds, RowShown

KINDS = {kind.name: kind for kind in (VEHICLES, DRIVERS, ATTENDANTS, LINES, PERMITS)}
MOST_ROWS = 20_000
UNPACKED_MAX_BYTES = 64 * 1024 * 1024
MOST_ERRORS, MOST_SHOWN, MOST_REFUSED = 500, 100, 50
IMPORTING = 0x5342_494D  # "SBIM": two imports are taken over one after the other, so that each sees what the other made
Doer, Undoer = aliased(Account, name="doer"), aliased(Account, name="undoer")


@dataclass(frozen=True, slots=True)
class File:
    """A table as it was sent."""

    name: str
    data: bytes
    media_type: str


def kinds(locale: str) -> Kinds:
    """All kinds of tables with their columns."""
    return Kinds(
        items=[
            KindOut.model_validate(
                {
                    "name": kind.name,
                    "title": kind.title.of(locale),
                    "columns": [
                        ColumnOut(
                            name=one.name,
                            title=one.title.of(locale),
                            says=one.says.of(locale),
                            needed=one.needed,
                            example=one.example,
                        )
                        for one in kind.columns
                    ],
                }
            )
            for kind in KINDS.values()
        ]
    )


async def import_table(
    session: AsyncSession, *, hand: Hand, kind: Kind, file: File, datum: Datum, dry: bool, locale: str
) -> Imported:
    """Look at a table (`dry`), or take it over. Raises BadRequest, Invalid with the first wrong cells (`rows.7.plate`)."""
    needed = {one.name: one.title for one in kind.columns if one.needed}
    sheet = await asyncio.to_thread(
        reading.read, file.data, file.media_type, headings=headings_of(kind.columns), needed=needed, most=MOST_ROWS,
        unpacked_max_bytes=UNPACKED_MAX_BYTES,
    )  # fmt: skip
    if not dry:
        await session.execute(select(func.pg_advisory_xact_lock(IMPORTING)))
    found = await kind.understand(session, hand=hand, rows=sheet.rows, datum=datum)
    made_as = None
    if not dry:
        made_as = await _take_over(session, hand, kind, file, found, len(sheet.rows))
    titles = {one.name: one.title for one in kind.columns}
    order = {name: at for at, name in enumerate(sheet.letters)}
    return Imported.model_validate(
        {
            "dry": dry,
            "kind": kind.name,
            "id": made_as,
            "rows": len(sheet.rows),
            "wishes": len(found.wishes),
            "wrong": len(found.wrong),
            "errors": [
                CellProblem(
                    row=one.row, column=one.column, title=titles[one.column].of(locale),
                    cell=f"{sheet.letters[one.column]}{one.row}" if one.column in sheet.letters else None,
                    message=one.text.of(locale),
                )
                for one in sorted(found.wrong, key=lambda one: (one.row, order.get(one.column, len(order))))[:MOST_ERRORS]
            ],
            "shown": [RowShown(row=wish.row, cells=_read_back(wish, locale)) for wish in found.wishes[:MOST_SHOWN]],
        }
    )  # fmt: skip


def _read_back(wish: Wish, locale: str) -> dict[str, str]:
    return {name: said if isinstance(said, str) else said.of(locale) for name, said in wish.shown.items()}


async def _take_over(session: AsyncSession, hand: Hand, kind: Kind, file: File, found: Understood, rows: int) -> int:
    """Write everything, with its audit rows. Raises Invalid."""
    if found.wrong:
        raise Invalid(*(Field(f"rows.{one.row}.{one.column}", one.text) for one in found.wrong[:MOST_REFUSED]))
    assert hand.account_id is not None
    made = await kind.write(session, hand, found.wishes)
    done = RegisterImport(
        kind=kind.name, name=file.name, sha256=hashlib.sha256(file.data).hexdigest(), rows=rows, made=len(made.items),
        account_id=hand.account_id,
    )  # fmt: skip
    session.add(done)
    await session.flush()
    await _remember(session, done.id, made)
    entries = [
        {
            "account_id": hand.account_id, "action": f"{table}.import", "object_kind": table, "object_id": str(id_),
            "detail": {"import": str(done.id), **detail}, "address": hand.address,
        }
        for table, id_, detail in made.told
    ]  # fmt: skip
    await session.execute(insert(AuditEntry), entries)
    await audit.record(
        session, viewer=hand.viewer, action="register.import", kind="register_import", id=done.id,
        detail={"kind": kind.name, "name": file.name, "rows": rows, "sha256": done.sha256}, address=hand.address,
    )  # fmt: skip
    return done.id


async def _remember(session: AsyncSession, import_id: int, made: Made) -> None:
    """What was made, each with a digest of it as it is now."""
    by_table: dict[str, dict[int, int]] = {}
    for table, id_, row in made.items:
        by_table.setdefault(table, {})[id_] = row
    for table, rows in by_table.items():
        prints = await fingerprints(session, table, list(rows))
        await session.execute(
            insert(RegisterImportItem),
            [
                {"import_id": import_id, "table_name": table, "object_id": id_, "row": row, "fingerprint": prints[id_]}
                for id_, row in rows.items()
            ],
        )


async def fingerprints(session: AsyncSession, table: str, ids: Sequence[int]) -> dict[int, str]:
    """A digest of each row of a table as it is now. `table` is one of ours, never a reader's word."""
    rows = table_clause(table, column("id")).alias("t")
    digest = func.md5(literal_column("t").cast(String))
    statement = select(rows.c.id, digest).where(rows.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
    return dict((await session.execute(statement, {"ids": list(ids)})).all())


async def list_imports(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery
) -> tuple[list[ImportOut], str | None]:
    """Imports, the newest first."""
    keys = {"at": RegisterImport.at, "id": RegisterImport.id}
    rows, following = await page_rows(
        session, _imports(viewer), query, keys=keys, default="-at", unique=RegisterImport.id
    )
    return [ImportOut.model_validate(shown(row)) for row in rows], following


async def one_import(session: AsyncSession, *, viewer: Viewer, import_id: int) -> dict[str, Any]:
    """One import. Raises Missing."""
    row = (await session.execute(_imports(viewer).where(RegisterImport.id == import_id))).one_or_none()
    if row is None:
        raise Missing("register_import", import_id)
    return shown(row)


def _imports(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(RegisterImport, Doer.display_name, Undoer.display_name)
        .join(Doer, Doer.id == RegisterImport.account_id)
        .outerjoin(Undoer, Undoer.id == RegisterImport.undone_by)
        .where(visible(viewer, "register_import"))
    )


def shown(row: DatabaseRow[*tuple[Any, ...]]) -> dict[str, Any]:
    """An import as its shapes have it."""
    one: RegisterImport = row[0]
    fields = ("id", "kind", "name", "rows", "made", "at", "undone_at")
    return {name: getattr(one, name) for name in fields} | {"by": row[1], "undone_by": row[2]}
