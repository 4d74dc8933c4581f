"""What is known of a person lies in the database as nobody can read it."""

import pytest
from cryptography.exceptions import InvalidTag
from pydantic import SecretStr
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from core.database import make_plain_engine
from core.personal import key_of, opened, sealed
from core.settings import Settings
from findings.reports.models import ReportContact
from fleet.models import Person
from tests.api import Api, api

__all__ = ["api"]
KEY = key_of(Settings())


def test_a_text_comes_back_and_no_two_of_the_same_look_alike() -> None:
    first, second = (sealed(KEY, "person.phone", "13800001234") for _ in range(2))
    assert first != second
    assert "1380000" not in first
    assert opened(KEY, "person.phone", first) == "13800001234"


def test_neither_another_key_nor_another_column_nor_a_changed_letter_opens_it() -> None:
    stored = sealed(KEY, "person.phone", "13800001234")
    for key, of, told in (
        (key_of(Settings(personal_key=SecretStr("another"))), "person.phone", stored),
        (KEY, "report_contact.phone", stored),
        (KEY, "person.phone", stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]),
    ):
        with pytest.raises(InvalidTag):
            opened(key, of, told)


async def test_the_database_holds_no_number_that_can_be_read_and_takes_none(api: Api) -> None:
    engine = make_plain_engine(api.served.settings, pool=NullPool)
    with Session(engine) as session:
        one = session.query(Person).first()
        assert one is not None
        one.phone = "13800001234"
        session.commit()
        session.expire_all()
        assert session.get_one(Person, one.id).phone == "13800001234"
    [(kept,)] = await api.served.fetch("SELECT phone FROM person WHERE phone IS NOT NULL")
    assert str(kept).startswith("v1.")
    assert "13800001234" not in str(kept)
    for statement in (
        "UPDATE person SET phone = '13800001234'",
        "INSERT INTO report_contact (report_id, name) VALUES (1, '王')",
    ):
        with pytest.raises(Exception, match="is_sealed"):
            await api.served.execute(statement)


async def test_an_engine_without_the_key_says_so(api: Api) -> None:
    engine = create_engine(api.served.settings.sqlalchemy_url, poolclass=NullPool)
    with Session(engine) as session:
        session.add(ReportContact(report_id=1, name="王", phone=None))
        with pytest.raises((StatementError, TypeError), match="no key"):
            session.flush()
    with engine.connect() as connection:  # what needs no key needs none
        assert connection.scalar(text("SELECT count(*) FROM person")) is not None
