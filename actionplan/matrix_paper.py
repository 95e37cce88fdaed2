"""The matrix on one landscape page, for on the table of a meeting."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from actionplan.matrix import Cell, Matrix
from actionplan.matrix_reading import FORMS, matrix_of
from actionplan.models import Plan
from actionplan.one_page import make_one_page, whose_paper
from network.dates import today
from network.models import Person

# Points of the letters, from large to small; the classes in pdf.css have the same names.
SIZES = {"90": 9.0, "80": 8.0, "72": 7.2, "66": 6.6, "60": 6.0, "54": 5.4, "48": 4.8, "42": 4.2}
_WIDTH, _HEIGHT, _NARROW = 715.0, 470.0, 68.0  # points left for the columns of partners, and of a narrow one
_LETTER, _LINE, _AIR = 0.43, 1.2, 5.0  # width of a letter and height of a line in letters; points around a cell


@dataclass(frozen=True)
class MatrixPaper:
    plan: Plan
    matrix: Matrix
    form: str  # «Individueel», or empty for all
    network: str
    is_example: bool
    on: date

    @property
    def file_name(self) -> str:
        return f"matrix-{self.on:%Y-%m-%d}.pdf"


def matrix_paper(plan: Plan, person: Person, *, form: str = "") -> MatrixPaper:
    network, is_example = whose_paper()
    matrix = matrix_of(plan, person, form=form)
    return MatrixPaper(plan, matrix, FORMS.get(form, ""), network, is_example, today())


def make_matrix_paper(paper: MatrixPaper) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    start = first_size_that_may_fit(paper.matrix)
    return make_one_page("pdf/matrix.html", {"content": paper}, sizes=list(SIZES), start=start).content


def first_size_that_may_fit(matrix: Matrix) -> int:
    """Where to begin, so that the page is set once or twice and not six times."""
    fitting = (number for number, points in enumerate(SIZES.values()) if _height(matrix, points) <= _HEIGHT)
    return next(fitting, len(SIZES) - 1)


def _height(matrix: Matrix, points: float) -> float:
    are_narrow = [is_narrow for _, is_narrow in matrix.columns]
    wide = (_WIDTH - _NARROW * sum(are_narrow)) / max(len(are_narrow) - sum(are_narrow), 1)
    widths = [_NARROW if is_narrow else wide for is_narrow in are_narrow]
    return sum(
        max((_cell_height(cell, width, points) for cell, width in zip(row.cells, widths, strict=True)), default=0)
        for row in matrix.rows
    )


def _cell_height(cell: Cell, width: float, points: float) -> float:
    per_line = max((width - 7) / (points * _LETTER), 6)
    lines = sum(ceil(entry.letters / per_line) for entry in cell.entries)
    return max(lines, 1) * points * _LINE + 2.3 * len(cell.entries) + _AIR
