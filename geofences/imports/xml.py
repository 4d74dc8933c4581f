"""XML that strangers made, read without entities, without a document type and without more memory than the file's size asks."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from core.errors import Invalid, field

MOST_TAGS = 2_000_000  # an extract of 16 MiB in OpenStreetMap's own form has about half of it
DEEPEST = 100


def elements(data: bytes, *wanted: str) -> Iterator[ET.Element]:
    """Every element of these local names, each once it is whole, then forgotten; names without their namespace.

    Raises Invalid on `file` when it is no XML in UTF-8, or declares a document type (which alone could define entities).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad("XML 应为 UTF-8 编码", "must be XML in UTF-8") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise bad("文件含有不允许的文档类型声明", "declares a document type, which no table of places needs")
    if text.count("<") > MOST_TAGS:
        raise bad(f"文件标签超过 {MOST_TAGS:,} 个，请分成几份", f"has more than {MOST_TAGS:,} tags: send it in parts")
    depth = inside = 0
    try:
        for event, element in ET.iterparse(io.BytesIO(text.encode()), ("start", "end")):  # noqa: S314 - see above
            inside += 1 if event == "start" else -1
            if inside > DEEPEST:
                raise bad(f"标签嵌套超过 {DEEPEST} 层", f"is nested more than {DEEPEST} deep")
            element.tag = local(element.tag)
            if element.tag not in wanted:
                if event == "end" and depth == 0:
                    element.clear()
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                yield element
                element.clear()
    except (ET.ParseError, LookupError, ValueError) as error:  # an encoding that is not what it says it is
        raise bad(f"不是有效的 XML（{error}）", f"is no valid XML ({error})") from error


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def bad(zh: str, en: str) -> Invalid:
    """What is wrong with a file as a whole."""
    return Invalid(field("file", zh=zh, en=en))
