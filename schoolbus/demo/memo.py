"""What the demo must remember between two starts: when its scenario began, and its devices' secrets; `demo.json`, for us alone."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

FILE = "demo.json"


@dataclass(frozen=True)
class Memo:
    """The scenario and the secrets.

    started_s      when the scenario began, seconds since 1970 UTC; None before the first
    heard_until_s  vehicle key -> the time of its last fix kept before that: the scenario's own begin later
    secrets        device id -> secret in clear text (the database has only hashes)
    """

    started_s: float | None = None
    heard_until_s: dict[str, float] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def begun(self, started_s: float, heard_until_s: dict[str, float]) -> "Memo":
        """The memo of a scenario that begins anew."""
        return replace(self, started_s=started_s, heard_until_s=heard_until_s)

    def save(self, data_dir: Path) -> None:
        """Replace the file at once; only its owner may read it."""
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = data_dir / f".{FILE}"
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump(asdict(self), out, indent=1)
        draft.replace(data_dir / FILE)


def load(data_dir: Path) -> Memo:
    """The memo, an empty one where there is none yet."""
    try:
        return Memo(**json.loads((data_dir / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Memo()
