"""docs/permit-procedure.md and permit-life.md, made from the tables by `python -m permits.procedure.page`; a test holds them."""

from pathlib import Path

from core.errors import Text
from permits.procedure.acts import GUARDS, SYSTEM, Act, Procedure
from permits.procedure.clocks import CLOCKS, Clock
from permits.procedure.lives import GRANTED, PROCEDURES

DRAWN_FROM = 3  # states: a step that more of them have stands in the table alone, or the diagram is a knot
DOCS = Path(__file__).parents[2] / "docs"
ROLE_WORDS = {
    "admin": Text("管理员", "administrator"),
    "clerk": Text("许可经办", "clerk"),
    "police": Text("公安交管", "traffic police"),
    "transport": Text("交通运输", "transport office"),
    "government": Text("本级政府", "government"),
    "school": Text("学校", "school"),
    "operator": Text("运营单位", "operator"),
    SYSTEM: Text("系统", "the program"),
}
LIFE_HEAD = """# 许可、吊销和标牌 · The permit, its revocation, its sign

由 `permits/procedure/` 生成；说明与期限见 [permit-procedure.md](permit-procedure.md)。
Made by `make docs`; how to read it, and the clocks: [permit-procedure.md](permit-procedure.md).
"""
HEAD = """# 校车使用许可的办理 · The procedure of a permit

由 `permits/procedure/` 生成（`make docs`），请勿手改。表中没有列出的步骤，任何角色在任何状态下都会被拒绝。
其他部门的步骤可由该部门在自己的页面办理，也可由经办人凭扫描件、文号和该部门的日期补录，期限按该日期计算。
逾期未回复只催办、上报，不视为同意。

Made from `permits/procedure/` by `make docs`; do not edit. A step that no table lists is refused, for every role and every
state. A step of another office is taken by that office on its own page, or recorded by the clerk with the scanned reply, its
number and its own date, by which the clocks run. An overdue reply is chased and goes up; it is never taken for consent.

What happens to a permit that is granted, and to its sign: [permit-life.md](permit-life.md).
The diagrams leave out the steps that many states have (撤回 withdraw, 视为准予延续 renewal by silence); the tables hold all.

REG 校车安全管理条例 · VEH 机动车登记规定 · LYG17 the local rule of Lianyungang.
"""


def pages() -> dict[str, str]:
    """Each page by its file's name: what leads to a permit with the clocks of all, and what happens to one that is granted."""
    before = [_life(one) for one in PROCEDURES if one not in GRANTED]
    after = [_life(one) for one in PROCEDURES if one in GRANTED]
    return {
        "permit-procedure.md": "\n".join([HEAD, *before, _clocks()]) + "\n",
        "permit-life.md": "\n".join([LIFE_HEAD, *after]),
    }


def diagram(one: Procedure) -> str:
    """The life as a Mermaid state diagram: every step that changes the state, but those that most states have."""
    lines = ["stateDiagram-v2", f"    [*] --> {one.begins}"]
    lines += [f'    state "{words.zh} {words.en}" as {state}' for state, words in one.life.states.items()]
    for state in one.life.states:
        for act in one.life.steps.values():
            if state in act.since and act.to not in ("", state) and len(act.since) <= DRAWN_FROM:
                lines.append(f"    {state} --> {act.to}: {act.words.zh}")
    lines += [f"    {state} --> [*]" for state in one.ends]
    return "\n".join(lines)


def _life(one: Procedure) -> str:
    rows = [_row(one, act) for act in one.life.steps.values()]
    head = "| 步骤 step | 谁 who | 从 from | 到 to | 须有 needs | 条件 only | 期限 clocks | 文书 letter |"
    return "\n".join(
        [
            f"## {one.life.of.zh} · {one.life.of.en}\n",
            f"```mermaid\n{diagram(one)}\n```\n",
            head,
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _row(one: Procedure, act: Act) -> str:
    who = "、".join(ROLE_WORDS[role].zh for role in ROLE_WORDS if role in act.who and not act.is_recorded_by(role))
    if any(act.is_recorded_by(role) for role in act.who):
        who += "（可补录）"
    if act.on_paper:
        who += "（书面提出的，经办人按收件日 `dated_on` 补录）"
    since = (
        "全部"
        if act.since == set(one.life.states)
        else "、".join(one.life.states[s].zh for s in one.life.states if s in act.since)
    )
    clocks = [f"起 {CLOCKS[name].words.zh}" for name in act.starts] + [
        f"止 {CLOCKS[name].words.zh}" for name in act.stops
    ]
    cells = (
        f"**{act.words.zh}** {act.words.en}",
        who,
        since,
        one.life.states[act.to].zh if act.to else "不变",
        " ".join(f"`{name}`" for name in act.needs),
        "；".join(GUARDS[name].words.zh for name in act.guards),
        "；".join(clocks),
        f"`{act.letter}`" if act.letter else "",
    )
    return "| " + " | ".join(cells) + " |"


def _clocks() -> str:
    rows = [_clock(one) for one in CLOCKS.values()]
    return "\n".join(
        ["## 期限 · Clocks\n", "自次日起算，工作日。 Counted from the day after, in working days.\n",
         "| 期限 clock | 天 days | 依据 article | 逾期 once it is over |", "| --- | --- | --- | --- |", *rows]
    )  # fmt: skip


def _clock(one: Clock) -> str:
    over = {
        "": "催办、上报 chased, goes up",
        "accept": "视为受理 taken for accepted",
        "no hearing": "视为放弃听证 no hearing is held",
    }
    return f"| {one.words.zh} {one.words.en} | {one.days} | {one.article} | {over[one.silence]} |"


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
