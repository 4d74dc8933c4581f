"""Fixes in rounds and stretches of time: the two shapes that everything in columns stands on."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fleet.fixes import Fixes, Mark, rounds
from fleet.stretches import Stretches


@given(st.lists(st.integers(0, 6), max_size=60))
def test_rounds_hold_every_element_once_and_keep_each_streams_order(streams: list[int]) -> None:
    """A round has each vehicle at most once; over the rounds each vehicle's fixes come in order of arrival."""
    stream = np.array(streams, np.int64)
    cut = list(rounds(stream))
    for one in cut:
        assert len(set(stream[one].tolist())) == len(one)
    flat = np.concatenate(cut) if cut else np.zeros(0, np.int64)
    assert sorted(flat.tolist()) == list(range(len(streams)))
    for name in set(streams):
        own = [int(i) for i in flat if stream[i] == name]
        assert own == sorted(own)


@given(
    st.dictionaries(st.integers(0, 5), st.lists(st.integers(0, 100), min_size=2, max_size=8, unique=True), max_size=5),
    st.lists(st.tuples(st.integers(-1, 7), st.integers(-5, 105)), min_size=1, max_size=30),
)
def test_stretches_are_found_as_by_reading_the_list(owners: dict[int, list[int]], asked: list[tuple[int, int]]) -> None:
    """The value in force is that of the stretch that holds the moment: its start belongs to it, its end does not."""
    rows = [
        (owner, float(since), float(until), owner * 1000 + since)
        for owner, bounds in owners.items()
        for since, until in list(pairwise(sorted(bounds)))[::2]
    ]
    stretches = Stretches.of(rows)
    owner, when = np.array([a for a, _ in asked]), np.array([float(t) for _, t in asked])
    held = stretches.at(owner, when)
    last = stretches.last(owner, when)
    for (who, moment), value, newest in zip(asked, held, last, strict=True):
        holding = [v for o, since, until, v in rows if o == who and since <= moment < until]
        begun = [(since, v) for o, since, _, v in rows if o == who and since <= moment]
        assert value == (holding[0] if holding else -1)
        assert newest == (max(begun)[1] if begun else -1)


def test_open_ends_hold_forever() -> None:
    """A binding without an end holds now and in a hundred years, one without a beginning held in 1970."""
    stretches = Stretches.of([(1, float("-inf"), 10.0, 5), (1, 10.0, float("inf"), 6)])
    assert stretches.at(np.array([1, 1, 1]), np.array([-1e9, 9.0, 4e9])).tolist() == [5, 5, 6]


def test_a_mark_is_set_where_it_is_meant() -> None:
    """Marks add up and leave the other fixes alone."""
    fixes = Fixes.of(3, time_s=[1, 2, 3]).marked(np.array([True, False, True]), Mark.DELAYED)
    fixes = fixes.marked(np.array([True, True, False]), Mark.ABROAD)
    assert fixes.flags.tolist() == [5, 4, 1]
    assert fixes.delayed.tolist() == [True, False, True]
