"""Who looks at the figures, and what they ask."""

from dataclasses import replace
from datetime import date
from typing import Any

from core.access import Viewer
from findings.figures.ask import Ask, Only
from tests.findings.figures.counted_world import FIRST, LAST, NOW, ZONE
from web.access import make_access


def viewer(role: str = "officer", organisation_id: int | None = None) -> Viewer:
    """Somebody of a role, of an organisation."""
    return Viewer(
        account_id=1, username=role, display_name=role, role=role, organisation_id=organisation_id,
        organisation_kind=None, locale="zh-CN", session_id=1, access=make_access(),
    )  # fmt: skip


def asked(first: date = FIRST, last: date = LAST, only: Only | None = None, **more: Any) -> Ask:
    """The week of the counted world by operator and day, unless asked otherwise."""
    ask = Ask(first, last, "operator", "day", only or Only(), ZONE, NOW)
    return replace(ask, **more)
