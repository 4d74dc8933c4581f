"""Where each of the rules R01 to R62 is enforced, or that it waits, and for what: the table of docs/rules.md."""

from rules.catalogue import RULES
from rules.papers.catalogue import PAPER_RULES

NUMBERS = tuple(f"R{number:02}" for number in range(1, 63))
BOARDING = "waits for boarding counts (issue 6)"
MOVING = "waits: a rule of the moving bus that issue 4 adds"
APPROVAL = "waits for the approval's workflow (issue 5)"
# What neither positions nor papers are judged by here. A rule that comes into a catalogue needs no line any more.
ELSEWHERE: dict[str, str] = {
    "R14": f"{BOARDING}; the ratio is a local parameter",
    "R18": BOARDING,
    "R19": BOARDING,
    "R20": "waits for seats of the boarding record (issue 6)",
    "R21": "waits for riders of the boarding record (issue 6)",
    "R25": "the patience of R22 and R23: `R22.seconds`, `R23.seconds` in rules/parameters.py, by `advance` in rules/machine.py",
    "R27": f"{MOVING} (doors and approved stops)",
    "R28": f"{MOVING} (stops of a run)",
    "R29": "a state, never a breach: `state_of` in rules/states.py",
    "R31": "waits for declared states of lamp and stop sign (issue 6)",
    "R32": BOARDING,
    "R33": "waits for the sweep's record (issue 6)",
    "R34": "waits for boarding and class rolls (issue 6)",
    "R35": f"{MOVING} (petrol stations)",
    "R36": f"{MOVING} (the driver's door)",
    "R41": "the quality of data: `classify` in fleet/quality/classify.py; what cannot be is parked: "
    "gps_ingest/decode/possible.py",
    "R42": "the quality of data: `drifting` in fleet/quality/drift.py",
    "R43": "parked on arrival: gps_ingest/decode/possible.py (`future_max_s`)",
    "R44": f"{APPROVAL}: its clocks",
    "R45": f"{APPROVAL}: corrections asked for once",
    "R46": f"{APPROVAL}: refusals with reasons",
    "R47": f"{APPROVAL}: the five conditions with evidence",
    "R48": f"{APPROVAL}: the carrier's insurance",
    "R49": f"{APPROVAL}: pupils' stage against the type of bus",
    "R50": f"{APPROVAL}: seven seats or more",
    "R51": f"{APPROVAL}: equipment of the vehicle's file",
    "R52": f"{APPROVAL}: responsibility letters",
    "R53": "waits for drills (issue 5)",
    "R54": "waits for the training plan (issue 5)",
    "R55": "waits for returned signs (issue 5)",
    "R56": "waits for the monthly notice of offences (issue 4, the desk)",
    "R57": "waits for the hazard ledger (issue 4, part 6)",
    "R58": "waits for the hazard ledger (issue 4, part 6)",
    "R59": "waits for pupils' names and who may see them (issue 6)",
    "R60": "waits for guardians' consents (issue 6)",
    "R61": "tracks: `drop_old_partitions` in fleet/retention.py; findings: `delete_findings` in findings/tasks.py; "
    "pupils' data wait for issue 6",
    "R62": "waits for the approval of a line's path against the risk segments (issue 5)",
}


def where(number: str) -> str:
    """Where a rule is enforced, by its number. Raises KeyError for one that nobody has placed."""
    found = [
        f"positions: `{rule.judge.__name__}` in {_file(rule.judge.__module__)}" for rule in RULES if rule.id == number
    ]
    found += [
        f"departure check: `{rule.judge.__name__}` in {_file(rule.judge.__module__)}"
        for rule in PAPER_RULES
        if rule.id == number
    ]
    return "; ".join(found) or ELSEWHERE[number]


def _file(module: str) -> str:
    path = f"{module.replace('.', '/')}.py"
    return f"[{path}](../{path})"
