"""How well a name fits what was typed: exactly, as its beginning, somewhere within it, or not at all."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func

EXACT, PREFIX, CONTAINS, NOT_AT_ALL = range(4)
Rows = Select[*tuple[Any, ...]]


def ranked(statement: Rows, rank: ColumnElement[int], name: ColumnElement[str] | Any) -> Rows:
    """What fits at all, the best first, then by name."""
    return statement.add_columns(rank.label("rank")).where(rank < NOT_AT_ALL).order_by(rank, name)


def rank_of_names(wanted: str, *names: Any) -> ColumnElement[int]:
    """The best rank among several names; a name that is null is none."""
    return func.least(*(rank_of(wanted.lower(), func.lower(func.coalesce(name, ""))) for name in names))


def rank_of(wanted: str, name: ColumnElement[str]) -> ColumnElement[int]:
    """How well one name fits."""
    return case(
        (name == wanted, EXACT),
        (func.starts_with(name, wanted), PREFIX),
        (func.strpos(name, wanted) > 0, CONTAINS),
        else_=NOT_AT_ALL,
    )
