"""Which fixes are new, delayed or repeated: by order of arrival, for each device on each vehicle."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.frames import Mark
from gps_ingest.kept import told_apart
from gps_ingest.watermark import BREAK_S, Watermark


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from([0.0, 1.0, 1.000001, 2.0, 3.5, 1.8e9])), min_size=1, max_size=40
    ),
    st.lists(st.sampled_from([-np.inf, 0.0, 1.0, 2.0, 1.8e9]), min_size=5, max_size=5),
)
def test_order_of_arrival_decides_what_is_delayed(arrivals: list[tuple[int, float]], last: list[float]) -> None:
    """One by one: later than all before is new, older is delayed, the same moment again is a repetition."""
    present = sorted({who for who, _ in arrivals})
    newest = [last[who] for who in present]
    later, delayed = [], []
    for who, when in arrivals:
        at = present.index(who)
        later.append(when > newest[at])
        delayed.append(when < newest[at])
        newest[at] = max(newest[at], when)
    pair = np.array([present.index(who) for who, _ in arrivals], np.int64)
    apart = told_apart(np.array([when for _, when in arrivals]), pair, np.array([last[who] for who in present]))
    assert (apart.later.tolist(), apart.delayed.tolist(), apart.newest.tolist()) == (later, delayed, newest)


def test_nobody_is_judged_by_a_time_that_a_door_has_not_reached() -> None:
    """The watermark is that of the door that is furthest behind, and unknown until every door has given word."""
    watermark = Watermark(["mqtt", "nmea_tcp"])
    assert watermark.after([Mark("nmea_tcp", 100.0)]).watermark_s is None
    assert watermark.after([Mark("mqtt", 97.0)]).watermark_s == 97.0
    assert watermark.after([Mark("nmea_tcp", 101.0)]).watermark_s == 97.0
    assert watermark.after([]).watermark_s is None
    assert watermark.after([Mark("mqtt", None)]).watermark_s is None


def test_a_break_of_ours_begins_the_time_that_silence_is_counted_from() -> None:
    """Marks every second keep `up_since`; a gap in them (broker away, database away, ingest stopped) begins it anew."""
    watermark = Watermark(["mqtt"])
    first = watermark.after([Mark("mqtt", 100.0)])
    assert watermark.after([Mark("mqtt", 101.0)]).up_since_s == first.up_since_s
    assert watermark.after([Mark("mqtt", 101.0 + BREAK_S)]).up_since_s == first.up_since_s
    assert watermark.after([Mark("mqtt", 102.0 + 2 * BREAK_S)]).up_since_s > first.up_since_s


def test_behind_is_the_age_of_the_oldest_mark_that_has_not_come_back() -> None:
    """While a backlog is worked off, or the broker is away, the page can say so."""
    watermark = Watermark(["mqtt"])
    for sent_s in (100.0, 101.0, 102.0):
        watermark.sent("mqtt", sent_s)
    assert watermark.behind_s(110.0) == 10.0
    watermark.after([Mark("mqtt", 101.0)])
    assert watermark.behind_s(110.0) == 8.0
    watermark.after([Mark("mqtt", 102.0)])
    assert watermark.behind_s(110.0) == 0.0
