"""What a day is in a school: whose entry wins, whose terms hold, and by which weekday's timetable it goes."""

from datetime import date, time

from core.calendar import Calendar
from core.class_day import Decided
from core.school_days import SchoolDays, Scope, Special, school_days_of

SCHOOL, OTHER = 7, 8
MONDAY, SATURDAY, SUNDAY = date(2026, 11, 30), date(2026, 11, 28), date(2026, 11, 29)
WORKING_SATURDAY = date(2026, 10, 10)  # 调休 after the National Day of 2026
AUTUMN = (date(2026, 9, 1), date(2027, 1, 25))


def known(*days: tuple[Scope, date, Special], terms: tuple[tuple[Scope, date, date], ...] = ()) -> SchoolDays:
    """A calendar with these entries; the district's autumn term, if no terms are given."""
    return school_days_of(Calendar(), terms or ((None, *AUTUMN),), days)


def test_without_any_term_the_working_days_of_the_office_decide_and_it_is_said() -> None:
    days = school_days_of(Calendar(), (), ())
    assert (days.on(MONDAY).classes, days.on(MONDAY).decided) == (True, Decided.OFFICE)
    assert (days.on(SUNDAY).classes, days.on(SUNDAY).decided) == (False, Decided.OFFICE)


def test_a_working_day_is_a_class_day_from_the_first_to_the_last_day_of_a_term_and_no_longer() -> None:
    days = known()
    assert [days.on(day).classes for day in AUTUMN] == [True, True]
    assert not days.on(date(2026, 8, 31)).classes
    assert not days.on(date(2027, 1, 26)).classes
    assert not days.on(SATURDAY).classes


def test_a_schools_own_day_wins_over_that_of_its_stage_and_that_over_the_districts() -> None:
    entries: list[tuple[Scope, date, Special]] = [
        (None, MONDAY, Special(classes=False, note="大雾")),
        ("primary", MONDAY, Special(classes=True, ends_at=time(12))),
        (SCHOOL, MONDAY, Special(classes=True, note="照常")),
    ]
    days = known(*entries)
    assert days.on(MONDAY).decided is Decided.DISTRICT
    assert not days.on(MONDAY, school_id=OTHER, stage="kindergarten").classes
    assert days.on(MONDAY, school_id=OTHER, stage="primary").ends_at == time(12)
    own = days.on(MONDAY, school_id=SCHOOL, stage="primary")
    assert (own.classes, own.ends_at, own.decided, own.note) == (True, None, Decided.SCHOOL, "照常")


def test_an_examination_that_frees_one_stage_frees_no_other() -> None:
    days = known(("junior_middle", MONDAY, Special(classes=False)))
    assert not days.on(MONDAY, school_id=SCHOOL, stage="junior_middle").classes
    assert days.on(MONDAY, school_id=SCHOOL, stage="nine_year").classes
    assert days.on(MONDAY, school_id=SCHOOL).classes


def test_a_schools_own_term_stands_instead_of_the_districts_that_it_overlaps_and_of_no_other() -> None:
    spring = (date(2027, 2, 20), date(2027, 7, 3))
    days = known(terms=((None, *AUTUMN), (None, *spring), (SCHOOL, date(2026, 9, 7), date(2027, 1, 15))))
    assert days.on(date(2026, 9, 1), school_id=OTHER).classes
    assert not days.on(date(2026, 9, 1), school_id=SCHOOL).classes
    assert days.on(date(2026, 9, 7), school_id=SCHOOL).classes
    assert not days.on(date(2027, 1, 18), school_id=SCHOOL).classes
    assert days.on(date(2027, 3, 1), school_id=SCHOOL).classes


def test_a_term_of_the_school_alone_decides_for_it_while_others_go_by_the_office() -> None:
    days = known(terms=((SCHOOL, date(2026, 12, 7), date(2027, 1, 15)),))
    assert not days.on(MONDAY, school_id=SCHOOL).classes
    assert days.on(MONDAY, school_id=OTHER).decided is Decided.OFFICE


def test_a_make_up_saturday_goes_by_the_timetable_of_the_weekday_that_it_counts_as() -> None:
    day = known((None, SATURDAY, Special(classes=True, counts_as=4))).on(SATURDAY)
    assert (day.classes, day.weekday, day.unsaid) == (True, 4, False)


def test_of_a_working_saturday_it_is_said_that_nobody_told_which_weekday_it_counts_as() -> None:
    day = known().on(WORKING_SATURDAY)
    assert (day.classes, day.weekday, day.unsaid) == (True, 5, True)
    assert not known().on(MONDAY).unsaid
