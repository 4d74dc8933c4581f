"""The inputs that a decoder once broke on, or nearly did: a folder for each target of `fuzz`, a file for each input."""

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def inputs() -> dict[str, bytes]:
    """Every input, by target and name."""
    return {f"{file.parent.name}/{file.name}": file.read_bytes() for file in sorted(CORPUS.glob("*/*"))}
