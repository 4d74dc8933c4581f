"""`python -m schoolbus` is `schoolbus`."""

from schoolbus.cli import main

main()
