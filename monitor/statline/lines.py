"""From lines of text to rows of cells."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from monitor.statline.results import Rejected
from monitor.statline.sources import REPLACED, Text

LINES_TO_RECOGNISE = 60
LONGEST_LINE = 1_000_000  # characters
_SEPARATORS = ";\t,|"


class Row(NamedTuple):
    line: int  # number in the file, from 1
    cells: list[str]

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


class Lines:
    """The rows of a text, without blank ones, as lists of cells with the blanks that stand around them.

    A line with a quote that doesn't close, or with a sign that can't be kept, is set aside in `rejected`, so that it
    can't swallow the lines after it: a cell of StatLine never holds a line break.
    """

    def __init__(self, text: Text, *, separator: str = "") -> None:
        self.separator = separator or separator_of(list(islice(text.lines(), LINES_TO_RECOGNISE)))
        self.number = 0
        self.rejected: list[Rejected] = []
        self._line = ""
        self._reader = csv.reader(self._whole_lines(text.lines()), delimiter=self.separator)

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            try:
                for cells in self._reader:
                    if cells and (cells[0] or any(cells)):
                        yield cells
            except csv.Error:
                self._set_aside(self._line, "Deze regel is te lang voor een tabel.")
                continue
            return

    def rows(self) -> Iterator[Row]:
        """With the number of the line, and without blanks around the cells."""
        for cells in self:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield Row(self.number, stripped)

    def taken_rejected(self) -> list[Rejected]:
        taken, self.rejected = self.rejected, []
        return taken

    def _whole_lines(self, lines: Iterator[str]) -> Iterator[str]:
        for number, line in enumerate(lines, start=1):
            self.number, self._line = number, line
            if '"' in line and line.count('"') % 2:
                self._set_aside(line, "Hier is een aanhalingsteken niet gesloten.")
            elif "\0" in line:
                self._set_aside(line, "Hier staat een onzichtbaar teken (NUL).")
            elif REPLACED in line:
                self._set_aside(line, "Hier staat een teken dat we niet kunnen lezen.")
            elif len(line) > LONGEST_LINE:
                self._set_aside(line, "Deze regel is te lang voor een tabel.")
            else:
                yield line

    def _set_aside(self, line: str, reason: str) -> None:
        shown = line[:200].replace("\0", "␀").strip()[:80]
        self.rejected.append(Rejected(self.number, "", shown, reason, "Verbeter de regel, of download opnieuw."))


_SYMBOL = re.compile(r"""[;,\t|"] *[.x-] *(?:[";,\t|]|$)|\*""")


def has_symbols(lines: Iterable[str]) -> bool:
    """Whether a table shows why a value is missing or not final: it was downloaded with its symbols."""
    return any(map(_SYMBOL.search, lines))


def separator_of(lines: Sequence[str]) -> str:
    """What divides most of the first lines into the same number of cells, more than one."""

    def fit(separator: str) -> float:
        try:
            widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=separator) if any(cells))
        except csv.Error:
            return 0
        width, lines_of_width = widths.most_common(1)[0] if widths else (0, 0)
        return lines_of_width / widths.total() if width > 1 else 0

    sample = [line for line in lines if "\0" not in line and line.count('"') % 2 == 0 and len(line) <= LONGEST_LINE]
    if not any(line.strip() for line in sample):
        return ";"
    return max(_SEPARATORS, key=fit)
