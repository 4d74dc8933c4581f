"""What an error looks like on the wire: RFC 9457 problem details in the reader's language, for every way to fail."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from core.errors import BadRequest, Conflict, Failure, Field, Invalid, Text, Unavailable, field
from core.problem_texts import text_of

MEDIA_TYPE = "application/problem+json"
APPEND_ONLY = "SB001"
NEVER_THERE = Text("没有这个地址。", "There is nothing at this address.")
log = structlog.get_logger(__name__)


def locale_of(connection: HTTPConnection) -> str:
    """The language to answer in: the first of Chinese or English that the reader accepts, else the account's, else Chinese."""
    accepted = connection.headers.get("accept-language", "")
    for wanted in accepted.lower().split(","):
        language = wanted.split(";")[0].strip()
        if language.startswith(("zh", "en")):
            return language
    return str(getattr(connection.state, "locale", "zh-CN"))


def response(connection: HTTPConnection, failure: Failure) -> JSONResponse:
    """The answer to a request that ended in this failure."""
    locale = locale_of(connection)
    body: dict[str, Any] = {
        "type": f"urn:schoolbus:problem:{failure.code}",
        "title": failure.title.of(locale),
        "status": failure.status,
        "detail": failure.detail.of(locale),
        "code": failure.code,
        "errors": [{"field": one.field, "message": one.message.of(locale)} for one in failure.fields],
    }
    headers = {"Content-Language": "en" if locale.startswith("en") else "zh", "Cache-Control": "no-store"}
    if failure.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, failure.retry_after_s))
    return JSONResponse(body, status_code=failure.status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every known failure as a problem; what nobody foresaw is the middleware's (`core.requests`)."""

    def answering(read: Callable[[Any], Failure]) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
        async def handler(request: Request, error: Exception) -> JSONResponse:
            return response(request, read(error))

        return handler

    app.add_exception_handler(Failure, answering(lambda failure: failure))
    app.add_exception_handler(RequestValidationError, answering(of_validation))
    app.add_exception_handler(HTTPException, answering(of_http))
    app.add_exception_handler(DBAPIError, answering(of_database))
    app.add_exception_handler(PoolTimeoutError, answering(lambda _error: Unavailable()))


def of_validation(error: RequestValidationError) -> Invalid:
    """Each field that FastAPI refused, by its dotted path."""
    return Invalid(*(Field(_path(one["loc"]), text_of(one)) for one in error.errors()))


def _path(loc: tuple[int | str, ...]) -> str:
    inner = loc[1:] if loc and loc[0] in ("body", "query", "path", "header", "cookie") else loc
    if not inner or (loc[0] == "body" and len(inner) == 1 and isinstance(inner[0], int)):  # (body, 17): broken JSON
        return str(loc[0]) if loc else "body"
    return ".".join(str(part) for part in inner)


def of_http(error: HTTPException) -> Failure:
    """What the framework itself refuses: an unknown address, another method, a body it cannot read."""
    status = error.status_code
    if status == HTTPStatus.NOT_FOUND:
        return BadRequest(status, "no_such_address", zh=NEVER_THERE.zh, en=NEVER_THERE.en)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return BadRequest(
            status, "method_not_allowed", zh="该地址不支持此方法。", en="This address has no such method."
        )
    return BadRequest(status, "bad_request", zh="无法读懂此请求。", en="This request cannot be read.")


def of_database(error: DBAPIError) -> Failure:
    """What the tables or the database server refused. Raises what is a bug of ours."""
    cause = error.orig
    state = getattr(cause, "sqlstate", None) or ""
    if state == APPEND_ONLY:
        return Conflict("append_only", zh="此内容一经生效不得更改。", en="This content never changes once it is made.")
    if isinstance(cause, psycopg.errors.UniqueViolation | psycopg.errors.ExclusionViolation):
        return Conflict("conflict", zh="与已有记录冲突。", en="This conflicts with an existing record.")
    if isinstance(cause, psycopg.errors.ForeignKeyViolation):
        return Invalid(field(_column(cause), zh="没有这个对象", en="there is no such object"))
    if isinstance(cause, psycopg.errors.CheckViolation | psycopg.errors.NotNullViolation):
        return Invalid(field(_column(cause), zh="不是允许的值", en="not an allowed value"))
    if isinstance(cause, psycopg.DataError):
        return Invalid(
            field("request", zh="含有无法保存的字符或数值", en="holds a character or number that cannot be kept")
        )
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database_unavailable", error=str(cause))
        return Unavailable()
    raise error


def _column(cause: psycopg.Error) -> str:
    """The column that a constraint of ours speaks of: `fk_<table>_<column>_<table>`, `ck_<table>_<column>_is_known`."""
    if cause.diag.column_name:
        return cause.diag.column_name
    name, table = cause.diag.constraint_name or "", cause.diag.table_name or ""
    inner = name.split(f"_{table}_", 1)[-1]
    column = inner.removesuffix("_is_known").removesuffix("_is_a_stretch")
    return column[: column.index("_id_") + 3] if "_id_" in column else column or "request"
