"""Databases for cases: the district is sown once for each day, every case gets a copy of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

from core.database import make_plain_engine
from core.settings import Settings
from schoolbus.demo.district import load
from schoolbus.demo.sow import Sown, sow
from schoolbus.migrate import upgrade


@dataclass(frozen=True, slots=True)
class Ground:
    """A database that holds the district, and the ids of what lies in it by the keys of the district's files."""

    url: str
    sown: Sown


@dataclass
class Databases:
    """Databases of one PostgreSQL cluster; `url` is one of them, from which others are made and named."""

    url: str
    _sown: dict[date, Ground] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def district(self, day: date) -> Iterator[Ground]:
        """A database of one's own that holds the district as of a day; gone afterwards."""
        if day not in self._sown:
            self._sown[day] = self._sow(day)
        name = f"track_{next(self._numbers)}"
        self._make(name, template=self._sown[day].url.rpartition("/")[2])
        try:
            yield Ground(self._url_of(name), self._sown[day].sown)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _sow(self, day: date) -> Ground:
        name = f"district_{day:%Y%m%d}"
        self._make(name, template="template1")
        upgrade(self._url_of(name))
        return Ground(self._url_of(name), _sow(self._url_of(name), day))

    def _make(self, name: str, *, template: str) -> None:
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def _url_of(self, name: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{name}"


def _sow(url: str, day: date) -> Sown:
    engine = make_plain_engine(Settings(database_url=url))
    try:
        with Session(engine) as session, session.begin():
            return sow(session, load(), day)
    finally:
        engine.dispose()
