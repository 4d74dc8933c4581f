"""Every parameter that a district may date, with its unit, the program's own value, its source, and between what it may lie."""

from dataclasses import dataclass
from math import inf, isinf

from rules.catalogue import RULES
from rules.parameters import DEFAULTS

# By the last part of a name: unit, least, most. What no receiver, office or law could mean is refused as a slip of the pen.
BOUNDS: dict[str, tuple[str, float, float]] = {
    "seconds": ("s", 0, 3_600),
    "metres": ("m", 0, 5_000),
    "fixes": ("fixes", 1, 100),
    "calm_s": ("s", 0, 3_600),
    "gap_s": ("s", 1, 86_400),
    "pupils": ("pupils", 0, 200),
    "events": ("events", 2, 100),
    "credit": ("passages", 0, 1_000),
    "_mps2": ("m/s²", 0.5, 9),
    "_kmh": ("km/h", 0, 120),
    "_m": ("m", 1, 5_000),
    "_s": ("s", 1, 86_400),
    "_min": ("min", 0, 1_440),
    "_h": ("h", 0, 24),
    "_years": ("years", 16, 80),
}
PATIENCE = ("seconds", "metres", "fixes", "calm_s", "gap_s")
PATIENCE_SOURCE = "the program's own: how long a breach must last before it counts, and when it is over"


@dataclass(frozen=True, slots=True)
class Known:
    """A parameter: `rule` is the rule that it belongs to (None: several); `default` is infinite where nothing limits."""

    name: str
    rule: str | None
    unit: str
    default: float
    source: str
    least: float
    most: float

    @property
    def whole(self) -> bool:
        """A number of things, of which there are no halves."""
        return self.unit in ("fixes", "years", "pupils", "events", "passages")

    def fits(self, value: float) -> bool:
        """Whether a value may be set."""
        return self.least <= value <= self.most and (not self.whole or value == int(value))


def _of(name: str, default: float, source: str) -> Known:
    rule, _, short = name.rpartition(".")
    ending = next((each for each in BOUNDS if short == each or (each.startswith("_") and short.endswith(each))), None)
    unit, least, most = BOUNDS[ending] if ending is not None else ("", -inf, inf)
    return Known(name, rule or None, unit, default, source, least, most)


def _all() -> dict[str, Known]:
    patience = {
        f"{rule.id}.{limit}": (float(getattr(rule.patience, limit)), PATIENCE_SOURCE)
        for rule in RULES
        for limit in PATIENCE
    }
    return {name: _of(name, *value) for name, value in sorted({**patience, **DEFAULTS}.items())}


KNOWN: dict[str, Known] = _all()


def finite(value: float) -> float | None:
    """A value as an answer gives it; None where nothing limits."""
    return None if isinf(value) else value
