"""The text of one cell, as people mean it."""

import re

REPLACED = "\N{REPLACEMENT CHARACTER}"  # what a byte that is no text was read as
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{FIGURE SPACE}": " "})
_INVISIBLE = re.compile(  # the last two rows turn the text around that follows
    "[\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}\N{SOFT HYPHEN}"
    "\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]"
)
_LINK_BEHIND = re.compile(r"\s*\((?:[a-z]+://|mailto:|tel:)[^()\s]*\)\s*$", re.IGNORECASE)


def cleaned(text: str) -> str | None:
    """Without blanks around it, and with ordinary spaces and line ends. None when nothing is left."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text.translate(_SPACES))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() or None


def printable(text: str) -> str:
    """With a blank for what can't be shown or kept, such as NUL."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def without_link(text: str) -> str:
    """«GGD (https://ggd.nl)» → «GGD»: the address that reading a workbook puts behind the text of a link."""
    return _LINK_BEHIND.sub("", text)
