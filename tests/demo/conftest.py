"""Databases with the district in them."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from schoolbus.demo.district import District, load
from schoolbus.demo.sow import Sown, sow

REFERENCE = date(2026, 9, 7)


@pytest.fixture(scope="module")
def district() -> District:
    """The demo district."""
    return load()


def sqlalchemy_url(database_url: str) -> str:
    """A database's address as SQLAlchemy takes it."""
    return database_url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="module")
def sown(module_database_url: str, district: District) -> Iterator[tuple[Session, Sown]]:
    """A session on a database that the district was sown into, and the ids."""
    engine = create_engine(sqlalchemy_url(module_database_url))
    with Session(engine) as session:
        done = sow(session, district, REFERENCE)
        session.commit()
        yield session, done
    engine.dispose()
