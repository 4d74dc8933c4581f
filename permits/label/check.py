"""Verify a label without a network: `python -m permits.label.check CODE --key FILE`.

CODE is what was scanned, the whole address or its last part. FILE is what /api/v1/public/keys answered, saved at any time before.
Exit code 0: the signature is genuine. Whether the label was revoked since cannot be told without a network.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core import clock
from core.settings import get_settings
from permits.label.code import BadCodeError, Opened, opened
from permits.label.keys import key_id, verifies

GENUINE, FORGED = 0, 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be told of a code by the public keys alone; `problem` is empty when its signature is genuine."""

    opened: Opened | None
    problem: str


def checked(code: str, keys: dict[str, bytes]) -> Checked:
    """A code against public keys by id; `problem` is one of malformed, unknown_key, wrong_signature."""
    try:
        found = opened(code)
    except BadCodeError:
        return Checked(None, "malformed")
    public = keys.get(found.said.key_id)
    if public is None:
        return Checked(found, "unknown_key")
    return Checked(found, "" if verifies(public, found.signature, found.signed) else "wrong_signature")


def keys_of(text: str) -> dict[str, bytes]:
    """The public keys of a saved answer of /api/v1/public/keys, each under the id that follows from it."""
    keys = [bytes.fromhex(one["public"]) for one in json.loads(text)["keys"]]
    return {key_id(one): one for one in keys}


def told(found: Checked, today: date) -> str:
    """The answer in both languages."""
    if found.opened is None or found.problem:
        return f"签名不真实，不可信（{found.problem}）。 Not genuine: do not trust it ({found.problem})."
    said = found.opened.said
    over = "" if said.valid_from <= today <= said.valid_to else "  今天不在有效期内 not within its validity today"
    lines = [f"  {one.name}  {' '.join(one.times)}" for one in said.lines]
    more = [f"  另有 {said.lines_left_out} 条线路 more lines"] if said.lines_left_out else []
    return "\n".join(
        (
            f"签名真实 Genuine signature  {said.key_id}",
            f"号牌 plate  {said.plate}",
            f"许可 permit  {said.permit_number}  v{said.version}",
            f"标牌 sign  {said.sign_number}",
            f"标贴 label  {said.serial}  {said.issuer}",
            f"有效期 valid  {said.valid_from} – {said.valid_to}{over}",
            *lines,
            *more,
            "此后是否被撤销、换发，无网络不能判断。 Whether it was revoked or replaced since cannot be told without a network.",
        )
    )


def main(arguments: list[str]) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m permits.label.check", description=__doc__)
    parser.add_argument("code")
    parser.add_argument("--key", required=True, type=Path, help="a saved answer of /api/v1/public/keys")
    given = parser.parse_args(arguments)
    found = checked(given.code.rstrip("/").rsplit("/", maxsplit=1)[-1], keys_of(given.key.read_text()))
    sys.stdout.write(told(found, clock.today(get_settings().zone)) + "\n")
    return FORGED if found.problem else GENUINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
