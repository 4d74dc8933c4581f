"""Number plates of the mainland (GA 36) in one spelling, whatever width, dots and blanks they were written with. Pure.

What is none is refused with the reason. Letters I and O are on no plate; six signs behind the district's letter are those
of a new-energy vehicle.
"""

import re
from dataclasses import dataclass

from core.errors import Text
from fleet.service import plain_plate

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
LETTER = "[A-HJ-NP-Z]"
SIGN = "[A-HJ-NP-Z0-9]"
BATTERY = "[A-HJK]"  # A-E driven by electricity alone, F-K not alone
FORMS: dict[str, re.Pattern[str]] = {
    "ordinary": re.compile(f"[{PROVINCES}]{LETTER}{SIGN}{{5}}"),
    "new_energy_small": re.compile(f"[{PROVINCES}]{LETTER}{BATTERY}{SIGN}[0-9]{{4}}"),
    "new_energy_large": re.compile(f"[{PROVINCES}]{LETTER}[0-9]{{5}}{BATTERY}"),
    "special": re.compile(f"[{PROVINCES}]{LETTER}{SIGN}{{4}}[学警挂领港澳]"),
}
LIKE = {"I": "1", "O": "0"}


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate in our one spelling (苏G12345), and its form: a key of FORMS."""

    plain: str
    form: str


def spelled(text: str) -> str:
    """As every plate is compared here: half width, capitals, no dots, no blanks."""
    return plain_plate(text)


def plate_of(text: str) -> Plate | Text:
    """The plate that somebody wrote or a camera read, or why it is none."""
    plain = spelled(text)
    for form, pattern in FORMS.items():
        if pattern.fullmatch(plain):
            return Plate(plain, form)
    return _why_not(plain)


def _why_not(plain: str) -> Text:
    if not plain:
        return Text("请填写号牌", "give the plate")
    wrong = "、".join(f"{letter}（是否为 {LIKE[letter]}）" for letter in LIKE if letter in plain[1:])
    wrong_en = ", ".join(f"{letter} (is it {LIKE[letter]}?)" for letter in LIKE if letter in plain[1:])
    reasons = (
        (
            plain[0] not in PROVINCES,
            Text("应以省、自治区、直辖市简称开头，例如 苏G12345", "begins with the sign of a province, like 苏G12345"),
        ),
        (
            len(plain) not in (7, 8),
            Text(
                f"应为 7 位（新能源 8 位），现为 {len(plain)} 位",
                f"has 7 characters (8 of a new-energy vehicle), not {len(plain)}",
            ),
        ),
        (bool(wrong), Text(f"号牌中没有字母 {wrong}，请核对", f"no plate has the letter {wrong_en}: look again")),
        (re.match(LETTER, plain[1:2]) is None, Text("第二位应为字母", "has a letter in its second place")),
        (
            len(plain) == 8,
            Text(
                "8 位应为新能源号牌：序号首位（小型车）或末位（大型车）为 A–H、J、K，其余按规定为数字",
                "of 8 characters is a new-energy plate: A-H, J or K first (small) or last (large) of its number",
            ),
        ),
    )
    otherwise = Text("含有号牌中不会出现的字符", "holds a character that no plate has")
    return next((said for holds, said in reasons if holds), otherwise)


def neighbours(plain: str) -> list[str]:
    """The patterns of a plate with one place left open: two plates that share one differ in a single character."""
    return [f"{plain[:place]}*{plain[place + 1 :]}" for place in range(len(plain))]
