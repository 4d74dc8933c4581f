"""The prose of docs/rules.md that no rule carries itself."""

PAPERS = """These are asked before a run departs (`GET /runs/{id}/departure-check`) and of a bus on any day (`GET
/vehicles/{id}/papers-check`). Each answers *in order*, *in breach* or *cannot tell*: what nobody has recorded is
never taken for good. A rule of severity B that is in breach blocks the departure; **T** is a task with a deadline.
"""

MODES = """Each rule of positions is off, in trial or on, from a moment on, for the district or for one operator, whose own mode
goes before the district's; what nobody has said anything of is on. **In trial** a rule is judged and its findings are
stored and counted, and told to nobody: not on the map, not in a bus's state, not in a list that does not ask for
them. A new installation begins in trial, for on its first day no permit is in the system and every bus would be
without one. A fix is judged by the mode of its own time. A breach that lasts while its rule is switched off ends with
its last breaching fix; one that lasts while trial becomes on is raised anew. An administrator switches on the page of
rules, or with `schoolbus rules R23 R24 --to on --source "…"`.
"""

WHERE = """R01 to R62 are the rules that a machine can check; a number that is missing in the catalogue above is enforced
elsewhere or waits.

**R15 on the road** judges the attendant whom a run is planned with by the certificates on record, by whole days: the day of
the examination and the last day count, the day of a withdrawal does not. What is issued, imported, withdrawn or undone
rules from the next batch of positions; history is judged again by the certificates of its own days. Until the first
certificate of any attendant is on record in the district nobody can tell and there is no finding, neither on the road nor in the
departure check; from that day on an attendant who has none is untrained. While certificates are still being entered, keep R15 in
trial (*Off, in trial, on*). Drivers need no certificate on the road: their education (REG 10) is a duty of each term, R54.
"""
