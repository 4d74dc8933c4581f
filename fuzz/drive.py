"""One target under Atheris, which is libFuzzer: `python -m fuzz.drive TARGET [options of libFuzzer] [folders]`."""

import os
import sys
import warnings

import atheris

# what is instrumented tells the fuzzer which inputs reach new ground: ours, and the reader of odd sentences
with atheris.instrument_imports(include=["gps_ingest", "fleet", "pynmea2"]):
    from fuzz.targets import TARGETS

GENTLE = 10


def main() -> None:
    """Feed the target until an option of libFuzzer ends it, or a find."""
    program, name, *options = sys.argv
    os.nice(GENTLE)
    warnings.simplefilter("error")  # as in the suite
    atheris.Setup([program, *options], TARGETS[name].feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
