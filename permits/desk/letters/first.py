"""Who may be the first to read a letter, which numbers it and keeps its text. Pure."""

from core.access import OFFICE, Viewer
from core.errors import Refused
from permits.procedure.acts import Act

AT_ONCE = frozenset({"receipt"})  # the program gives it to whoever hands in; no office signs it


def is_ready(viewer: Viewer, name: str, *, made: bool) -> bool:
    """Whether a letter can be read: by an office always, by others once an office has made it."""
    return made or name in AT_ONCE or viewer.role in OFFICE


def offered(viewer: Viewer, act: Act | None, *, made: bool) -> str | None:
    """The name of the letter that a step makes, None where it makes none or this viewer cannot read it yet."""
    return act.letter if act is not None and act.letter and is_ready(viewer, act.letter, made=made) else None


def refuse_early(viewer: Viewer, name: str) -> None:
    """Raise Refused for a reader who would number and date a letter of an office by reading it: that is the office's to do."""
    if not is_ready(viewer, name, made=False):
        raise Refused(
            "letter_not_made",
            zh="这份文书尚未由经办机关制作，请稍后再来，或联系教育局经办人。",
            en="The office has not made this letter yet. Look again later, or ask the bureau's clerk.",
        )
