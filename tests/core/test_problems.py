"""Problems: what the tables refuse becomes an answer a person can act on, and every sentence is in both languages."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import HTTPConnection

from core.database import make_engine
from core.errors import Failure, Text
from core.problem_texts import SENTENCES, text_of
from core.problems import locale_of, of_database
from core.settings import Settings

ADD_VEHICLE = "INSERT INTO vehicle (plate, type, operator_id) VALUES ('苏G1', 'primary_bus', 1)"


@pytest.fixture
async def engine(module_database_url: str) -> AsyncIterator[AsyncEngine]:
    """The database of this module."""
    made = make_engine(Settings(database_url=module_database_url))
    yield made
    await made.dispose()


@pytest.mark.parametrize(
    ("statement", "status", "code", "fields"),
    [
        ("INSERT INTO organisation (slug, kind, name) VALUES ('a', 'school', 'a'), ('a', 'school', 'b')", 409, "conflict", []),
        (ADD_VEHICLE, 422, "invalid", ["operator_id"]),
        ("INSERT INTO organisation (slug, kind, name) VALUES ('a', 'circus', 'a')", 422, "invalid", ["kind"]),
        ("INSERT INTO exemption (kind, reason, during) VALUES ('weather', '-', 'empty')", 422, "invalid", ["during"]),
        ("INSERT INTO organisation (slug, kind) VALUES ('a', 'school')", 422, "invalid", ["name"]),
        ("SELECT 9999999999::bigint::integer", 422, "invalid", ["request"]),
        ("SELECT 'soon'::timestamptz", 422, "invalid", ["request"]),
        ("DELETE FROM audit_entry", 409, "append_only", []),
        ("SELECT pg_sleep(5)", 503, "unavailable", []),
    ],
)  # fmt: skip
async def test_what_the_tables_refuse_has_its_status_code_and_field(
    engine: AsyncEngine, statement: str, status: int, code: str, fields: list[str]
) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SET statement_timeout = '1s'"))
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text(statement))
        await connection.rollback()
    failure = of_database(refused.value)
    assert (failure.status, failure.code) == (status, code)
    assert [one.field for one in failure.fields] == fields


async def test_a_nul_that_slipped_through_is_the_senders(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text("SELECT :given"), {"given": "a\x00b"})
    assert of_database(refused.value).status == 422


async def test_a_query_that_is_wrong_is_our_bug_and_stays_one(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as bug:
            await connection.execute(text("SELECT nothing FROM nowhere"))
    with pytest.raises(DBAPIError):
        of_database(bug.value)


@pytest.mark.parametrize(
    ("accepts", "account", "locale"),
    [
        ("en-GB,en;q=0.9", "zh-CN", "en-gb"),
        ("zh", "en", "zh"),
        ("fr-FR,fr;q=0.8,en;q=0.5", "zh-CN", "en"),
        ("*", "en", "en"),
        ("", "zh-CN", "zh-CN"),
    ],
)
def test_the_reader_is_answered_in_a_language_he_named_else_in_the_accounts(
    accepts: str, account: str, locale: str
) -> None:
    connection = HTTPConnection({"type": "http", "headers": [(b"accept-language", accepts.encode())]})
    connection.state.locale = account
    assert locale_of(connection) == locale


def failures() -> Iterator[type[Failure]]:
    """Every kind of failure."""
    waiting: list[type[Failure]] = [Failure]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting += kind.__subclasses__()


def test_every_failure_has_a_title_in_both_languages_and_an_http_status() -> None:
    for kind in failures():
        assert kind.title.of("zh-CN")
        assert kind.title.of("en-GB") != kind.title.of("zh-CN")
        assert 400 <= kind.status < 600


def test_the_tree_in_the_docstring_names_every_failure() -> None:
    import core.errors

    assert core.errors.__doc__ is not None
    for kind in failures():
        assert kind.__name__ in core.errors.__doc__


def test_what_pydantic_says_is_said_in_both_languages_with_its_limits() -> None:
    assert text_of({"type": "string_too_long", "ctx": {"max_length": 5}, "msg": ""}) == Text(
        "最多 5 个字", "has at most 5 characters"
    )
    assert text_of({"type": "never_seen", "msg": "Value error, no such thing"}).en == "no such thing"
    assert all(sentence.zh != sentence.en for sentence in SENTENCES.values())
