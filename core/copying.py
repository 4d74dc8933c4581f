"""Rows for and from PostgreSQL's binary COPY, by NumPy: no Python object is made for a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
POSTGRES_EPOCH_S = 946_684_800  # 2000-01-01 UTC, from which PostgreSQL counts microseconds

TYPES = {"int2": ">i2", "int4": ">i4", "int8": ">i8", "float4": ">f4", "float8": ">f8", "bool": "u1"}
POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("srid", "<u4"), ("x", "<f8"), ("y", "<f8")])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of N values: `kind` is a key of TYPES, "timestamptz" (seconds since 1970), "point" (an (N, 2) array of
    lon, lat), "bytea" (rows of one length, an (N, width) uint8 array) or "bytes" (an object array of bytes, one such column
    at most). Where `null` is true the value is NULL.
    """

    kind: str
    values: NDArray[Any]
    null: NDArray[np.bool_] | None = None


def copy_rows(columns: Sequence[Column]) -> bytes:
    """The rows as COPY wants them, without header and trailer. The order of the rows may change: NULLs are grouped."""
    size = len(columns[0].values)
    if not size:
        return b""
    nulls = np.zeros(size, np.int64)
    for number, column in enumerate(columns):
        if column.null is not None:
            nulls |= column.null.astype(np.int64) << number
    alike = nulls + (_lengths(columns) << len(columns))
    return b"".join(
        _group(columns, np.flatnonzero(alike == one), _nulls(int(one), columns)) for one in np.unique(alike)
    )


def _lengths(columns: Sequence[Column]) -> NDArray[np.int64]:
    """How many bytes each row has in the column whose rows differ in length: those of one length are built together."""
    for column in columns:
        if column.kind == "bytes":
            return np.fromiter(map(len, column.values), np.int64, len(column.values))
    return np.zeros(len(columns[0].values), np.int64)


def _nulls(alike: int, columns: Sequence[Column]) -> int:
    return alike & ((1 << len(columns)) - 1)


def _group(columns: Sequence[Column], rows: NDArray[np.int64], pattern: int) -> bytes:
    """Rows that have their NULLs in the same columns, and bytes of one length: one structured array is their bytes."""
    fields: list[Any] = [("count", ">i2")]
    stored = {}
    for number, column in enumerate(columns):
        fields.append((f"length{number}", ">i4"))
        if not pattern >> number & 1:
            values = _stored(column, rows)
            stored[number] = values
            fields.append((f"value{number}", values.dtype, values.shape[1:]))
    table = np.zeros(len(rows), np.dtype(fields))
    table["count"] = len(columns)
    for number in range(len(columns)):
        if number in stored:
            table[f"length{number}"] = table.dtype[f"value{number}"].itemsize
            table[f"value{number}"] = stored[number]
        else:
            table[f"length{number}"] = -1
    return table.tobytes()


def _stored(column: Column, rows: NDArray[np.int64]) -> NDArray[Any]:
    values = column.values[rows]
    if column.kind == "timestamptz":
        return np.round((values - POSTGRES_EPOCH_S) * 1e6).astype(">i8")
    if column.kind == "bytea":
        return values
    if column.kind == "bytes":
        return np.frombuffer(b"".join(values), np.uint8).reshape(len(rows), len(values[0]))
    if column.kind == "point":
        points = np.zeros(len(rows), POINT)
        points["order"], points["type"], points["srid"] = 1, 0x20000001, 4326
        points["x"], points["y"] = values[:, 0], values[:, 1]
        return points
    return values.astype(TYPES[column.kind])


def read_rows(copied: bytes, kinds: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """The columns of what `COPY … TO STDOUT (FORMAT binary)` gave, by name; `kinds` names them in order, as in `Column`.

    Only kinds of a fixed length; "timestamptz" becomes seconds since 1970. Raises ValueError where a value is NULL.
    """
    fields: list[Any] = [("count", ">i2")]
    for name, kind in kinds.items():
        fields += [(f"{name} length", ">i4"), (name, ">i8" if kind == "timestamptz" else TYPES[kind])]
    row = np.dtype(fields)
    body = memoryview(copied)[len(HEADER) : len(copied) - len(TRAILER)]
    if len(body) % row.itemsize:
        raise ValueError("the rows are not all of one length: a column is NULL, or of another type")
    table = np.frombuffer(body, row)
    if any((table[f"{name} length"] != row[name].itemsize).any() for name in kinds):
        raise ValueError("a column is NULL, or of another type")
    return {name: _read(table[name], kind) for name, kind in kinds.items()}


def _read(values: NDArray[Any], kind: str) -> NDArray[Any]:
    if kind == "timestamptz":
        return (values.astype(np.int64) + POSTGRES_EPOCH_S * 1_000_000) / 1e6
    return values.astype(np.float64 if values.dtype.kind == "f" else np.int64)
