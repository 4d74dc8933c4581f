"""docs/rules.md, made from the rules themselves: `python -m rules.page` writes it, a test holds it to the code."""

from pathlib import Path

from rules.book.prose import MODES, PAPERS, WHERE
from rules.book.where import NUMBERS, where
from rules.catalogue import ELSEWHERE, RULES
from rules.law.articles import ARTICLES
from rules.papers.articles import PAPER_ARTICLES
from rules.papers.catalogue import PAPER_RULES
from rules.papers.paper import PaperRule
from rules.parameters import DEFAULTS
from rules.rule import Rule

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "rules.md"
HEAD = """# The rules

Made from `rules/law/` by `make docs`; do not edit. An article with a bare number is of 校车安全管理条例 (State Council Decree 617),
one after VEH of 机动车登记规定.
A finding is 疑似 (suspected) until the office with the power has decided. Severity: **B** blocks departure, **A1** alarm
now, **A2** same day, **I** information. Early and late against the approved time (R29) are a state of the bus on the map,
never a breach. A vehicle that moves with no run under way is a private movement: no rule of line, time or pupils holds.
"""


def page(tests: Path = ROOT / "tests" / "rules") -> str:
    """The whole page; `tests` is where a rule's tests are looked for by its id."""
    parts = [HEAD, "| rule | article | what it asks | severity |", "| --- | --- | --- | --- |"]
    parts += [
        f"| [{rule.id}](#{rule.id.lower()}) | {rule.article} | {rule.title.zh} · {rule.title.en} | {rule.severity} |"
        for rule in RULES
    ]
    parts += ["\n## Told in another way\n", "Rules of the table that raise no finding of their own:\n"]
    parts += ["| rule | what it tells | where |", "| --- | --- | --- |"]
    parts += [f"| {each.id} | {each.zh} {each.en} | [{each.where}](../{each.where}) |" for each in ELSEWHERE]
    parts += [_section(rule, tests) for rule in RULES]
    parts += ["\n## Papers\n", PAPERS]
    parts += [_paper_section(rule, tests) for rule in PAPER_RULES]
    parts += ["\n## Off, in trial, on\n", MODES]
    parts += ["\n## Where each rule is enforced\n", WHERE, "| rule | where |", "| --- | --- |"]
    parts += [f"| {number} | {where(number)} |" for number in NUMBERS]
    parts += ["\n## Parameters\n", "Dated settings (`parameter`); the program's own values and where they come from:\n"]
    parts += ["| name | value | source |", "| --- | --- | --- |"]
    parts += [f"| `{name}` | {value:g} | {source} |" for name, (value, source) in DEFAULTS.items()]
    return "\n".join(parts) + "\n"


def _section(rule: Rule, tests: Path) -> str:
    where = f"{rule.judge.__module__.replace('.', '/')}.py"
    held = sorted(file.name for file in tests.glob("test_*.py") if f'"{rule.id}"' in file.read_text(encoding="utf-8"))
    patience = rule.patience
    lasting = f"longer than {patience.seconds:g} s and {patience.metres:g} m, {patience.fixes} fixes in a row at least"
    return f"""
## {rule.id}

**{rule.title.zh}** — {rule.title.en}

{rule.sentence.zh}

{rule.sentence.en}

> {ARTICLES[rule.article]}

- measured in: {rule.unit or "no unit (a fact, or a number of persons or stops)"}; counts when it lasts {lasting}
- over when in order for {patience.calm_s:g} s
- function: `{rule.judge.__name__}` in [{where}](../{where})
- tests: {", ".join(f"[{name}](../tests/rules/{name})" for name in held)}"""


def _paper_section(rule: PaperRule, tests: Path) -> str:
    module = f"{rule.judge.__module__.replace('.', '/')}.py"
    folder = tests / "papers"
    name = rule.judge.__name__
    held = sorted(file.name for file in folder.glob("test_*.py") if name in file.read_text(encoding="utf-8"))
    return f"""
### {rule.id} {rule.title.zh}

{rule.title.en}. {rule.sentence.zh}

{rule.sentence.en}

> {PAPER_ARTICLES[rule.article]}

- article {rule.article}, severity {rule.severity}, about the {rule.of.value}
- function: `{name}` in [{module}](../{module})
- tests: {", ".join(f"[{file}](../tests/rules/papers/{file})" for file in held)}"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
