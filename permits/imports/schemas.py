"""What an import answers: what would be made, every cell that is wrong; what was imported; what stands in the way of undoing."""

from typing import Literal

from core.shapes import Id, Out, Utc

KindName = Literal["vehicles", "drivers", "attendants", "lines", "permits"]


class ColumnOut(Out):
    """A column of a kind of table, in the reader's language."""

    name: str
    title: str
    says: str
    needed: bool
    example: str


class KindOut(Out):
    """A kind of table that can be imported."""

    name: KindName
    title: str
    columns: list[ColumnOut]


class Kinds(Out):
    """All kinds, in the order in which an office would import them."""

    items: list[KindOut]


class CellProblem(Out):
    """What is wrong with a cell; `cell` as the spreadsheet names it (C7), null where the file has no such column."""

    row: int
    column: str
    title: str
    cell: str | None
    message: str


class RowShown(Out):
    """A row as it was understood, its main cells."""

    row: int
    cells: dict[str, str]


class Imported(Out):
    """The whole table: as it would be (`dry`), or as it was taken over (`id`).

    `rows` of the file, `wishes` objects that they mean, `wrong` cells of which `errors` are the first; `shown` the first rows.
    """

    dry: bool
    kind: KindName
    id: Id | None
    rows: int
    wishes: int
    wrong: int
    errors: list[CellProblem]
    shown: list[RowShown]


class ImportOut(Out):
    """An import that was done."""

    id: Id
    kind: KindName
    name: str
    rows: int
    made: int
    at: Utc
    by: str
    undone_at: Utc | None
    undone_by: str | None


class Obstacle(Out):
    """What stands in the way of undoing: the row of the file, which thing, and in words what became of it."""

    row: int
    thing: str
    why: str


class ImportDetail(ImportOut):
    """An import with what stands in the way of undoing it; none when it can be."""

    obstacles: list[Obstacle]
    more: int


class MissingOut(Out):
    """A bus and what is missing of it before its rules can be switched on."""

    id: Id
    plate: str
    operator_name: str | None
    missing: list[str]


class MissingCount(Out):
    """How many buses lack one thing."""

    what: str
    count: int


class MissingSummary(Out):
    """How many buses there are, how many lack nothing, and how many lack what."""

    vehicles: int
    complete: int
    counts: list[MissingCount]
