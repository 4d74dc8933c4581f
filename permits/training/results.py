"""A result goes into a seat by one function, whoever says it: the organiser who types it, or an examination handed in."""

from permits.training.models import TrainingCourse, TrainingSeat


def reaches(course: TrainingCourse, score: int | None) -> bool:
    """Whether a score passes the course's examination; a course without one is passed with any."""
    return course.pass_mark is None or (score is not None and score >= course.pass_mark)


def enter(seat: TrainingSeat, course: TrainingCourse, *, hours: float, score: int | None) -> None:
    """Hours and score; passed with the hours of the course and its mark."""
    seat.hours, seat.score = hours, score
    seat.passed = reaches(course, score) and hours >= course.hours
