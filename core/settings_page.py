"""docs/settings.md, made from the settings themselves: `python -m core.settings_page` writes it, a test holds it to the code."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import annotated_types
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from core.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
HEAD = """# Settings

Made from `core/settings.py` by `make docs`; do not edit. Each is an environment variable, read once when a process starts; what
cannot be is refused then, in one sentence. Units are in the names: `_s` seconds, `_ms` milliseconds, `_bytes` bytes.

Tolerances of the rules are no settings of the program: they are dated rows of the table `parameter`, listed in
[rules.md](rules.md#parameters).

| variable | takes | default | what for |
| --- | --- | --- | --- |
"""
UNITS = {
    "_s": "seconds", "_ms": "milliseconds", "_bytes": "bytes", "_hours": "hours", "_days": "days", "_port": "port",
    "_zoom": "zoom level",
}  # fmt: skip
KINDS = {"bool": "true or false", "int": "whole number", "float": "number", "str": "text", "Path": "path"}


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in _rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    prefix = Settings.model_config.get("env_prefix", "")
    for name, field in Settings.model_fields.items():
        yield f"`{(prefix + name).upper()}`", _takes(name, field), _default(field), field.description or ""


def _takes(name: str, field: FieldInfo) -> str:
    """What may stand there, with its unit and its bounds."""
    unit = next((unit for suffix, unit in UNITS.items() if f"_{name}".endswith(suffix)), None)
    return ", ".join(part for part in (_kind(field.annotation), unit, _bounds(field)) if part)


def _kind(annotation: Any) -> str:
    inner = [each for each in get_args(annotation) if each is not NoneType]
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{each}`" for each in inner)
    if get_origin(annotation) is tuple and Ellipsis not in inner:
        return f"JSON: {len(inner)} numbers"
    if get_origin(annotation) in (tuple, frozenset):
        return "JSON: a list"
    if len(inner) == 1:
        return _kind(inner[0])
    return "text, secret" if annotation is SecretStr else KINDS[annotation.__name__]


def _bounds(field: FieldInfo) -> str:
    said = {
        annotated_types.Ge: "at least {}", annotated_types.Gt: "more than {}",
        annotated_types.Le: "at most {}", annotated_types.Lt: "less than {}",
    }  # fmt: skip
    names = {annotated_types.Ge: "ge", annotated_types.Gt: "gt", annotated_types.Le: "le", annotated_types.Lt: "lt"}
    bounds = [(kind, bound) for bound in field.metadata for kind in said if isinstance(bound, kind)]
    return ", ".join(said[kind].format(f"{getattr(bound, names[kind]):,}") for kind, bound in bounds)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "none: must be given"
    if isinstance(value, SecretStr):
        return "none that production takes"
    if value in (None, "", (), frozenset()):
        return "not set"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple | frozenset):
        value = json.dumps(list(value) if isinstance(value, tuple) else sorted(value))  # as the environment takes it
    return f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
