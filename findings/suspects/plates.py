"""Number plates of the mainland (GA 36) in one spelling: full and half width, dots and blanks made alike; what is none is refused. Pure.

Letters I and O are on no plate; a plate of six figures or letters behind the district's letter is that of a new-energy vehicle.
"""

import re
import unicodedata
from dataclasses import dataclass

from core.errors import Text

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
SEPARATORS = re.compile(r"[\s·•・‧∙⋅.\-_—–－/\\]+")
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
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


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
    if plain[0] not in PROVINCES:
        return Text(
            "应以省、自治区、直辖市简称开头，例如 苏G12345", "begins with the sign of a province, like 苏G12345"
        )
    if len(plain) not in (7, 8):
        return Text(
            f"应为 7 位（新能源 8 位），现为 {len(plain)} 位",
            f"has 7 characters (8 of a new-energy vehicle), not {len(plain)}",
        )
    wrong = [letter for letter in LIKE if letter in plain[1:]]
    if wrong:
        zh = "、".join(f"{letter}（是否为 {LIKE[letter]}）" for letter in wrong)
        en = ", ".join(f"{letter} (is it {LIKE[letter]}?)" for letter in wrong)
        return Text(f"号牌中没有字母 {zh}，请核对", f"no plate has the letter {en}: look again")
    if not re.match(LETTER, plain[1]):
        return Text("第二位应为字母", "has a letter in its second place")
    if len(plain) == 8:
        return Text(
            "8 位号牌应为新能源号牌：序号首位（小型车）或末位（大型车）为字母 A–H、J、K，其余按规定为数字",
            "of 8 characters is a new-energy plate: A-H, J or K first (small vehicles) or last (large ones) of its number",
        )
    return Text("含有号牌中不会出现的字符", "holds a character that no plate has")


def neighbours(plain: str) -> list[str]:
    """The patterns of a plate with one place left open: two plates that share one differ in a single character."""
    return [f"{plain[:place]}*{plain[place + 1 :]}" for place in range(len(plain))]
