"""G-20: how each demand of OWASP ASVS 5.0 is met: all of level 1 and 2, and 24 chosen ones of level 3."""

import ast
import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.figures_table import Figure
from tests.journeys.portal import ROOT

TABLE = ROOT / "docs/asvs.csv"
# Per chapter how many demands of level 1, 2 and 3; the standard has 70 of level 1 and 183 of level 2.
DEMANDS = {
    "V1": (8, 19, 2), "V2": (4, 7, 1), "V3": (8, 11, 5), "V4": (2, 8, 1), "V5": (4, 5, 3), "V6": (13, 22, 4),
    "V7": (6, 12, 1), "V8": (4, 3, 2), "V9": (4, 3, 0), "V10": (5, 24, 0), "V11": (3, 11, 0), "V12": (3, 6, 0),
    "V13": (1, 12, 0), "V14": (2, 7, 4), "V15": (3, 10, 0), "V16": (0, 16, 1), "V17": (0, 7, 0),
}  # fmt: skip
KINDS = {"test", "document", "n.v.t.", "open"}


class Row(NamedTuple):
    demand: str
    level: str
    proof: str
    how: str

    @property
    def kind(self) -> str:
        return self.proof.partition(": ")[0]

    @property
    def what(self) -> str:
        return self.proof.partition(": ")[2]


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(*line) for line in csv.reader(file, delimiter=";")][1:]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def gaps(table: list[Row]) -> Iterator[str]:
    """What is blank, or names something that isn't there."""
    for row in table:
        if row.kind not in KINDS or not row.what or len(row.how) < 5:
            yield f"{row.demand}: leeg"
        elif not is_there(row):
            yield f"{row.demand}: {row.what} bestaat niet"


def is_there(row: Row) -> bool:
    path, _, test = row.what.partition("::")
    if row.kind == "test":
        return (ROOT / path).is_file() and test in names_in(path)
    return row.kind != "document" or (ROOT / path).is_file()


def test_every_demand_of_the_standard_has_its_row() -> None:
    table = rows()
    found: dict[str, list[int]] = {chapter: [0, 0, 0] for chapter in DEMANDS}
    for row in table:
        found[row.demand.partition(".")[0]][int(row.level) - 1] += 1

    assert {chapter: tuple(counts) for chapter, counts in found.items()} == DEMANDS
    assert [sum(counts[level] for counts in DEMANDS.values()) for level in range(3)] == [70, 183, 24]
    numbers = [tuple(int(part) for part in row.demand.removeprefix("V").split(".")) for row in table]
    assert numbers == sorted(set(numbers))


def test_every_row_names_a_test_or_a_document_that_exists_or_its_reason(figure: Figure) -> None:
    table = rows()
    counts = Counter(row.kind for row in table)
    print("ASVS 5.0: " + ", ".join(f"{counts[kind]} {kind}" for kind in sorted(KINDS)) + f", samen {len(table)}")

    missing = list(gaps(table))
    assert missing == []
    figure("G-20", "eisen van ASVS 5.0 met een bewijs of een reden", len(table), goal="277")
    figure("G-20", "eisen zonder", len(missing), goal="0")


@pytest.mark.control_of("test_every_row_names_a_test_or_a_document_that_exists_or_its_reason")
@pytest.mark.parametrize(
    "proof",
    ["", "test: ", "test: tests/test_asvs.py::test_that_is_not_there", "document: docs/niets.md", "misschien: later"],
)
def test_a_gap_would_be_noticed(proof: str) -> None:
    assert list(gaps([Row("V1.1.1", "2", proof, "een uitleg")]))
