"""The life of a round as a table, and which steps of the procedure are taken of many files at once. Pure."""

from collections.abc import Mapping

from core.errors import Text
from core.steps import STAYS, Life, Step, step, table
from permits.procedure.acts import DESK, Act, Procedure
from permits.procedure.application import APPLICATION
from permits.procedure.consultation import POLICE_CONSULTATION, TRANSPORT_CONSULTATION
from permits.procedure.granted import SIGN

OFFICES = DESK | frozenset({"police", "transport", "government"})
CALLERS = DESK | frozenset({"police"})
ROUND: Life[Step] = Life(
    Text("批次", "a round"),
    {"open": Text("进行中", "open"), "closed": Text("已结束", "closed")},
    table(
        step("settle", "修改名称和目标日", "change name and day", DESK, "open", STAYS),
        step("inspections", "约定查验安排", "agree on inspections", CALLERS, "open", STAYS),
        step("put_in", "加入申请", "put files in", DESK, "open", STAYS),
        step("drop_out", "移出申请", "drop a file out", DESK, "open", STAYS, needs=("reason",)),
        step("act", "批量办理", "take a step of many", OFFICES, "open", STAYS),
        step("close", "结束批次", "close", DESK, "open", "closed"),
    ),
)
LIVES: Mapping[str, Procedure] = {
    "application": APPLICATION,
    "police": POLICE_CONSULTATION,
    "transport": TRANSPORT_CONSULTATION,
    "sign": SIGN,
}
OF_MANY: Mapping[str, tuple[str, ...]] = {
    "application": (
        "submit", "correct", "resubmit", "accept", "not_accept", "consult", "site_check", "pause", "resume", "recommend",
        "send_back", "grant", "refuse", "issue", "strike_off",
    ),
    "police": ("call", "absent", "present", "reply"),
    "transport": ("reply",),
    "sign": ("issue", "not_issue"),
}  # fmt: skip


def act_of(subject: str, name: str) -> Act | None:
    """The step of that life, where it is one that is taken of many; None otherwise."""
    return LIVES[subject].life.steps[name] if name in OF_MANY.get(subject, ()) else None
