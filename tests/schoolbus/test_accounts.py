"""The first accounts of a service that is no demo are made from its command line."""

import asyncio
import json

import psycopg
import pytest

from core.passwords import Passwords
from core.settings import Settings
from schoolbus.accounts import set_account

PASSWORD = "correct horse battery"


async def fits(database_url: str, username: str, password: str) -> bool:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT password_hash FROM account WHERE username = %s", [username]).fetchone()
    assert row is not None
    return await Passwords(1).verify(password, row[0])


def made(database_url: str, username: str, role: str, password: str, organisation: str | None = None) -> bool:
    settings = Settings(database_url=database_url)
    return set_account(settings, username=username, role=role, password=password, organisation=organisation)


def test_an_account_is_made_once_and_then_given_a_new_role_and_password(database_url: str) -> None:
    """And the audit trail has both, without the password."""
    assert made(database_url, "chief", "admin", PASSWORD)
    assert not made(database_url, "chief", "officer", "another long one")
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT username, role FROM account").fetchall() == [("chief", "officer")]
        trail = connection.execute("SELECT action, detail FROM audit_entry ORDER BY id").fetchall()
    assert [(action, detail["role"]) for action, detail in trail] == [
        ("account.set", "admin"),
        ("account.set", "officer"),
    ]
    assert PASSWORD not in json.dumps([detail for _, detail in trail])


async def test_the_new_password_is_the_one_that_logs_in(database_url: str) -> None:
    await asyncio.to_thread(made, database_url, "chief", "admin", PASSWORD)
    await asyncio.to_thread(made, database_url, "chief", "admin", "another long one")
    assert await fits(database_url, "chief", "another long one")
    assert not await fits(database_url, "chief", PASSWORD)


@pytest.mark.parametrize(
    ("role", "password", "organisation", "says"),
    [
        ("king", PASSWORD, None, "role must be one of"),
        ("admin", "short", None, "at least 10 characters"),
        ("school", PASSWORD, "nowhere", "no organisation nowhere"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_a_sentence(
    database_url: str, role: str, password: str, organisation: str | None, says: str
) -> None:
    """And nothing is made."""
    with pytest.raises(ValueError, match=says):
        made(database_url, "chief", role, password, organisation)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (0,)
