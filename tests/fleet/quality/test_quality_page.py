"""docs/quality.md says what the code says."""

from fleet.quality.page import PAGE, page
from fleet.quality.reasons import NAMES, Reason


def test_the_page_of_quality_is_made_from_the_definitions() -> None:
    """`make docs` writes it; a definition changed without it fails here."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_reason_has_a_name_in_both_languages() -> None:
    assert set(NAMES) == set(Reason)
    assert all(any(ord(char) > 0x4E00 for char in name.zh) and name.en.isascii() for name in NAMES.values())
