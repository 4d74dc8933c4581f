"""However a sample track is cut into batches, and whoever dies between two of them, the findings are the same."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolbus.tracks.case import Case, cases
from schoolbus.tracks.databases import Databases
from schoolbus.tracks.track import Message
from tests.tracks.shelf import Judged, Scene, scene

# the simplest is the largest: a track fix by fix is what `whole` is already, and what takes longest
SIZES = st.integers(1, 60).map(lambda n: 61 - n)
EVERY = pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name, indirect=True)


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Scene]:
    """A case with its world loaded."""
    told: Case = request.param
    with scene(told, databases) as made:
        yield made


@pytest.fixture(scope="module")
def whole(case: Scene) -> Judged:
    """The case sent as it happened, a batch each time that time passes."""
    judged, waiting = Judged(case), list[Message]()
    for event in case.events:
        if isinstance(event, Message):
            waiting.append(event)
        else:
            judged.send(waiting, event.reached)
            waiting = []
    judged.send(waiting)
    return judged


@EVERY
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(sizes=st.lists(SIZES, min_size=1, max_size=12), deaths=st.lists(st.booleans(), min_size=1, max_size=12))
def test_the_same_track_gives_the_same_findings_however_it_is_cut(
    case: Scene, whole: Judged, sizes: list[int], deaths: list[bool]
) -> None:
    """Batches of any sizes, and the process dying between any two of them, change no finding and no step of a run."""
    cut, size, dies = Judged(case), cycle(sizes), cycle(deaths)
    waiting, most = list[Message](), next(size)
    for event in case.events:
        if isinstance(event, Message):
            waiting.append(event)
            if len(waiting) < most:
                continue
            cut.send(waiting)
        else:
            cut.send(waiting, event.reached)
        waiting, most = [], next(size)
        if next(dies):
            cut.die()
    cut.send(waiting)
    assert sorted(cut.said) == sorted(whole.said)


@EVERY
def test_a_track_sent_twice_gives_nothing_new(case: Scene, whole: Judged) -> None:
    """Every sentence sent again, all at once: it is kept, and judged, already."""
    before = list(whole.said)
    whole.send([event for event in case.events if isinstance(event, Message)])
    assert whole.said == before
