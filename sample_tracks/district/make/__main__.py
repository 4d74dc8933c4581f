"""Rebuilds the demo district and the base layer: `python -m sample_tracks.district.make` at the root of the repository."""

import json
from pathlib import Path
from typing import Any

from sample_tracks.district.make.build import BASE_LAYER, build

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    for name, value in build().items():
        text = (
            json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n" if name == BASE_LAYER else _rows(value)
        )
        (ROOT / name).write_text(text, encoding="utf-8")


def _rows(value: Any) -> str:
    """One row a line, so that a change shows as a small difference."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(_compact(row) for row in value) + "\n]\n"
    return "{\n" + ",\n".join(f"{_compact(key)}: {_block(part)}" for key, part in value.items()) + "\n}\n"


def _block(part: Any) -> str:
    if isinstance(part, list) and part:
        return "[\n  " + ",\n  ".join(_compact(row) for row in part) + "\n ]"
    return _compact(part)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


if __name__ == "__main__":
    main()
