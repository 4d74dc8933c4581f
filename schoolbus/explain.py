"""One clear sentence for any error that reaches the command line."""

import psycopg
import redis
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from schoolbus.stack.errors import StackError

# The first type that fits says the sentence; `{why}` is the first line of the error, `{file}` the file it names.
SENTENCES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((StackError,), "{all}"),
    (
        (psycopg.OperationalError, OperationalError),
        "the database does not answer ({why}): `schoolbus up` starts one, SCHOOLBUS_DATABASE_URL names your own",
    ),
    ((redis.ConnectionError,), "Redis does not answer ({why}): `schoolbus up` starts a private one"),
    ((ConnectionError,), "no connection: {why}"),
    ((ModuleNotFoundError,), "this part is not installed: {why}"),
    ((FileNotFoundError,), "there is no {file}"),
    ((PermissionError,), "you may not touch {file}"),
)
UNKNOWN = "{kind}: {why} (the whole story is in log/errors.log of the data directory)"


def sentence(error: Exception) -> str:
    """What happened and what to do, for the person at the keyboard."""
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'the setting ' + _setting(each['loc']) + ' is wrong: ' if each['loc'] else ''}{each['msg']}"
            for each in error.errors()
        )
    form = next((form for kinds, form in SENTENCES if isinstance(error, kinds)), UNKNOWN)
    return form.format(
        all=str(error),
        why=(str(error).strip().splitlines() or ["it gave no reason"])[0],
        file=getattr(error, "filename", None),
        kind=type(error).__name__,
    )


def _setting(where: tuple[int | str, ...]) -> str:
    return "SCHOOLBUS_" + "_".join(str(part) for part in where).upper()
