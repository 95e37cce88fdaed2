"""A square for each municipality, roughly where it lies. No database: codes in, places in a grid out.

The positions are our own: whole kilometres of the middle of each municipality, worked out from boundaries of CBS and
Kadaster (CC BY). The boundaries themselves are not in the product.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import ceil, sqrt
from pathlib import Path

POSITIONS = Path(__file__).parent / "data" / "tile_positions.csv"
FITS_A_PHONE = 5  # columns; with more, a drawing on a phone is moved sideways
FEW = 25
ROOM = 1.15  # cells per municipality, so that the outline of the region is seen
TOGETHER, LONGEST = 9, 10  # letters of words on one line of a tile, and of one word

Cell = tuple[int, int]  # column and row, from the north-west


@cache
def positions() -> dict[str, tuple[int, int]]:
    """Code → kilometres to the east and to the north, for each municipality since 2021."""
    with POSITIONS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (int(row["x"]), int(row["y"])) for row in csv.DictReader(file, delimiter=";")}


@lru_cache(maxsize=64)
def tiles_of(codes: frozenset[str]) -> dict[str, Cell]:
    """A cell for each municipality: no two in one cell, and together as near to where they lie as can be.

    One without a position gets a cell that is left over, in the order of the codes.
    """
    known = sorted(codes & positions().keys())
    unknown = sorted(codes - positions().keys())
    columns, rows = _size(known, len(codes))
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    wanted = _wanted(known, columns, rows)
    costs = [[(x - column) ** 2 + (y - row) ** 2 for column, row in cells] for x, y in wanted]
    taken = {code: cells[index] for code, index in zip(known, cheapest(costs), strict=True)}
    left = [cell for cell in cells if cell not in taken.values()]
    return taken | dict(zip(unknown, left, strict=False))


def _size(known: Sequence[str], count: int) -> Cell:
    """How many columns and rows, in the shape of the region."""
    width, height = (max(span, 1) for span in _spans(known))
    most = FITS_A_PHONE if count <= FEW else 2 * FITS_A_PHONE
    columns = max(1, min(most, count, round(sqrt(count * ROOM * width / height))))
    return columns, max(1, ceil(count * (ROOM if count > 2 else 1) / columns))


def _spans(known: Sequence[str]) -> tuple[int, int]:
    places = [positions()[code] for code in known] or [(0, 0)]
    eastings, northings = zip(*places, strict=True)
    return max(eastings) - min(eastings), max(northings) - min(northings)


def _wanted(known: Sequence[str], columns: int, rows: int) -> list[tuple[float, float]]:
    """Where each would stand if cells had no borders: the region stretched over the grid, the north above."""
    places = [positions()[code] for code in known] or [(0, 0)]
    west, north = min(x for x, _ in places), max(y for _, y in places)
    width, height = (max(span, 1) for span in _spans(known))
    return [((x - west) * (columns - 1) / width, (north - y) * (rows - 1) / height) for x, y in places]


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row a column of its own, so that the sum is as low as can be (the Hungarian method, by rows).

    There are at least as many columns as rows. Equal sums give the same answer each time.
    """
    height, width = len(costs), len(costs[0]) if costs else 0
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)
    row_in, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_in[0], column = row, 0
        lowest, seen = [float("inf")] * (width + 1), [False] * (width + 1)
        while row_in[column]:
            seen[column] = True
            here, step, nearest = row_in[column], float("inf"), 0
            for other in range(1, width + 1):
                if seen[other]:
                    continue
                reduced = costs[here - 1][other - 1] - of_row[here] - of_column[other]
                if reduced < lowest[other]:
                    lowest[other], came_from[other] = reduced, column
                if lowest[other] < step:
                    step, nearest = lowest[other], other
            for other in range(width + 1):
                if seen[other]:
                    of_row[row_in[other]] += step
                    of_column[other] -= step
                else:
                    lowest[other] -= step
            column = nearest
        while column:
            row_in[column], column = row_in[came_from[column]], came_from[column]
    found = {row_in[column] - 1: column - 1 for column in range(1, width + 1) if row_in[column]}
    return [found[row] for row in range(height)]


def lines_of(name: str) -> list[str]:
    """A name in one or two lines that fit a tile: «Neder-Betuwe» → Neder-, Betuwe. Longer is cut, with a dot."""
    words = [word for word in re.split(r"(?<=-)| ", name) if word]
    lines = [""]
    for word in words:
        joined = f"{lines[-1]}{'' if not lines[-1] or lines[-1].endswith('-') else ' '}{word}"
        if len(joined) <= TOGETHER or not lines[-1]:
            lines[-1] = joined
        elif len(lines) < 2:
            lines.append(word)
    return [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}." for line in lines]


def size_of(cells: Iterable[Cell]) -> Cell:
    """Columns and rows that are used."""
    taken = list(cells) or [(0, 0)]
    return max(column for column, _ in taken) + 1, max(row for _, row in taken) + 1
