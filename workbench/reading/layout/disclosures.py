"""``<details>`` in Markdown: what a reader of the page opens is a section, and its ``<summary>`` the heading.

Example: ``<summary><code>POST</code> <code>/boats</code> — registers a boat</summary>`` is read like the heading
``#### `POST` `/boats` — registers a boat``.
"""

import re

from workbench.patterns import regex

_SUMMARY = regex(r"[ \t]*(?:<details[^>\n]{0,80}>\s{0,4})?<summary[^>\n]{0,80}>([^\n]{0,400}?)</summary>[ \t]*", re.I)
_TAG = regex(r"</?details[^>\n]{0,80}>|</?summary[^>\n]{0,80}>", re.I)
_CODE = regex(r"</?(?:code|kbd|tt)>", re.I)
_BOLD = regex(r"</?(?:b|strong)>", re.I)
_OTHER = regex(r"<[a-zA-Z/][^<>\n]{0,120}>")
_HEADING = regex(r"#{1,6}(?=\s)")


def open_disclosures(text: str) -> str:
    """Write every ``<summary>`` as a heading that is above those within its ``<details>``; lines keep their numbers."""
    if "<summary" not in text and "<SUMMARY" not in text:
        return text
    lines = text.split("\n")
    level = _level_within(lines)
    for number, line in enumerate(lines):
        low = line.lower()
        if "<summary" not in low and "details>" not in low:
            continue
        match = _SUMMARY.fullmatch(line)
        title = _plain(match[1]) if match else ""
        lines[number] = f"{'#' * level} {title}" if title else _TAG.sub("", line)
    return "\n".join(lines)


def _plain(html: str) -> str:
    return _OTHER.sub("", _BOLD.sub("**", _CODE.sub("`", html))).strip().lstrip("#").strip()


def _level_within(lines: list[str]) -> int:
    """Find the level for summaries: right above the highest heading that stands within any of them."""
    depth, levels = 0, [7]
    for line in lines:
        low = line.lower()
        depth += low.count("<details") - low.count("</details")
        if depth > 0 and (heading := _HEADING.match(line)):
            levels.append(len(heading[0]))
    return max(min(levels) - 1, 1)
