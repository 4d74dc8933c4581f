"""`schoolbus up`, its servers on any ports: no other stack of the machine is to take that of a server that was killed."""

from schoolbus.runner import run_up
from schoolbus.stack.stack import ANY_PORTS

if __name__ == "__main__":
    run_up(ANY_PORTS)
