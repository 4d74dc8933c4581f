"""A test that wants to be alone is, and is not kept waiting by those who come after it."""

import time
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.turns import turn

LASTS_S = 0.1
PATIENCE_S = 60.0
Turn = tuple[str, float, float]


def take(folder: Path, name: str, over: Event, took: "Queue[Turn]") -> None:
    """Take turns one after the other, as a process of the suite does, and one more once the one who is alone is through."""
    last = False
    while not last:
        last = over.is_set() or name == "alone"
        with turn(folder, alone=name == "alone"):
            began = time.monotonic()
            time.sleep(LASTS_S)
            took.put((name, began, time.monotonic()))
    over.set()


def test_who_wants_to_be_alone_overlaps_with_nobody_and_comes_before_those_who_ask_later(tmp_path: Path) -> None:
    context = get_context("spawn")
    took, over = context.Queue(), context.Event()
    others = [context.Process(target=take, args=(tmp_path, f"other {n}", over, took)) for n in range(2)]
    for other in others:
        other.start()
    turns: list[Turn] = [took.get(timeout=PATIENCE_S)]
    quiet = context.Process(target=take, args=(tmp_path, "alone", over, took))
    quiet.start()
    assert over.wait(PATIENCE_S)
    while any(process.is_alive() for process in (*others, quiet)) or not took.empty():
        if took.empty():
            time.sleep(LASTS_S)
        else:
            turns.append(took.get(timeout=PATIENCE_S))
    [(_, began, ended)] = [one for one in turns if one[0] == "alone"]
    assert {one[0] for one in turns if one[1] >= ended} == {"other 0", "other 1"}
    assert not [one for one in turns if one[0] != "alone" and one[1] < ended and one[2] > began]
