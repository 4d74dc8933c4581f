"""What is on record already, as a table names it: organisations by name, vehicles by plate, people by name, lines by code."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Text
from core.models import Organisation
from fleet.models import Vehicle
from fleet.service import plain_plate
from permits.imports.cells import TWICE, Cells

RUNS_BUSES = ("operator", "school")


def plain_name(name: str) -> str:
    """A name as it is compared: half width, no blanks."""
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


@dataclass(frozen=True, slots=True)
class Organisations:
    """Organisations by their plain names, Chinese or English; a name that two have finds neither."""

    by_name: dict[str, list[tuple[int, str]]]

    def kind_of(self, id_: int) -> str | None:
        """Of which kind one is that was found here."""
        return next((kind for named in self.by_name.values() for one, kind in named if one == id_), None)

    def find(self, cells: Cells, column: str, kinds: Collection[str], *, needed: bool = False) -> int | None:
        """The one that a cell names, of these kinds."""
        text = cells.text(column, needed=needed)
        if text is None:
            return None
        found = [id_ for id_, kind in self.by_name.get(plain_name(text), []) if kind in kinds]
        if len(found) == 1:
            return found[0]
        if found:
            cells.blame(column, Text("有多个同名单位，请先在“管理”中区分名称", "names several organisations"))
        else:
            cells.blame(
                column,
                Text("没有登记这个单位，请先在“管理”中添加", "is no organisation on record: add it under Admin first"),
            )
        return None


async def organisations(session: AsyncSession, viewer: Viewer) -> Organisations:
    """All that are in use."""
    found: dict[str, list[tuple[int, str]]] = {}
    statement = select(Organisation).where(visible(viewer, "organisation"), Organisation.retired_at.is_(None))
    for one in await session.scalars(statement):
        for name in {plain_name(name) for name in (one.name, one.name_en, one.slug) if name}:
            found.setdefault(name, []).append((one.id, one.kind))
    return Organisations(found)


async def vehicles(session: AsyncSession, viewer: Viewer) -> dict[str, Vehicle]:
    """All vehicles by plain plate."""
    found = await session.scalars(select(Vehicle).where(visible(viewer, "vehicle")))
    return {plain_plate(one.plate): one for one in found}


def refuse_twice(rows: Iterable[tuple[Cells, object]], column: str) -> None:
    """Blame every row whose key another row of the file has too; a key of None is none."""
    known = [(cells, key) for cells, key in rows if key is not None]
    counts = Counter(key for _, key in known)
    for cells, key in known:
        if counts[key] > 1:
            cells.blame(column, TWICE)
