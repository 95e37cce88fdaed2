"""The text of one cell, as people mean it."""

import re

REPLACED = "\N{REPLACEMENT CHARACTER}"  # what a byte that is no text was read as
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{FIGURE SPACE}": " "})
_INVISIBLE = re.compile("[\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}\N{SOFT HYPHEN}]")
_LINK_BEHIND = re.compile(r"\s*\((?:[a-z]+://|mailto:|tel:)[^()\s]*\)\s*$", re.IGNORECASE)


def cleaned(text: str) -> str | None:
    """Without blanks around it, and with ordinary spaces and line ends. None when nothing is left."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text.translate(_SPACES))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() or None


def without_link(text: str) -> str:
    """«GGD (https://ggd.nl)» → «GGD»: the address that reading a workbook puts behind the text of a link."""
    return _LINK_BEHIND.sub("", text)
