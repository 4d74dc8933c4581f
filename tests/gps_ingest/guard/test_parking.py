"""Line noise fills no list: a device's frames are listed up to a rate, then counted, and it is said how many more there were."""

from gps_ingest.frames import Bad
from gps_ingest.guard.parking import ALWAYS, TELL_EVERY_S, Admitted, Parking

KNOWN = {"bus-0001", "bus-0002"}
BURST = 20


def bad(device: str, reason: str = "bad_checksum", size: int = 10) -> Bad:
    return Bad("nmea_tcp", device, 0.0, reason, b"x" * size, size)


def through(parking: Parking, now_s: float, *frames: Bad) -> Admitted:
    """One batch, committed."""
    admitted = parking.admit(frames, KNOWN, now_s)
    parking.settle(admitted)
    return admitted


def test_past_the_limit_frames_are_counted_and_a_row_says_how_many_more_there_were() -> None:
    parking = Parking(60, BURST)
    first = through(parking, 0.0, *[bad("bus-0001")] * 100, *[bad("bus-0001", "not_nmea", 5)] * 2)
    assert (len(first.listed), len(first.unlisted)) == (BURST, 82)
    assert through(parking, TELL_EVERY_S - 0.1).counted == []
    rows = through(parking, TELL_EVERY_S).counted
    assert [(row.reason, row.times, row.size) for row in rows] == [("bad_checksum", 80, 800), ("not_nmea", 2, 10)]
    assert {(row.door, row.device, row.raw) for row in rows} == {("nmea_tcp", "bus-0001", b"")}
    assert rows[0].detail == "80 more, only counted"
    assert through(parking, 2 * TELL_EVERY_S).counted == []


def test_one_device_s_noise_hides_nothing_of_another_s() -> None:
    parking = Parking(60, BURST)
    through(parking, 0.0, *[bad("bus-0001")] * 100)
    assert through(parking, 0.0, *[bad("bus-0002")] * 3).unlisted == []


def test_for_long_a_device_has_so_many_rows_a_minute() -> None:
    parking = Parking(60, BURST)
    batches = [through(parking, float(second), *[bad("bus-0001")] * 50) for second in range(600)]
    assert sum(len(each.listed) for each in batches) == BURST + 599  # one a second
    assert sum(len(each.counted) for each in batches) == 9  # a row each minute that says how many more


def test_those_whom_nobody_knows_share_one_limit_however_many_names_they_make_up() -> None:
    parking = Parking(60, BURST)
    admitted = through(parking, 0.0, *[bad(f"made-up-{number}") for number in range(1000)])
    assert len(admitted.listed) == BURST


def test_what_may_still_become_a_fix_is_always_listed_and_so_is_what_was_refused() -> None:
    """They are read again once the device speaks for a vehicle: counted only, they would be lost."""
    parking = Parking(60, BURST)
    for reason in ALWAYS:
        assert len(through(parking, 0.0, *[bad("bus-0001", reason)] * 100).listed) == 100


def test_a_batch_that_is_tried_again_is_decided_the_same() -> None:
    """Nothing is remembered of what was not committed."""
    parking = Parking(60, BURST)
    frames = [bad("bus-0001")] * 30
    tries = [parking.admit(frames, KNOWN, 1.0) for _ in range(3)]
    assert [len(each.listed) for each in tries] == [BURST] * 3
    parking.settle(tries[-1])
    assert parking.admit(frames, KNOWN, 1.0).listed == []
