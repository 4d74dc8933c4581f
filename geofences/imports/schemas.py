"""What an import answers: every place that it found, with what would be done and all that is wrong."""

from typing import Any, Literal

from core.shapes import Out

What = Literal["new", "change", "same", "wrong"]


class ImportProblem(Out):
    """What is wrong with one cell, or with the geometry."""

    column: str
    message: str


class ImportRow(Out):
    """A place as it was understood; `geometry` in WGS-84, null where there is none."""

    row: int
    what: What
    name: str
    category: str
    kind: str
    limit_kmh: float | None
    geometry: dict[str, Any] | None
    errors: list[ImportProblem]


class ImportCount(Out):
    """How many of one kind."""

    category: str
    kind: str
    count: int


class LeftOut(Out):
    """What of an OpenStreetMap extract says nothing of limits: `no_limit`, `cut_way`, `bad_node`."""

    reason: str
    count: int


class PlacesImported(Out):
    """The whole file: as it would be (`dry`), or as it was taken over."""

    dry: bool
    new: int
    changed: int
    same: int
    wrong: int
    counts: list[ImportCount]
    left_out: list[LeftOut]
    rows: list[ImportRow]
