"""What a device may send: so much for long, so much at once, and not a fix more for clocks that jump or names made up."""

from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.guard.limiter import Limiter

RATE, BURST = 10.0, 100.0


def test_a_device_that_keeps_to_its_rate_never_waits() -> None:
    limiter = Limiter(RATE, BURST)
    assert all(limiter.allow("bus-0001", 1, number / RATE) == 0.0 for number in range(10_000))


def test_a_hundred_times_the_rate_is_slowed_down_to_it_once_the_burst_is_used_up() -> None:
    """Whoever waits as long as told has sent exactly the burst and the rate in the end."""
    limiter, now_s, sent = Limiter(RATE, BURST), 0.0, 0
    while now_s < 100.0:
        sent += 1
        now_s += limiter.allow("bus-0001", 1, now_s) or 1 / (100 * RATE)
    assert BURST + 100 * RATE - 1 <= sent <= BURST + 100 * RATE + 2


def test_what_is_made_up_after_a_break_passes_at_once_where_it_fits_the_burst() -> None:
    limiter = Limiter(RATE, BURST)
    assert limiter.allow("bus-0001", 100, 0.0) == 0.0
    assert limiter.allow("bus-0001", 30, 0.0) == 3.0  # the excess pays by waiting
    assert limiter.allow("bus-0002", 1, 0.0) == 0.0  # and nobody else does


def test_a_clock_that_is_set_back_gives_and_takes_nothing() -> None:
    limiter = Limiter(RATE, BURST)
    limiter.allow("bus-0001", 100, 1000.0)
    assert limiter.allow("bus-0001", 10, 500.0) == 1.0
    assert limiter.allow("bus-0001", 0, 501.0) == 0.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50), st.floats(0, 5)), max_size=50))
def test_nobody_waits_for_another_and_the_wait_is_what_is_owed(sent: list[tuple[str, int, float]]) -> None:
    """Each device as if it were alone; what is beyond its burst, divided by its rate."""
    together, alone, now_s = Limiter(RATE, BURST), {key: Limiter(RATE, BURST) for key in "abc"}, 0.0
    for key, n, later_s in sent:
        now_s += later_s
        wait_s = together.allow(key, n, now_s)
        assert wait_s == alone[key].allow(key, n, now_s)
        assert abs(together.beyond(key, now_s) - wait_s * RATE) < 1e-6


def test_a_million_names_take_no_more_memory_than_the_limit() -> None:
    """An id line costs nothing to make up; those who are quiet are forgotten first, and they lose nothing by it."""
    limiter = Limiter(RATE, BURST, most_keys=1000)
    limiter.allow("bus-0001", 150, 0.0)
    for number in range(100_000):
        limiter.allow(f"made-up-{number}", 1, number / 1000)
        limiter.allow("bus-0001", 1, number / 1000)
    assert len(limiter) <= 1000
    assert limiter.beyond("bus-0001", 100.0) > 0
