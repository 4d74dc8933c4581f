"""Every sample track, sent through the real pipeline into PostGIS, gives its golden; sent again it adds nothing."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from schoolbus.tracks.case import FOLDER, Case, cases
from schoolbus.tracks.databases import Databases
from schoolbus.tracks.golden import Golden, text, told
from schoolbus.tracks.record import record
from schoolbus.tracks.road import road
from schoolbus.tracks.track import Message, events, messages
from schoolbus.tracks.world import prepare
from tests.tracks.shelf import ZONE

CASES = list(cases())
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
BY_DEATHS = [
    case
    for case in CASES
    if case.name in {"tunnel-delayed-upload", "silent-bus", "risk-segment-at-25", "never-permitted"}
]
NOTHING_TO_FIND = {
    "ordinary-run", "over-60-empty", "off-route-exempt", "one-wild-fix", "broken-sentences", "depot-to-first-stop",
    "august-inspection", "jam-twenty-minutes", "parked-night", "under-viaduct", "under-viaduct-lengthwise", "ingest-away",
    "ingest-away-tcp",
}  # fmt: skip


@EVERY
async def test_a_track_through_the_real_road_gives_its_golden_and_sent_again_adds_nothing(
    case: Case, databases: Databases
) -> None:
    """Decoded, resolved, kept, judged and committed as live; then all of it once more, in one batch."""
    with databases.district(case.day) as ground:
        bus = prepare(ground, case, ZONE)
        async with road(case, bus, ground.url) as way:
            await way.drive(events(case, ZONE))
            live = told(ground.url, way.committed, ZONE)
            assert text(live) == case.golden.read_text(encoding="utf-8")
            way.committed.clear()
            await way.send(messages(case.track))
            again = told(ground.url, way.committed, ZONE)
    assert _lasting(again) == _lasting(live)
    assert again["fixes"]["repeated"] == live["fixes"]["kept"] + live["fixes"]["repeated"]


@pytest.mark.parametrize("case", BY_DEATHS, ids=lambda case: case.name)
async def test_a_process_that_dies_between_any_two_batches_changes_nothing(case: Case, databases: Databases) -> None:
    """Cut at random, and at every tenth place the ingest dies and its successor recalls all it needs from the database."""
    dice = random.Random(case.name)  # noqa: S311

    def cut(waiting: Sequence[Message]) -> list[Sequence[Message]]:
        at = dice.randint(0, len(waiting))
        return [piece for piece in (waiting[:at], waiting[at:]) if piece] or [[]]

    with databases.district(case.day) as ground:
        bus = prepare(ground, case, ZONE)
        async with road(case, bus, ground.url) as way:
            for event in _stretches(case):
                await way.drive(event, cut)
                if dice.random() < 0.1:
                    await way.reborn()
            found = told(ground.url, way.committed, ZONE)
    assert found == json.loads(case.golden.read_text(encoding="utf-8"))


@EVERY
def test_a_track_is_what_the_simulator_records(case: Case) -> None:
    """A track is made from its `case.toml` alone, so that anyone can make it again."""
    if case.drive is None:
        pytest.skip("recorded by a receiver")
    assert record(case, ZONE).encode("latin-1") == case.track.read_bytes()


@EVERY
def test_a_case_says_what_it_is_in_both_languages(case: Case) -> None:
    """The sentence is one that an officer could sign."""
    assert case.zh.endswith("。")
    assert case.en.endswith(".")
    golden: Golden = json.loads(case.golden.read_text(encoding="utf-8"))
    cited = {finding["article"] for finding in golden["findings"]}
    assert all(f"Art {article}" in case.en for article in cited)


def test_every_folder_of_a_case_is_whole() -> None:
    """A folder holds the sentence, the track and the golden: adding a case is adding these."""
    folders = [path for path in FOLDER.iterdir() if path.is_dir()]
    assert {case.folder for case in CASES} == set(folders)
    assert all(case.track.is_file() and case.golden.is_file() for case in CASES)


@pytest.mark.parametrize("name", sorted(NOTHING_TO_FIND))
def test_what_breaks_no_law_is_found_nowhere(name: str) -> None:
    """The cases with which an officer would be ashamed of a finding."""
    golden: dict[str, Any] = json.loads((FOLDER / name / "golden.json").read_text(encoding="utf-8"))
    assert golden["findings"] == []
    assert golden["fixes"]["kept"] > 50


def _stretches(case: Case) -> list[list[Any]]:
    """The events of a case, cut where time passes."""
    found: list[list[Any]] = [[]]
    for event in events(case, ZONE):
        found[-1].append(event)
        if not isinstance(event, Message):
            found.append([])
    return [each for each in found if each]


def _lasting(golden: Golden) -> Golden:
    """What must not grow by sending again: not the parked lines, which are as bad as before, nor what was counted on the way."""
    fixes = {name: golden["fixes"][name] for name in ("kept", "delayed", "rolled_over")}
    return golden | {"fixes": fixes}
