"""Bases and types of what the API takes and gives: strict in, plain out."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from fastapi import Path, Query
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")
INT_MAX = 2**31 - 1
BIGINT_MAX = 2**63 - 1


def _without_nul(value: Any) -> Any:
    """Refuse U+0000 in any string of a body: PostgreSQL has no place for it."""
    if isinstance(value, str) and "\x00" in value:
        raise PydanticCustomError("nul_character", "must not contain the NUL character")
    if isinstance(value, dict):
        for key, inner in value.items():
            _without_nul(key)
            _without_nul(inner)
    elif isinstance(value, list):
        for inner in value:
            _without_nul(inner)
    return value


class In(BaseModel):
    """What a request brings: nothing unknown, no surrounding blanks, no NUL."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        return _without_nul(value)


class Out(BaseModel):
    """What an answer holds."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Page(Out, Generic[T]):
    """One page of a list; `next` is the cursor of the following one, null on the last."""

    items: list[T]
    next: str | None = None

    @classmethod
    def of(cls, items: list[T], following: str | None) -> Self:
        """A page of these items."""
        return cls(items=items, next=following)


def _as_text(value: object) -> object:
    return value if value is None else str(value)


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the time cannot be turned to UTC") from error


def _rfc3339(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


Id = Annotated[str, BeforeValidator(_as_text)]
"""An id as answers give it: text, whatever the key of the table is."""

Utc = Annotated[AwareDatetime, AfterValidator(_utc), PlainSerializer(_rfc3339, return_type=str, when_used="json")]
"""A moment: read with any offset (without one it is refused), kept in UTC, written as RFC 3339 with Z."""

PathId = Annotated[int, Path(ge=1, le=INT_MAX)]
BigPathId = Annotated[int, Path(ge=1, le=BIGINT_MAX)]
QueryId = Annotated[int | None, Query(ge=1, le=INT_MAX)]
BigQueryId = Annotated[int | None, Query(ge=1, le=BIGINT_MAX)]

# No control character, and none that nobody sees: of no width, or turning the direction of writing.
UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
PRINTABLE = rf"^[^{UNSEEN}]+$"

QueryText = Annotated[str | None, Query(min_length=1, max_length=64, pattern=PRINTABLE)]
"""Text in a query parameter: no control character, of which U+0000 would not even reach the database; nothing unseen."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PRINTABLE)]


def _key(value: object) -> int:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[0-9]{1,10}", text) or not 1 <= int(text) <= INT_MAX:
        raise ValueError("must be an id as answers give it")
    return int(text)


BodyId = Annotated[int, BeforeValidator(_key, json_schema_input_type=str | int)]
"""An id in a body: as answers give it (text) or as a number."""
