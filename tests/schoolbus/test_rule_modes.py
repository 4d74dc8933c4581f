"""A new installation begins in trial, an older one goes on as it was, and the command line switches."""

import psycopg
import pytest

from core.settings import Settings
from rules.catalogue import RULES
from schoolbus.migrate import upgrade
from schoolbus.rule_modes import install, listed, switch


def modes(url: str) -> list[tuple[str, str]]:
    """(rule, mode) of every row, in order."""
    with psycopg.connect(url) as connection:
        return [(str(a), str(b)) for a, b in connection.execute("SELECT rule, mode FROM rule_mode ORDER BY id")]


def test_in_a_new_database_every_rule_begins_in_trial(empty_database_url: str) -> None:
    """On its first day no permit is in the system. A second start changes nothing."""
    install(empty_database_url)
    begun = modes(empty_database_url)
    assert sorted(begun) == sorted((rule.id, "trial") for rule in RULES)
    install(empty_database_url)
    assert modes(empty_database_url) == begun


def test_a_service_that_ran_before_there_were_modes_goes_on_with_all_rules_on(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    install(empty_database_url)
    assert modes(empty_database_url) == []


def test_the_command_line_switches_and_lists(database_url: str) -> None:
    """What was switched is listed; a rule that is none, no source and a mode that is none are refused in a sentence."""
    settings = Settings(database_url=database_url)
    switch(settings, rules=["R23"], to="off", operator=None, source="局务会")
    lines = listed(settings).splitlines()
    assert len(lines) == len(RULES)
    assert [line.split()[1] for line in lines if line.startswith("R23")] == ["off"]
    for wrong in (
        {"rules": ["R99"], "to": "on", "source": "x"},
        {"rules": ["R23"], "to": "loud", "source": "x"},
        {"rules": ["R23"], "to": "on", "source": ""},
        {"rules": ["R23"], "to": "on", "source": "x", "operator": "nobody"},
    ):
        with pytest.raises(ValueError, match=r".+"):
            switch(settings, **{"operator": None, **wrong})  # type: ignore[arg-type]
