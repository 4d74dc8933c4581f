"""How imports are reached: by those who make them, and by the auditor."""

from sqlalchemy import true

from core.access import Way

WAYS: tuple[Way, ...] = (
    Way(
        "register_import",
        frozenset({"admin", "clerk", "auditor"}),
        lambda _viewer, _facts: True,
        lambda _viewer: true(),
    ),
)
