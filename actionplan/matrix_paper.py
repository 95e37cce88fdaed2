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
SIZES = {"xl": 9.0, "l": 8.0, "m": 7.0, "s": 6.0, "xs": 5.0, "xxs": 4.2}
_WIDTH, _HEIGHT = 775.0, 400.0  # points of the page that are left for the table
_LETTER, _LINE, _AIR = 0.5, 1.25, 7.0  # width of a letter and height of a line in letters; points around a cell


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
    per_line = max(_WIDTH / (len(matrix.partners) + 1) / (points * _LETTER) - 3, 6)
    lines = [max((_lines(cell, per_line) for cell in row.cells), default=1) for row in matrix.rows]
    return sum(max(each, 1) * points * _LINE + _AIR for each in lines)


def _lines(cell: Cell, per_line: float) -> int:
    texts = [text for entry in cell.entries for text in (f"{entry.work.title}   ", ", ".join(entry.remarks)) if text]
    return sum(ceil(len(text) / per_line) for text in texts)
