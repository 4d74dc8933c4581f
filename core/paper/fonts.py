"""Find a font with Chinese glyphs: the setting, else what fontconfig knows, else where systems keep it; a clear error else."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import NotSetUp
from core.settings import Settings

NAMES = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei")
PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
SIMPLIFIED = 2  # the index of SC in NotoSansCJK's collection
ASK_S = 10.0


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and which face of it where it is a collection."""

    file: Path
    face: int


def chinese_font(settings: Settings) -> Font:
    """The font that papers are set in. Raises NotSetUp where there is none."""
    if settings.pdf_font is not None:
        if not settings.pdf_font.is_file():
            raise _none(f"SCHOOLBUS_PDF_FONT = {settings.pdf_font}")
        return Font(settings.pdf_font, 0)
    found = _asked() or _looked()
    if found is None:
        raise _none("fontconfig")
    return found


def _none(where: str) -> NotSetUp:
    return NotSetUp(
        "no_font",
        zh=f"没有可用的中文字体（{where}），不能生成案卷。请管理员安装 fonts-noto-cjk，或用 SCHOOLBUS_PDF_FONT 指定字体文件。",
        en=f"There is no Chinese font here ({where}), so no paper can be made. Install fonts-noto-cjk, or set SCHOOLBUS_PDF_FONT.",
    )


@lru_cache(maxsize=1)
def _asked() -> Font | None:
    """What fontconfig has under one of the names, and not merely the nearest to it."""
    program = shutil.which("fc-match")
    for name in NAMES if program else ():
        asked = [str(program), "-f", "%{family}\t%{file}\t%{index}", f"{name}:style=Regular"]
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=ASK_S, check=False).stdout
        family, _, rest = answer.partition("\t")
        file, _, index = rest.partition("\t")
        if name in family and Path(file).is_file():
            return Font(Path(file), int(index or 0) & 0xFFFF)
    return None


def _looked() -> Font | None:
    for place in PLACES:
        if Path(place).is_file():
            return Font(Path(place), SIMPLIFIED if "Noto" in place else 0)
    return None
