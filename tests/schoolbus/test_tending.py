"""How soon a part that died is started again: at once when it had run well, later each time when it dies of starting."""

import sys
from pathlib import Path

import pytest

from schoolbus.stack.child import Child
from schoolbus.stack.tending import Tending
from tests.schoolbus.test_stack_life import eventually

pytestmark = pytest.mark.slow


def tended(folder: Path, said: list[str], well_after_s: float) -> Tending:
    """A part that dies half a second after each start."""
    child = Child(
        name="part",
        command=[sys.executable, "-c", "import time; time.sleep(0.5); raise SystemExit(3)"],
        log=folder / "part.log",
        pid_file=folder / "part.pid",
        cwd=folder,
    )
    return Tending(child, said.append, well_after_s=well_after_s)


def three_deaths(part: Tending) -> bool:
    """Tend it until it has died three times."""
    part.start()
    try:
        return eventually(lambda: part.deaths == 3, part.tend)
    finally:
        part.child.stop()


def test_a_part_that_dies_of_starting_is_started_again_later_each_time(tmp_path: Path) -> None:
    said: list[str] = []
    assert three_deaths(tended(tmp_path, said, well_after_s=600.0))
    assert [line.split(" in ")[1] for line in said] == ["0.5 s", "1 s", "2 s"]


def test_a_part_that_had_run_well_is_started_again_at_once_however_often_it_is_killed(tmp_path: Path) -> None:
    said: list[str] = []
    assert three_deaths(tended(tmp_path, said, well_after_s=0.1))
    assert [line.split(" in ")[1] for line in said] == ["0.5 s", "0.5 s", "0.5 s"]
