"""How long what the watch plans or declares may last: it has an end, and one that people live to see."""

from datetime import datetime, timedelta

from core.errors import Invalid, Text, field

LONGEST = timedelta(days=3660)  # ten years


def check_end(since: datetime, until: datetime, begins: Text) -> None:
    """That it ends after its beginning (`begins` in words) and within ten years. Raises Invalid on `until`."""
    if until <= since:
        raise Invalid(field("until", zh=f"应晚于{begins.zh}", en=f"must be later than {begins.en}"))
    if until - since > LONGEST:
        raise Invalid(field("until", zh="最长十年", en="at most ten years"))
