"""docs/settings.md says what the code says."""

from core.settings import Settings
from core.settings_page import PAGE, page


def test_the_page_of_settings_is_made_from_the_settings() -> None:
    """`make docs` writes it; a setting changed without it fails here."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_setting_says_what_it_is_for() -> None:
    """Name, what it takes, default and purpose: no cell of the page is empty."""
    assert all(field.description for field in Settings.model_fields.values())
    for row in page().splitlines():
        if row.startswith("| `"):
            assert all(cell.strip() for cell in row.strip("|").split(" | ")), row
