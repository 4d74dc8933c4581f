"""Where each of the rules R01 to R62 is enforced, or that it waits, and for what: the table of docs/rules.md."""

from rules.catalogue import ELSEWHERE, RULES
from rules.papers.catalogue import PAPER_RULES

NUMBERS = tuple(f"R{number:02}" for number in range(1, 63))
BOARDING, SWEEP, SHOWN = (
    "boarding counts (issue 6)",
    "the sweep's record (issue 6)",
    "declared lamp and stop sign (issue 6)",
)
ROSTER, CHECKS = "who rides along (issue 6)", "records of checks (issue 6)"
# A function is there and tested; what it would look at nobody records yet, so it finds nothing (or cannot tell).
INPUTS: dict[str, str] = {
    "R13": f"on the road {ROSTER}",
    "R14": ROSTER,
    "R16": CHECKS,
    "R18": BOARDING,
    "R19": BOARDING,
    "R20": BOARDING,
    "R21": BOARDING,
    "R31": SHOWN,
    "R32": BOARDING,
    "R33": SWEEP,
    "R34": BOARDING,
}
DUTIES = "the registers: `owed` in [permits/registers/duties.py](../permits/registers/duties.py)"
APPROVAL = "waits for the approval's workflow (issue 5)"
# What neither positions nor papers are judged by here. A rule that comes into a catalogue needs no line any more.
WAITS: dict[str, str] = {
    "R44": f"{APPROVAL}: its clocks",
    "R45": f"{APPROVAL}: corrections asked for once",
    "R46": f"{APPROVAL}: refusals with reasons",
    "R47": f"{APPROVAL}: the five conditions with evidence",
    "R49": f"{APPROVAL}: pupils' stage against the type of bus",
    "R50": f"{APPROVAL}: seven seats or more",
    "R52": f"{DUTIES}, responsibility letters",
    "R53": f"{DUTIES}, the drill of each term",
    "R54": f"{DUTIES}, safety education of drivers",
    "R55": "waits for returned signs (issue 5)",
    "R56": "waits for the monthly notice of offences (issue 4, the desk)",
    "R57": "the hazard ledger: `raise_overdue` in [geofences/hazards/overdue.py](../geofences/hazards/overdue.py)",
    "R58": "the hazard ledger: `take_step` in [geofences/hazards/act.py](../geofences/hazards/act.py)",
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
    found += [f"{each.en} [{each.where}](../{each.where})" for each in ELSEWHERE if each.id == number]
    if number in INPUTS:
        found.append(f"waits for its input: {INPUTS[number]}")
    return "; ".join(found) or WAITS[number]


def _file(module: str) -> str:
    path = f"{module.replace('.', '/')}.py"
    return f"[{path}](../{path})"
