"""The matrix on one landscape page, for on the table of a meeting."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from actionplan.matrix import Cell, Entry, Matrix, Named
from actionplan.matrix_reading import FORMS, matrix_of
from actionplan.models import Plan
from actionplan.one_page import make_one_page, whose_paper
from network.dates import today
from network.models import Person

# Points of the letters, from large to small; the classes in pdf.css have the same names.
SIZES = {"xl": 9.0, "l": 8.0, "m": 7.0, "s": 6.0, "xs": 5.0, "xxs": 4.2}
_WIDTH, _HEIGHT, _NARROW = 715.0, 435.0, 57.0  # points left for the columns of partners, and of a narrow one
_LETTER, _LINE, _AIR = 0.45, 1.2, 5.0  # width of a letter and height of a line in letters; points around a cell


@dataclass(frozen=True)
class MatrixPaper:
    plan: Plan
    matrix: Matrix
    form: str  # «Individueel», or empty for all
    network: str
    is_example: bool
    on: date

    @property
    def columns(self) -> list[tuple[Named, bool]]:
        """Each partner, and whether a narrow column is enough for it."""
        return [(partner, partner.pk in narrow_ones(self.matrix)) for partner in self.matrix.partners]

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


def narrow_ones(matrix: Matrix) -> set[int]:
    """Partners with little to say beside the one with most; none when all have about as much."""
    said = {
        partner.pk: sum(_length(row.cells[number]) for row in matrix.rows)
        for number, partner in enumerate(matrix.partners)
    }
    most = max(said.values(), default=0)
    return {pk for pk, letters in said.items() if letters * 4 < most}


def _height(matrix: Matrix, points: float) -> float:
    narrow = narrow_ones(matrix)
    wide = (_WIDTH - _NARROW * len(narrow)) / max(len(matrix.partners) - len(narrow), 1)
    heights = []
    for row in matrix.rows:
        widths = [(cell, _NARROW if cell.partner.pk in narrow else wide) for cell in row.cells]
        heights.append(max((_cell_height(cell, width, points) for cell, width in widths), default=0))
    return sum(heights)


def _cell_height(cell: Cell, width: float, points: float) -> float:
    per_line = max((width - 7) / (points * _LETTER), 6)
    lines = sum(ceil(_letters(entry) / per_line) for entry in cell.entries)
    return max(lines, 1) * points * _LINE + 2.3 * len(cell.entries) + _AIR


def _length(cell: Cell) -> int:
    return sum(_letters(entry) for entry in cell.entries)


def _letters(entry: Entry) -> int:
    return len(entry.work.title) + len(", ".join(entry.remarks)) + 4  # with the letter of its form
