"""What the API takes and gives of the rules' modes and of their dated parameters."""

from typing import Annotated, Literal

from pydantic import Field

from core.shapes import INT_MAX, Id, In, Out, Utc
from fleet.schemas import TimeInReach

Mode = Literal["off", "trial", "on"]
RuleId = Annotated[str, Field(pattern=r"^R\d{2}$")]
Source = Annotated[str, Field(min_length=1, max_length=400)]


class ModeIn(In):
    """Rules switched together, for the district or one operator, from now or a later moment; who decided is the source."""

    rules: Annotated[list[RuleId], Field(min_length=1, max_length=100)]
    mode: Mode
    organisation_id: Annotated[int | None, Field(ge=1, le=INT_MAX)] = None
    since: TimeInReach | None = None
    source: Source


class ModeRowOut(Out):
    """One row of a rule's history; `by` is null where the program itself wrote it."""

    mode: Mode
    since: Utc
    source: str
    by: str | None
    organisation_id: Id | None
    organisation_name: str | None


class OwnModeOut(Out):
    """What a rule is for one operator now, where that has a mode of its own."""

    organisation_id: Id
    organisation_name: str
    mode: Mode
    since: Utc


class RuleModeOut(Out):
    """What a rule is now: for the district (`since` null: nobody has said, so it is on), for single operators, and before.

    `would_have` is how many findings in trial it made in the last seven days, `raised` how many real ones.
    """

    rule: str
    mode: Mode
    since: Utc | None
    operators: list[OwnModeOut]
    history: list[ModeRowOut]
    would_have: int
    raised: int


class RuleModes(Out):
    """All rules that positions are judged by."""

    days: int
    items: list[RuleModeOut]


class ParameterIn(In):
    """A dated value: what, from when (now if not given), and who says so."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    value: Annotated[float, Field(allow_inf_nan=False)]
    since: TimeInReach | None = None
    source: Source


class ParameterRowOut(Out):
    """One dated value."""

    value: float
    since: Utc
    source: str


class ParameterOut(Out):
    """A parameter: its value now, the program's own with its source, between what it may lie, and all dated values.

    A value or bound is null where nothing limits.
    """

    name: str
    rule: str | None
    unit: str
    value: float | None
    default: float | None
    source: str
    least: float | None
    most: float | None
    history: list[ParameterRowOut]


class Parameters(Out):
    """Every parameter there is."""

    items: list[ParameterOut]
