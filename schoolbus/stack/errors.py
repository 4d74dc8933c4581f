"""What may go wrong with the private stack, each said in one sentence that tells the reader what to do."""


class StackError(Exception):
    """The private stack cannot do what was asked; the message is for the person at the keyboard."""


class ProgramMissingError(StackError):
    """A server program is not installed."""


class ServerFailedError(StackError):
    """A server did not start or did not answer; the message names its log."""


class AlreadyRunningError(StackError):
    """Another supervisor holds this data directory."""
