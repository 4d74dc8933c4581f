"""How parked frames, unknown devices and other platforms are reached: by the offices alone, for nobody knows yet whose they are.

What else devices report is seen with their vehicle, what they are told with the device.
"""

from core.access import Way, everywhere

WAYS: tuple[Way, ...] = (everywhere("parked"), everywhere("unknown_device"), everywhere("platform"))
