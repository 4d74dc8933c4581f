"""Who may speak, and that a flood of guesses or of unknown ids costs neither memory nor the table its old entries' worth."""

import asyncio
from collections.abc import Callable

import psycopg
import pytest

from core.settings import Settings
from gps_ingest.doors.admission import ADDRESSES_MAX, FAILURES_MAX, WINDOW_S, Admission, TooManyError
from gps_ingest.keys import Keys
from gps_ingest.unknown import HELD_MAX, Unknown
from tests.gps_ingest.conftest import SECRET, Fleet, until


async def keys_of(settings: Settings) -> Keys:
    """The keys as the database has them now."""
    keys = Keys(settings)
    async with await psycopg.AsyncConnection.connect(settings.database_url) as connection:
        await keys.read(connection)
    return keys


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, unknown_devices_max=50)


async def test_addresses_that_fail_are_remembered_and_not_without_end(settings: Settings, fleet: Fleet) -> None:
    """A flood from a hundred thousand addresses leaves the newest; the right secret opens all the while."""
    fleet.bus("苏G00001", "phone-01")
    door = Admission("osmand", await keys_of(settings), Unknown(settings))
    for number in range(ADDRESSES_MAX + 500):
        assert not door.admit("phone-99", "guess", f"10.0.{number >> 8}.{number & 255}")
    assert len(door.addresses) == ADDRESSES_MAX
    assert "10.0.0.0" not in door.addresses
    assert door.admit("phone-01", SECRET, "192.0.2.1")


async def test_after_its_window_an_address_may_try_again(settings: Settings, fleet: Fleet) -> None:
    """A telephone that was set up wrong and then right waits a minute at most."""
    fleet.bus("苏G00001", "phone-01")
    door = Admission("osmand", await keys_of(settings), Unknown(settings))
    for _ in range(FAILURES_MAX):
        assert not door.admit("phone-01", "wrong", "192.0.2.1")
    with pytest.raises(TooManyError) as error:
        door.admit("phone-01", SECRET, "192.0.2.1")
    assert 0 < error.value.wait_s <= WINDOW_S
    assert door.admit("phone-01", SECRET, "192.0.2.2")
    assert door.admit("phone-01", SECRET, "192.0.2.1")  # it has shown its secret elsewhere meanwhile
    patient = Admission("osmand", await keys_of(settings), Unknown(settings), window_s=0.0)
    for _ in range(FAILURES_MAX + 1):
        assert not patient.admit("phone-01", "wrong", "192.0.2.1")


async def test_a_flood_of_ids_is_written_within_bounds_and_the_newest_stay(settings: Settings) -> None:
    """Ten thousand ids at once: a thousand are held, fifty rows are kept, and one that comes often is counted."""
    unknown = Unknown(settings)
    writing = asyncio.create_task(unknown.tend())
    for number in range(10_000):
        unknown.note("osmand", f"flood-{number}", "192.0.2.1", {})
    assert len(unknown.held) == HELD_MAX
    with psycopg.connect(settings.database_url, autocommit=True) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query.encode()).fetchall()

        await eventually(lambda: rows("SELECT count(*) FROM unknown_device") == [(50,)])
        for address in ("192.0.2.2", None):
            unknown.note("jt808", "013912345678", address, {"maker": "甲\0", "plate": "苏G\ud800"})
        unknown.note("jt808", "no id at all", None, {})
        listed = "SELECT address, detail->>'maker', detail->>'plate', times FROM unknown_device WHERE door = 'jt808'"
        await eventually(lambda: rows(listed) == [("192.0.2.2", "甲\ufffd", "苏G?", 2)])
        unknown.note("jt808", "013912345678", None, {"plate": "苏G12345"})
        await eventually(lambda: rows(listed) == [("192.0.2.2", "甲\ufffd", "苏G12345", 3)])
        assert rows("SELECT count(*) FROM unknown_device") == [(50,)]
        assert rows("SELECT bool_and(first_at <= last_at) FROM unknown_device") == [(True,)]
    writing.cancel()
    await asyncio.wait({writing})


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait without holding the loop."""
    await asyncio.to_thread(until, happened, "what was noted to be written")
