"""What a device may be called, where its protocol has a say in that."""

import re

from core.errors import Text

PHONE = re.compile(r"[1-9][0-9]{3,19}")
A_PHONE = Text(
    "JT/T 808 终端填终端手机号：4 至 20 位数字，不含前导零",
    "is the terminal's phone number: 4 to 20 figures, without leading zeros",
)


def unfit(protocol: str, device_id: str | None) -> Text | None:
    """Why a device of this protocol cannot be called so (None: that one is made for it); None where it can.

    A terminal of JT/T 808 says nothing but its phone number, of which the doors drop leading zeros.
    """
    if protocol == "jt808" and (device_id is None or PHONE.fullmatch(device_id) is None):
        return A_PHONE
    return None
