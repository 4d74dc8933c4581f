"""Databases with the district in them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.database import make_plain_engine
from core.settings import Settings
from schoolbus.demo.district import District, load
from schoolbus.demo.sow import Sown, sow

REFERENCE = date(2026, 9, 7)
HOURS = {
    "a Monday morning": datetime(2026, 9, 6, 23, 10, tzinfo=UTC),
    "a Sunday at noon": datetime(2026, 9, 13, 4, 0, tzinfo=UTC),
    "just before midnight": datetime(2026, 9, 10, 15, 58, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def district() -> District:
    """The demo district."""
    return load()


@pytest.fixture(scope="module")
def sown(module_database_url: str, district: District) -> Iterator[tuple[Session, Sown]]:
    """A session on a database that the district was sown into, and the ids."""
    engine = make_plain_engine(Settings(database_url=module_database_url))
    with Session(engine) as session:
        done = sow(session, district, REFERENCE)
        session.commit()
        yield session, done
    engine.dispose()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a demo of this test's own."""
    return Settings(database_url=database_url, data_dir=tmp_path)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the test's database."""
    made = make_plain_engine(Settings(database_url=database_url))
    yield made
    made.dispose()
