"""Words that no page of ours may hold: English ones that are not Dutch as well."""

import re
from copy import deepcopy

from tests.reading import Page

ENGLISH = re.compile(
    r"\b(account is|add|all|and|any|by|cancel|change|changed|choose|clear|close|confirm|current|date|default"
    r"|delete|deleted|edit|email address|empty|ensure|enter|error|field is|forgot|from|go|has|have|hide|history"
    r"|home page|invalid|key|log out|login|name|new|next|none|not|or|page|password|please|previous|remove|required"
    r"|result|results|run|save|search|select|show|sign|skip|submit|successfully|sure|the|this|time|toggle|total|unknown"
    r"|upload|user|username|valid|value|view|welcome|with|yes|you|your)\b",
    re.IGNORECASE,
)
LICENCES = re.compile(r"\bCC BY\b")  # the name of a licence
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")


def english_words(page: Page) -> set[str]:
    """Every English word that somebody reads or hears on a page. What stands there as code or as a key is a name."""
    page = Page(deepcopy(page.root))
    for code in page.all("code, kbd"):
        code.text = ""
    spoken = [element.get(name) or "" for name in READ_ALOUD for element in page.all(f"[{name}]")]
    return {word.lower() for word in ENGLISH.findall(LICENCES.sub("", " ".join([page.words, *spoken])))}
