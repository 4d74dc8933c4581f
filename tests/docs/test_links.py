"""Whoever follows a link in our documents arrives somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.tracked import ROOT, tracked_files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^(?:    [^\n]*|```.*?^```)$", re.MULTILINE | re.DOTALL)
DOCUMENTS = [file for file in tracked_files() if file.suffix == ".md"]


def links(document: Path) -> list[str]:
    """The targets of a document's links, but for those out into the world."""
    found = LINK.findall(CODE.sub("", document.read_text(encoding="utf-8")))
    return [target for target in found if not target.startswith(("http://", "https://", "mailto:"))]


def anchors(document: Path) -> set[str]:
    """The names of a document's headings, as GitHub and Gitee make them."""
    words = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in HEADING.findall(document.read_text("utf-8")))
    return {re.sub(r"\s", "-", each.strip()) for each in words}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file_that_exists(document: Path) -> None:
    """Also to the heading that it names."""
    for target in links(document):
        name, _, anchor = target.partition("#")
        file = document if not name else (document.parent / name).resolve()
        assert file.exists(), f"{target} leads nowhere"
        assert file.is_relative_to(ROOT), f"{target} leads out of the repository"
        if anchor:
            assert anchor in anchors(file), f"{file.name} has no heading {anchor}"


def test_the_readme_in_each_language_names_the_two_commands_first() -> None:
    """Whoever comes for the first time needs two commands and a picture, in this order."""
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        demo, test, picture, heading = (text.index(each) for each in ("make demo", "make test", "![", "\n## "))
        assert demo < test < picture < heading


def test_decisions_are_numbered_and_dated() -> None:
    """A decision is one screen with its number and its date."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))
    for file in decisions:
        first, _, date = file.read_text(encoding="utf-8").splitlines()[:3]
        assert first.startswith(f"# {file.name[:4]} ")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)
