"""A session of the fuzzer with one target: begun in a process of its own, read while it talks, its finds put into the corpus."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from fuzz.install import LOCAL, ROOT
from fuzz.shrink import breaks, shrink
from fuzz.targets import TARGETS, Target

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
TIMEOUT_S, MEMORY_MB = 20, 2048
SITTING_S = 60  # of one process: what Atheris puts into the code loses about 5 kB with each input, which the code alone does not
SLOW = "slow-unit-"  # what libFuzzer leaves beside its finds, and is none
_PULSE = re.compile(r"#(\d+)\s+\S+\s+cov: (\d+) ft: (\d+) corp: (\d+)")


@dataclass(slots=True)
class Outcome:
    """What a session came to. `reached`: edges between branches that inputs went over; `finds`: file and what broke there."""

    target: str
    seconds: int
    executions: int = 0
    reached: int = 0
    kept: int = 0
    finds: list[tuple[Path, str]] = field(default_factory=list)
    failed: str = ""  # the fuzzer's last words where it came to nothing by itself


def session(name: str, seconds: int, environment: dict[str, str]) -> Outcome:
    """Feed one target for so long, or until it breaks; what was new ground stays in .local/fuzz for the next session."""
    outcome, left_s = Outcome(name, seconds), seconds
    while left_s > 0 and not outcome.finds and not outcome.failed:
        _sit(outcome, min(left_s, SITTING_S), environment)
        left_s -= SITTING_S
    return outcome


def _sit(outcome: Outcome, seconds: int, environment: dict[str, str]) -> None:
    """One process of the fuzzer, added to the outcome."""
    name, before, outcome.executions = outcome.target, outcome.executions, 0
    grown, found, corpus = LOCAL / "corpus" / name, LOCAL / "found" / name, CORPUS / name
    for folder in (grown, found, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    for old in found.iterdir():
        old.unlink()
    options = _options(name, TARGETS[name], seconds, found)
    with subprocess.Popen(
        [sys.executable, "-m", "fuzz.drive", name, *options, str(grown), str(corpus)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    ) as process:  # fmt: skip
        said = [line for line in process.stderr or () if not _pulse(line, outcome)]
    outcome.executions += before
    outcome.finds = list(_finds(name, TARGETS[name], found))
    if process.returncode and not outcome.finds:
        outcome.failed = "".join(line for line in said if not line.startswith(("INFO", "WARNING")))[-2000:]


def _options(name: str, target: Target, seconds: int, found: Path) -> list[str]:
    words = LOCAL / "words" / name
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words))
    return [
        f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-timeout={TIMEOUT_S}", f"-rss_limit_mb={MEMORY_MB}",
        f"-dict={words}", f"-artifact_prefix={found}/", "-detect_leaks=0", "-print_final_stats=1",
    ]  # fmt: skip


def _escaped(word: bytes) -> str:
    """As a dictionary of libFuzzer has it."""
    return "".join(f"\\x{byte:02x}" for byte in word)


def _pulse(line: str, outcome: Outcome) -> bool:
    """Whether a line only says how far it is; then that is noted."""
    seen = _PULSE.match(line)
    if seen is not None:
        outcome.executions, outcome.reached, outcome.kept = int(seen[1]), int(seen[2]), int(seen[4])
    return seen is not None


def _finds(name: str, target: Target, found: Path) -> Iterator[tuple[Path, str]]:
    """The finds, made small and put where the suite replays them from now on."""
    for file in sorted(found.iterdir()):
        if file.name.startswith(SLOW):
            continue
        data = file.read_bytes()
        kind = file.name.partition("-")[0]  # crash, timeout, oom
        if kind == "crash":
            data = shrink(target.feed, data)
        kept = CORPUS / name / f"{kind}-{sha256(data).hexdigest()[:8]}"
        kept.write_bytes(data)
        yield (
            kept,
            (breaks(target.feed, data) or "broke once, and not again")
            if kind == "crash"
            else f"more than {TIMEOUT_S} s or {MEMORY_MB} MB",
        )
