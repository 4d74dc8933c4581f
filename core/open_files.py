"""How many files and connections this process may hold open."""

import resource


def allow_most() -> int:
    """Raise the limit to the most that the system lets us have, and return it: each connection of a device is an open file."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
