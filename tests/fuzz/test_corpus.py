"""Whatever once broke a decoder breaks none any more, and neither does anything like it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS
from tests.fuzz.corpus import inputs

INPUTS = inputs()
SLOW = {"growth", "enormous"}  # each input of these is a long one
QUICK = sorted(set(TARGETS) - SLOW)


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_of_the_corpus_keeps_the_promises(name: str) -> None:
    """Nothing escapes a decoder but what it parks, nothing comes out that the database refuses, nothing costs too much."""
    TARGETS[name.partition("/")[0]].feed(INPUTS[name])


def test_every_target_has_inputs_and_every_input_has_a_target() -> None:
    """A target that nobody feeds would prove nothing; and the corpus stays small enough to be kept beside the code."""
    assert {name.partition("/")[0] for name in INPUTS} == set(TARGETS)
    assert len(INPUTS) <= 200
    assert sum(map(len, INPUTS.values())) <= 200_000


@st.composite
def near(draw: st.DrawFn, target: str) -> bytes:
    """An input of the corpus with a piece put over, into or out of it: noise, a word of the target, a piece of another input."""
    own = [data for name, data in INPUTS.items() if name.partition("/")[0] == target]
    data = draw(st.sampled_from(own))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        other = draw(st.sampled_from(own))
        begin = draw(st.integers(0, len(other)))
        noise = st.one_of(
            st.binary(max_size=6),
            st.sampled_from(TARGETS[target].words),
            st.integers(0, 60).map(lambda size, other=other, begin=begin: other[begin : begin + size]),  # type: ignore[misc]
        )
        data = data[:at] + draw(noise) + data[at + draw(st.integers(0, 40)) :]
    return data[: TARGETS[target].longest]


@pytest.mark.parametrize("target", QUICK)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_near_an_input_of_the_corpus_keeps_them_too(target: str, data: st.DataObject) -> None:
    """Bytes changed, added, left out, taken from elsewhere."""
    TARGETS[target].feed(data.draw(near(target)))


@pytest.mark.parametrize("target", sorted(SLOW))
@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_no_long_input_costs_more_than_its_length_allows(target: str, data: st.DataObject) -> None:
    """Also of pieces that nobody thought of."""
    TARGETS[target].feed(data.draw(near(target)))
