"""How plain a text is, counted: a floor, not a judgement. Whether people understand it, only people can say.

- A sentence is what ends with a full stop, a question mark or an exclamation mark. Headings, links and numbers to call
  are no sentences: they would only make the average look better.
- A word is hard when it is one of `tests/data/jargon.txt`, or has twelve letters and more. Long words are not always
  hard, nor hard words always long; but a long compound is what somebody who reads with trouble stumbles over, so it
  counts, whatever it means. Only names may be as long as they are (LONG_NAMES): nobody may shorten those.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.reading import Page

JARGON_FILE = Path(__file__).parent / "data" / "jargon.txt"
LONG = 12  # letters
LONG_NAMES = {"gelderland-zuid", "kindertelefoon", "slachtofferhulp", "zelfmoordpreventie"}


@cache
def jargon() -> tuple[str, ...]:
    lines = JARGON_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def jargon_in(text: str) -> list[str]:
    return re.findall(rf"\b(?:{'|'.join(map(re.escape, jargon()))})\b", text.lower())


@dataclass
class Measure:
    """Of texts together: how long their sentences are, and which of their words are hard."""

    lengths: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    too_hard: list[str] = field(default_factory=list)

    def read(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.lengths += [len(sentence.split()) for sentence in sentences_in(text)]
            words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text.lower())
            self.words += words
            self.too_hard += [*jargon_in(text), *(w for w in words if len(w) >= LONG and w not in LONG_NAMES)]

    @property
    def average(self) -> float:
        return round(sum(self.lengths) / len(self.lengths), 1)

    @property
    def longest(self) -> int:
        return max(self.lengths)

    @property
    def hard_percentage(self) -> float:
        return round(100 * len(self.too_hard) / len(self.words), 1)


def sentences_in(text: str) -> Iterator[str]:
    for sentence in re.findall(r"[^.?!]+(?:[.](?=\w)[^.?!]*)*[.?!](?=\s|$)", text):
        if len(sentence.split()) > 1:
            yield sentence.strip()


def texts_of(page: Page) -> list[str]:
    """What a page says, piece by piece, each once: a line in a list that holds other pieces counts as those."""
    page = Page(deepcopy(page.root))
    for drawing in page.all("svg, script"):
        drawing.drop_tree()
    for piece in page.all("main span, main dt, main dd, main br"):
        piece.tail = f" {piece.tail or ''}"  # what stands apart on screen is apart here
        piece.text = f" {piece.text or ''}"
    pieces = page.all(
        "main h1, main h2, main h3, main p, main li, main dt, main dd, main label, main summary, main legend"
    )
    holds_others = {id(above) for piece in pieces for above in piece.iterancestors()}
    return [" ".join(piece.text_content().split()) for piece in pieces if id(piece) not in holds_others]
