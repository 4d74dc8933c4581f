"""The live state and what sockets are shown of it: deltas make a snapshot, gaps are noticed, nothing queues up."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access import Viewer
from findings.schemas import FindingOut
from findings.service import LIVE_FOR, LIVE_MOST
from fleet.access import VehicleFacts
from web.access import make_access
from web.live_state import Known, LiveState, Loaded, Told, rfc3339
from web.live_view import View

NOW_S = 1_800_000_000.0
ACCESS = make_access()
OPERATORS = {1: 10, 2: 10, 3: 20, 4: None}


def known_of(
    operators: dict[int, int | None], permitted: Mapping[int, bool | None] = MappingProxyType({})
) -> dict[int, Known]:
    """Four vehicles; number 3 carries pupils of school 7."""
    return {
        id_: Known(
            f"苏G0000{id_}",
            operator,
            90.0,
            VehicleFacts(id_, operator, frozenset({7} if id_ == 3 else ())),
            permitted.get(id_),
        )
        for id_, operator in operators.items()
    }


KNOWN = known_of(OPERATORS)


def viewer(role: str, organisation_id: int | None = None) -> Viewer:
    """Somebody who watches."""
    return Viewer(1, role, role, role, organisation_id, None, "zh-CN", 1, ACCESS)


VIEWERS = [viewer("officer"), viewer("operator", 10), viewer("operator", 20), viewer("school", 7), viewer("parent")]


def told(id_: int, *, fix_s: float = NOW_S, state: str = "in_order", run_id: int | None = None) -> Told:
    """A bus that stands still on the quay."""
    return Told(id_, 119.4 + id_ / 8, 34.7, None, 0.0, state, fix_s, run_id, None, moving=False, unproven=False)


def finding(number: int, vehicle_id: int, *, began_s: float = NOW_S, ended_s: float | None = None) -> FindingOut:
    """A finding of a vehicle."""
    return FindingOut(
        id=str(UUID(int=number)),
        rule="R24",
        article="35",
        severity="A1",
        vehicle_id=str(vehicle_id),
        plate=f"苏G0000{vehicle_id}",
        began=datetime.fromtimestamp(began_s, UTC),
        ended=None if ended_s is None else datetime.fromtimestamp(ended_s, UTC),
        measured=31.5,
        allowed=20.0,
        unit="km/h",
        point=None,
        place=None,
        permit_version_id=None,
        permit_number=None,
        run_id=None,
        line_name=None,
        delayed=False,
        trial=False,
        aboard="presumed",
        notes=[],
        versions={},
    )


def loaded(**changes: Any) -> Loaded:
    """An empty road at batch 5."""
    empty = Loaded(known=KNOWN, lines={}, buses=[], findings=[], batches={0: 5}, watermarks={0: NOW_S}, world=1)
    return replace(empty, **changes)


def state_of(**changes: Any) -> LiveState:
    """A live state just read from the database."""
    state = LiveState(heard_s=NOW_S)
    state.reset(loaded(**changes), NOW_S)
    return state


def message(batch: int, *, share: int = 0, beat: bool = False, watermark: float | None = NOW_S) -> dict[str, Any]:
    """A message of the live channel without content."""
    content: list[Any] | None = None if beat else []
    return {
        "share": share,
        "batch": batch,
        "watermark": watermark,
        "behind_s": 0.1,
        "buses": content,
        "findings": content,
    }


class Page:
    """What the page does with messages (web/ui/src/live/store.ts)."""

    def __init__(self) -> None:
        self.seq = 0
        self.now_s = 0.0
        self.buses: dict[str, Any] = {}
        self.findings: dict[str, Any] = {}

    def take(self, text: str) -> None:
        said = json.loads(text)
        assert said["seq"] == self.seq + 1
        self.seq, self.now_s = said["seq"], datetime.fromisoformat(said["now"]).timestamp()
        if said["type"] == "snapshot":
            self.buses.clear()
            self.findings.clear()
        self.buses |= {bus["id"]: bus for bus in said["buses"]}
        for id_ in said.get("gone", []):
            del self.buses[id_]
        self.findings |= {one["id"]: one for one in said["findings"]}

    def shown_findings(self) -> dict[str, Any]:
        """The open ones and the newest of the last day."""
        oldest = datetime.fromtimestamp(self.now_s, UTC) - LIVE_FOR
        ordered = sorted(self.findings.values(), key=lambda one: one["id"])
        ordered.sort(key=lambda one: datetime.fromisoformat(one["began"]), reverse=True)
        return {
            one["id"]: one
            for rank, one in enumerate(ordered)
            if one["ended"] is None or (rank < LIVE_MOST and datetime.fromisoformat(one["began"]) >= oldest)
        }


def say(view: View, state: LiveState, now_s: float) -> str:
    """The next message of a socket."""
    return view.message(view.look(state, now_s), state.behind_s(now_s), now_s)


MOVES = st.builds(
    Told,
    id=st.integers(1, 5),
    lon=st.sampled_from([119.4, 119.41]),
    lat=st.sampled_from([34.7, 34.71]),
    course_deg=st.sampled_from([None, 90.0]),
    speed_kmh=st.sampled_from([0.0, 40.0]),
    state=st.sampled_from(["in_order", "late", "breach", "no_permit", "parked"]),
    fix_s=st.integers(0, 300).map(lambda s: NOW_S + s),
    run_id=st.sampled_from([None, 8]),
    late_s=st.sampled_from([None, 60]),
    moving=st.booleans(),
    unproven=st.booleans(),
)
BEGAN_S = (NOW_S, NOW_S - 60.0, NOW_S - 90_000.0)
FINDINGS = st.builds(
    lambda vehicle, which, ended_s: finding(10 * vehicle + which, vehicle, began_s=BEGAN_S[which], ended_s=ended_s),
    st.integers(1, 5),
    st.integers(0, 2),
    st.sampled_from([None, NOW_S + 1.0]),
)
WORLD_STEPS = st.one_of(
    st.tuples(st.just("batch"), st.lists(MOVES, min_size=1, max_size=4), st.lists(FINDINGS, max_size=2)),
    st.tuples(st.just("time"), st.integers(0, 200)),
    st.tuples(st.just("owner"), st.integers(1, 4), st.sampled_from([10, 20, None])),
    st.tuples(st.just("papers"), st.integers(1, 4), st.sampled_from([True, False, None])),
    st.tuples(st.just("reload")),
)
STEPS = st.tuples(WORLD_STEPS, st.sets(st.sampled_from(range(len(VIEWERS)))))  # and then these viewers read


class Road:
    """A live state under way, and the pages that look at it."""

    def __init__(self) -> None:
        self.state, self.now_s, self.batch, self.operators = state_of(), NOW_S, 5, dict(OPERATORS)
        self.permitted = dict[int, bool | None]()
        self.windows = [(View(one), Page(), one) for one in VIEWERS]

    def step(self, step: Any) -> None:
        """Something happens."""
        match step:
            case ("batch", buses, findings):
                self.batch += 1
                assert self.state.hear(message(self.batch, watermark=self.now_s), self.now_s) == "next"
                self.state.take(buses, findings, {8: "一线"}, self.now_s)
            case ("time", seconds):
                self.now_s += seconds
                self.state.hear(message(self.batch, beat=True, watermark=self.now_s), self.now_s)
                self.state.pass_time(self.now_s)
            case ("owner", id_, operator):
                self.operators[id_] = operator
                self.state.know(known_of(self.operators, self.permitted), self.state.world + 1, self.now_s)
            case ("papers", id_, permitted):
                self.permitted[id_] = permitted
                self.state.know(known_of(self.operators, self.permitted), self.state.world + 1, self.now_s)
            case ("reload",):
                self.state.reset(self._stored(), self.now_s)

    def _stored(self) -> Loaded:
        """What the database holds."""
        return loaded(
            known=self.state.known,
            lines=self.state.lines,
            buses=[bus.told for bus in self.state.buses.values()],
            findings=[one.finding for one in self.state.findings.values()],
            batches=dict(self.state.batches),
            watermarks=dict(self.state.watermarks),
        )

    def read(self, number: int) -> None:
        """One page takes its next message, and then shows what a fresh one would."""
        view, page, one = self.windows[number]
        page.take(say(view, self.state, self.now_s))
        fresh = Page()
        fresh.take(say(View(one), self.state, self.now_s))
        assert page.buses == fresh.buses
        assert page.shown_findings() == fresh.shown_findings()


@settings(max_examples=300, deadline=None)
@given(st.lists(STEPS, max_size=15))
def test_a_page_after_any_deltas_shows_what_a_fresh_snapshot_shows_to_each_viewer(steps: list[Any]) -> None:
    road = Road()
    everyone = range(len(VIEWERS))
    for number in everyone:
        road.read(number)
    for step, readers in steps:
        road.step(step)
        for number in sorted(readers):
            road.read(number)
    for number in everyone:
        road.read(number)


def test_everyone_is_shown_only_what_they_may_see() -> None:
    state = state_of(buses=[told(id_) for id_ in KNOWN], findings=[finding(id_, id_) for id_ in KNOWN])
    shown = {}
    for one in VIEWERS:
        page = Page()
        page.take(say(View(one), state, NOW_S))
        assert {bus["id"] for bus in page.buses.values()} == {one["vehicle_id"] for one in page.findings.values()}
        shown[one.role, one.organisation_id] = set(page.buses)
    assert shown == {
        ("officer", None): {"1", "2", "3", "4"},
        ("operator", 10): {"1", "2"},
        ("operator", 20): {"3"},
        ("school", 7): {"3"},
        ("parent", None): set(),
    }


def test_a_bus_sold_to_another_operator_leaves_the_seller_with_a_new_snapshot() -> None:
    state = state_of(buses=[told(1), told(2)], findings=[finding(1, 1)])
    view, page = View(viewer("operator", 10)), Page()
    page.take(say(view, state, NOW_S))
    state.know(known_of({**OPERATORS, 1: 20}), 2, NOW_S)
    page.take(say(view, state, NOW_S))
    assert set(page.buses) == {"2"}
    assert page.findings == {}


def test_papers_that_end_turn_a_bus_on_a_run_at_once_and_nobody_begins_anew() -> None:
    state = state_of(buses=[told(1, run_id=8), told(2)])
    epoch = state.epoch
    state.know(known_of(OPERATORS, {1: False, 2: False}), 2, NOW_S)
    assert (state.shown_of(1), state.shown_of(2)) == ("no_permit", "in_order")
    state.know(known_of(OPERATORS, {1: True, 2: True}), 3, NOW_S)
    assert state.shown_of(1) == "in_order"
    assert state.epoch == epoch


def test_a_bus_with_papers_again_shows_what_else_is_open_until_it_is_over() -> None:
    known = known_of(OPERATORS, {1: True})
    state = state_of(known=known, buses=[told(1, run_id=8, state="no_permit")], findings=[finding(1, 1)])
    assert state.shown_of(1) == "breach"
    state.take([], [finding(1, 1, ended_s=NOW_S)], {}, NOW_S)
    assert state.shown_of(1) == "in_order"


def test_a_slow_reader_is_shown_only_the_newest_of_many_states() -> None:
    state = state_of(buses=[told(1)])
    view = View(viewer("officer"))
    say(view, state, NOW_S)
    for second in range(500):
        state.take([told(1, fix_s=NOW_S + second)], [], {}, NOW_S + second)
    [bus] = json.loads(say(view, state, NOW_S + 500))["buses"]
    assert bus["fix_time"] == rfc3339(NOW_S + 499)
    assert view.look(state, NOW_S + 500).is_empty


@pytest.mark.parametrize(
    ("batch", "beat", "news"),
    [
        (5, True, "nothing"),
        (5, False, "nothing"),
        (4, False, "nothing"),
        (6, False, "next"),
        (6, True, "gap"),
        (7, False, "gap"),
    ],
)
def test_a_missed_batch_number_is_a_gap_also_when_only_a_heartbeat_tells_of_it(
    batch: int, beat: bool, news: str
) -> None:
    assert state_of().hear(message(batch, beat=beat), NOW_S) == news


def test_each_share_counts_its_own_batches_and_silence_waits_for_the_slowest() -> None:
    state = state_of(batches={0: 5, 1: 90}, watermarks={0: NOW_S, 1: NOW_S})
    assert state.hear(message(6, share=0, watermark=NOW_S + 100), NOW_S) == "next"
    assert state.hear(message(91, share=1, watermark=NOW_S + 20), NOW_S) == "next"
    assert state.watermark_s == NOW_S + 20


def test_when_the_ingest_falls_silent_we_are_further_behind_each_second_and_nobody_is_called_silent() -> None:
    state = state_of(buses=[told(1, fix_s=NOW_S - 91, run_id=8)], watermarks={0: NOW_S})
    assert state.shown_of(1) == "silent"
    state.hear(message(5, beat=True), NOW_S)
    state.pass_time(NOW_S + 5)
    assert state.behind_s(NOW_S + 5) < 10
    assert state.shown_of(1) == "silent"
    state.pass_time(NOW_S + 30)
    assert state.behind_s(NOW_S + 30) > 10
    assert state.shown_of(1) == "in_order"


def test_a_snapshot_carries_all_open_findings_and_the_newest_two_hundred_of_a_day() -> None:
    old_open = finding(1, 1, began_s=NOW_S - 10 * 86_400)
    old_over = finding(2, 1, began_s=NOW_S - 86_401, ended_s=NOW_S)
    today = [finding(100 + n, 1, began_s=NOW_S - n, ended_s=NOW_S) for n in range(LIVE_MOST + 50)]
    state = state_of(findings=[old_open, old_over, *today])
    carried = json.loads(say(View(viewer("officer")), state, NOW_S))["findings"]
    assert {one["id"] for one in carried} == {old_open.id, *(one.id for one in today[:LIVE_MOST])}


def test_a_finding_over_for_a_day_is_let_go_and_an_open_one_is_not() -> None:
    state = state_of(findings=[finding(1, 1, ended_s=NOW_S + 1), finding(2, 1)])
    state.pass_time(NOW_S + timedelta(days=2).total_seconds())
    assert [one.finding.id for one in state.findings.values()] == [str(UUID(int=2))]


def test_the_messages_have_the_shape_of_the_contract() -> None:
    state = state_of(buses=[told(1, run_id=8)], lines={8: "海棠路线"})
    view = View(viewer("officer"))
    assert json.loads(say(view, state, NOW_S)) == {
        "type": "snapshot",
        "seq": 1,
        "now": rfc3339(NOW_S),
        "behind_s": 0.0,
        "buses": [
            {
                "id": "1",
                "plate": "苏G00001",
                "lon": 119.525,
                "lat": 34.7,
                "course_deg": None,
                "speed_kmh": 0.0,
                "state": "in_order",
                "fix_time": rfc3339(NOW_S),
                "run_id": "8",
                "line_name": "海棠路线",
                "late_s": None,
                "operator_id": "10",
                "moving": False,
                "unproven": False,
            }
        ],
        "findings": [],
    }
    delta = json.loads(say(view, state, NOW_S + 4))
    assert delta == {
        "type": "delta",
        "seq": 2,
        "now": rfc3339(NOW_S + 4),
        "behind_s": 2.0,
        "gone": [],
        "buses": [],
        "findings": [],
    }
