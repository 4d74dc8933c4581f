"""web/ui/src/i18n/procedure.json: the words of states, steps and clocks as the page shows them, made from the tables. Pure.

`python -m permits.procedure.words` writes it; a test holds it.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.errors import Text
from permits.procedure.application import KIND_WORDS
from permits.procedure.clocks import CLOCKS
from permits.procedure.lives import PROCEDURES

FILE = Path(__file__).parents[2] / "web" / "ui" / "src" / "i18n" / "procedure.json"
LANGUAGES: Mapping[str, Callable[[Text], str]] = {
    "zh": lambda text: text.zh,
    "en": lambda text: text.en[0].upper() + text.en[1:],
}


def page_words() -> dict[str, Any]:
    """By language: the kinds of an application, each life's states and steps, the clocks."""
    return {language: _in(pick) for language, pick in LANGUAGES.items()}


def as_file(words: dict[str, Any]) -> str:
    """The file's text."""
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"


def _in(pick: Callable[[Text], str]) -> dict[str, Any]:
    def told(words: Mapping[str, Text]) -> dict[str, str]:
        return {name: pick(text) for name, text in words.items()}

    return {
        "kind": told(KIND_WORDS),
        "state": {one.name: told(one.life.states) for one in PROCEDURES},
        "step": {one.name: told({name: act.words for name, act in one.life.steps.items()}) for one in PROCEDURES},
        "clock": told({name: clock.words for name, clock in CLOCKS.items()}),
    }


if __name__ == "__main__":
    FILE.write_text(as_file(page_words()), encoding="utf-8")
