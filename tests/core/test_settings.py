"""Settings: what production refuses, and that every one is documented."""

from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from core.database import SCHEMA_REVISION
from core.deps import origin_of
from core.errors import NotSetUp
from core.settings import DEVELOPMENT_SECRET, DemoAccount, Settings

GOOD = SecretStr("0123456789abcdef0123456789abcdef")


def test_production_refuses_the_secret_that_everybody_knows() -> None:
    with pytest.raises(ValidationError, match="SCHOOLBUS_SECRET_KEY"):
        Settings(environment="production")
    with pytest.raises(ValidationError, match="SCHOOLBUS_SECRET_KEY"):
        Settings(environment="production", secret_key=SecretStr("short"))
    with pytest.raises(ValidationError, match="SCHOOLBUS_PERSONAL_KEY"):
        Settings(environment="production", secret_key=GOOD)
    Settings(environment="production", secret_key=GOOD, personal_key=GOOD)


def test_production_refuses_demo_accounts() -> None:
    demo = (DemoAccount(username="admin", password="demo-admin", role="admin"),)
    with pytest.raises(ValidationError, match="demo accounts"):
        Settings(environment="production", secret_key=GOOD, personal_key=GOOD, demo_accounts=demo)


def test_settings_come_from_the_environment_and_never_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", "postgresql://u:p%40@db:5433/bus?sslmode=require")
    monkeypatch.setenv("SCHOOLBUS_SILENT_AFTER_S", "120")
    monkeypatch.setenv("SCHOOLBUS_DEMO_ACCOUNTS", '[{"username": "a", "password": "b", "role": "admin"}]')
    settings = Settings()
    assert settings.sqlalchemy_url == "postgresql+psycopg://u:p%40@db:5433/bus?sslmode=require"
    assert settings.silent_after_s == 120
    assert settings.demo
    with pytest.raises(ValidationError):
        settings.silent_after_s = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("TIMEZONE", "Asia/Nowhere"),
        ("HTTP_PORT", "70000"),
        ("SESSION_HOURS", "0"),
        ("TILES_DATUM", "mars"),
        ("PARKED_RETENTION_DAYS", "0"),
        ("PUBLIC_ORIGIN", "bus.example/verify"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SCHOOLBUS_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"http_host": "0.0.0.0", "public_origin": "https://bus.example"}, "https://bus.example"),  # noqa: S104
        ({"public_origins": frozenset({"https://b.example", "https://a.example"})}, "https://a.example"),
        (
            {"public_origin": "https://c.example", "public_origins": frozenset({"https://a.example"})},
            "https://c.example",
        ),
    ],
)
def test_what_is_printed_leads_where_the_settings_say(told: dict[str, Any], origin: str) -> None:
    assert origin_of(Settings(**told)) == origin
    assert told.get("public_origin") in {None, *Settings(**told).own_origins}


def test_a_service_that_listens_everywhere_prints_no_code_until_it_is_told_its_address() -> None:
    with pytest.raises(NotSetUp, match="SCHOOLBUS_PUBLIC_ORIGIN"):
        origin_of(Settings(http_host="0.0.0.0"))  # noqa: S104


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_secrets_do_not_show_in_the_log() -> None:
    assert DEVELOPMENT_SECRET not in repr(Settings())


def test_the_program_names_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory("schoolbus/migrations").get_current_head() == SCHEMA_REVISION
