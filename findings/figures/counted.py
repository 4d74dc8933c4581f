"""What is counted: findings that were told, without those in trial; and the cases that hold them. One place for page and list.

A figure and the list behind it are made of the same conditions, so they cannot differ.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select

from core.access import Viewer, visible
from findings.desk.models import CaseFinding, DeskCase
from findings.desk.rates import given, running
from findings.desk.steps import WAITING
from findings.figures.ask import Ask, By, Only
from findings.models import Finding
from fleet.models import Line, LineVersion, Vehicle
from geofences.models import Place
from runs.models import Run, RunProgress

# the school whose pupils the run carries; of a bus on no run the school that owns it
SCHOOL = func.coalesce(Line.school_id, Vehicle.school_id)
KEYS: dict[By, ColumnElement[Any]] = {
    "operator": Vehicle.operator_id.expression,
    "school": SCHOOL,
    "driver": Run.driver_id.expression,
    "rule": Finding.rule.expression,
    "place": Place.key.expression,
}


def from_findings(*columns: Any, only: Only, by: By | None = None) -> Select[*tuple[Any, ...]]:
    """Columns of findings, joined with what the grouping and the filters need and no more."""
    needed = {by, *(name for name in ("operator", "school", "driver") if getattr(only, f"{name}_id") is not None)}
    statement = select(*columns).select_from(Finding)
    if needed & {"operator", "school"}:
        statement = statement.join(Vehicle, Vehicle.id == Finding.vehicle_id)
    if needed & {"school", "driver"}:
        statement = statement.outerjoin(Run, Run.id == Finding.run_id)
    if "school" in needed:
        statement = statement.outerjoin(LineVersion, LineVersion.id == Run.line_version_id)
        statement = statement.outerjoin(Line, Line.id == LineVersion.line_id)
    if by == "place" or only.place is not None:
        statement = statement.outerjoin(Place, Place.id == Finding.place_id)
    return statement.where(*_only(only))


def _only(only: Only) -> list[ColumnElement[bool]]:
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (only.operator_id, Vehicle.operator_id == only.operator_id),
        (only.school_id, SCHOOL == only.school_id),  # noqa: SIM300 - a column
        (only.driver_id, Run.driver_id == only.driver_id),
        (only.rule, Finding.rule == only.rule),
        (only.severity, Finding.severity == only.severity),
        (only.place, Place.key == only.place),
    )
    return [condition for value, condition in asked if value is not None]


def told(viewer: Viewer) -> ColumnElement[bool]:
    """Findings of rules that were on, of those that the viewer may see."""
    return and_(visible(viewer, "finding"), ~Finding.trial)


def within(ask: Ask) -> ColumnElement[bool]:
    """That a finding began in the span."""
    return and_(Finding.began >= ask.begin, Finding.began < ask.end)


def within_before(ask: Ask) -> ColumnElement[bool]:
    """That a finding began in the span before."""
    return and_(Finding.began >= ask.before_begin, Finding.began < ask.before_end)


def within_both(ask: Ask) -> ColumnElement[bool]:
    """That a finding began in either: one stretch of the index, without what lies between them."""
    between = or_(Finding.began < ask.before_end, Finding.began >= ask.begin)
    return and_(Finding.began >= ask.before_begin, Finding.began < ask.end, between)


def rejected() -> Subquery:
    """The findings of cases that were rejected: nothing was wrong with the bus. For counting many at once."""
    return _rejected().subquery("rejected")


def is_rejected() -> ColumnElement[bool]:
    """That a finding is one of those, asked of each: for a page of a list."""
    return exists(_rejected().where(CaseFinding.finding_id == Finding.id).correlate(Finding))


def _rejected() -> Select[UUID]:
    return (
        select(CaseFinding.finding_id)
        .join(DeskCase, DeskCase.id == CaseFinding.case_id)
        .where(DeskCase.state == "rejected")
    )


def case_sets(ask: Ask) -> dict[str, ColumnElement[bool]]:
    """The sets of cases that are counted. The first three are of the moment, the others of those opened in the span."""
    opened = and_(DeskCase.opened_at >= ask.begin, DeskCase.opened_at < ask.end, *given())
    waiting = DeskCase.state.in_(WAITING)
    over = or_(DeskCase.handled_at.is_not(None), DeskCase.state.in_(("handled", "closed")))
    return {
        "open": waiting,
        "overdue": and_(waiting, DeskCase.due_at < ask.now),
        "unanswered": and_(
            waiting, DeskCase.answer_due_at.is_not(None), DeskCase.answered_at.is_(None), ~DeskCase.taken_over
        ),
        "given": opened,
        "running": and_(opened, running(ask.now)),
        "answered": and_(opened, DeskCase.answered_at.is_not(None)),
        "in_time": and_(opened, DeskCase.answered_at <= DeskCase.answer_due_at),
        "handled": and_(opened, over),
        "rejected": and_(opened, DeskCase.state == "rejected"),
    }


def of_cases(only: Only) -> list[ColumnElement[bool]]:
    """The filters on cases (joined with their vehicle): school, driver and place by a finding of the case."""
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (only.operator_id, Vehicle.operator_id == only.operator_id),
        (only.rule, DeskCase.rule == only.rule),
        (only.severity, DeskCase.severity == only.severity),
    )
    conditions = [condition for value, condition in asked if value is not None]
    inner = Only(school_id=only.school_id, driver_id=only.driver_id, place=only.place)
    if inner != Only():
        held = from_findings(CaseFinding.case_id, only=inner).join(CaseFinding, CaseFinding.finding_id == Finding.id)
        conditions.append(exists(held.where(CaseFinding.case_id == DeskCase.id, ~Finding.trial).correlate(DeskCase)))
    return conditions


def driven() -> ColumnElement[bool]:
    """That a run (joined with its progress) was driven: it has begun, whether it has ended or not."""
    return and_(~Run.cancelled, RunProgress.state.in_(("under_way", "ended")))


def of_runs(ask: Ask) -> list[ColumnElement[bool]]:
    """The runs of the span, joined with line and vehicle, that the filters leave."""
    only = ask.only
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (only.operator_id, Vehicle.operator_id == only.operator_id),
        (only.school_id, Line.school_id == only.school_id),
        (only.driver_id, Run.driver_id == only.driver_id),
    )
    conditions = [condition for value, condition in asked if value is not None]
    return [Run.day >= ask.first, Run.day <= ask.last, *conditions]
