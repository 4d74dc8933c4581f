"""`make fuzz`: every target in turn, then a table. `python -m fuzz --seconds 600 jt808_message` for one."""

import argparse
import warnings

from fuzz.install import ROOT, environment
from fuzz.session import Outcome, session
from fuzz.targets import TARGETS


def main() -> int:
    """Feed what is named, or everything. Returns 1 where something was found, 2 where a session could not be held."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="TARGET", help=f"which; all when none is named: {', '.join(TARGETS)}"
    )
    parser.add_argument("--seconds", type=int, default=60, help="how long each is fed")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in TARGETS:
            parser.error(f"no target is called {name}: there are {', '.join(TARGETS)}")
    warnings.simplefilter("error")  # finds are made small here, and a warning is one
    where, outcomes = environment(), list[Outcome]()
    for name in asked.names or TARGETS:
        print(f"feeding {name} for {asked.seconds} s …", flush=True)
        outcomes.append(session(name, asked.seconds, where))
    print_table(outcomes)
    if any(outcome.finds for outcome in outcomes):
        return 1
    return 2 if any(outcome.failed for outcome in outcomes) else 0


def print_table(outcomes: list[Outcome]) -> None:
    """One line a target, then what was found, each with its file and what to do."""
    print(f"\n{'target':<16}{'executions':>12}{'a second':>10}{'edges reached':>15}{'inputs kept':>13}{'finds':>7}")
    for each in outcomes:
        rate = each.executions / each.seconds if each.seconds else 0
        print(
            f"{each.target:<16}{each.executions:>12,}{rate:>10,.0f}{each.reached:>15,}{each.kept:>13,}{len(each.finds):>7}"
        )
    for each in outcomes:
        for file, broken in each.finds:
            print(
                f"\nfound: {broken}\n  {file.relative_to(ROOT)}: mend the decoder and commit both; `make test` replays it"
            )
        if each.failed:
            print(f"\n{each.target} could not be fed:\n{each.failed}")


if __name__ == "__main__":
    raise SystemExit(main())
