"""Coded passages in Markdown: Pandoc's bracketed spans, `[words]{#p1 .passage criterion=K1 stance=meets}`.

An inline rule for markdown-it-py. The attribute grammar is Pandoc's; unlike the plugins at hand it takes any letter and
sign in a value, and what looks like a span but is not one is reported instead of left as text. Why:
docs/decisions/0003.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_PART = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}="]+)|\.(?P<cls>[^\s{}="]+)|(?P<key>[^\s{}="#.]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s{}"]+)))"""
)
_END = re.compile(r"\s*\}")


@dataclass
class Attributes:
    """What stands between the braces of a span."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    error: str = ""


def parse_attributes(text: str, start: int) -> tuple[Attributes, int]:
    """Read attributes from just after `{`; give them and the offset after `}`.

    The error says what could not be read; the offset is then just after the next `}` or the end of the text.
    """
    found, position = Attributes(), start
    while not (end := _END.match(text, position)):
        match = _PART.match(text, position)
        if not match:
            return _broken(text, position)
        _add(found, match)
        position = match.end()
    return found, end.end()


def _broken(text: str, position: int) -> tuple[Attributes, int]:
    """Say where the attributes stop making sense."""
    end = text.find("}", position)
    rest = text[position : end if end >= 0 else len(text)].lstrip()[:30]
    error = f"cannot read `{rest}`" if rest else "the closing } is missing"
    return Attributes(error=error), end + 1 if end >= 0 else len(text)


def _add(found: Attributes, match: re.Match[str]) -> None:
    """Take one part into the attributes; the same part twice is an error."""
    if match["id"]:
        found.error = found.error or ("two ids" if found.id else "")
        found.id = match["id"]
    elif match["cls"]:
        found.classes.append(match["cls"])
    else:
        key = match["key"]
        found.error = found.error or (f"`{key}` stands twice" if key in found.values else "")
        found.values[key] = match["quoted"] if match["quoted"] is not None else match["bare"]


def _span_rule(state: StateInline, silent: bool) -> bool:
    """Recognise `[…]{…}` at the current place, with other inline content and spans inside."""
    if state.src[state.pos] != "[":
        return False
    start, limit = state.pos, state.posMax
    label_end = state.md.helpers.parseLinkLabel(state, start)
    if label_end < 0 or label_end + 1 >= limit or state.src[label_end + 1] != "{":
        return False
    attributes, after = parse_attributes(state.src[:limit], label_end + 2)
    if not silent:
        opening = state.push("span_open", "span", 1)
        opening.meta = {"attributes": attributes, "offset": start}
        state.pos, state.posMax = start + 1, label_end
        state.md.inline.tokenize(state)
        closing = state.push("span_close", "span", -1)
        closing.meta = {"end": after}
    state.pos, state.posMax = after, limit
    return True


def span_parser() -> MarkdownIt:
    """Make a CommonMark parser that knows spans; HTML is text, and links stay links."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline.ruler.before("link", "span", _span_rule)
    return parser
