"""What others see of a person's telephone number."""

import pytest

from fleet.people import masked


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("0518-8231", "*********"), ("110", "***"), ("", ""), (None, None)],
)
def test_the_middle_of_a_number_is_hidden_and_a_short_one_whole(phone: str | None, shown: str | None) -> None:
    assert masked(phone) == shown
