"""B01 and B04 for partners: a list of 3,000 beside one of a region, and bringing them in beside reading the cells."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from network.spreadsheets import as_xlsx
from tests.bench.figures import Figure
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

MANY, FEW = 3000, 10
VIEWS = 15
HEADER = ["Naam", "Soort", "Domein", "KvK-nummer", "Telefoon", "Werkgebied"]
LISTS = ["/partners/", "/partners/?zoek=partner", "/partners/dekking/", "/partners/taken/"]


def list_figures(portal: Portal) -> Iterator[Figure]:
    coordinator = ByHand(portal).sign_in("coordinator")
    before = {path: _seconds(coordinator, path) for path in LISTS}
    yield from _bring_in(portal)
    for path in LISTS:
        what = f"{path} met {MANY:,} partners".replace(",", ".")
        yield Figure("B01", what, _seconds(coordinator, path), "s", 2, before[path], "met alleen die van de regio")


def _bring_in(portal: Portal) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        many, few = _list(Path(folder), MANY, first=FEW), _list(Path(folder), FEW, first=0)
        # Both start a process; what is left is the rows themselves.
        start = _loading(portal, few)
        ours = _loading(portal, many) - start
        yield Figure(
            "B04", f"{MANY} partners inlezen uit XLSX", ours, "s", 4, _reading(many), "openpyxl leest de cellen"
        )


def _loading(portal: Portal, path: Path) -> float:
    start = time.perf_counter()
    portal.manage("load", "organisations", str(path))
    return time.perf_counter() - start


def _reading(path: Path) -> float:
    start = time.perf_counter()
    sheet = load_workbook(path, read_only=True).active
    assert sheet
    cells = sum(len(row) for row in sheet.iter_rows(values_only=True))
    assert cells >= MANY * len(HEADER)
    return time.perf_counter() - start


def _list(folder: Path, count: int, *, first: int) -> Path:
    rows = [
        [f"Partner {number}", "onderwijs", "sociaal", f"{10_000_000 + number}", "088-0000 100", "Tiel, Nijmegen"]
        for number in range(first, first + count)
    ]
    path = folder / f"partners-{count}.xlsx"
    path.write_bytes(as_xlsx([HEADER, *rows], sheet="Partners"))
    return path


def _seconds(person: ByHand, path: str) -> float:
    """The middle one of a number of views of a warm page."""
    person.get(path)
    views = []
    for _ in range(VIEWS):
        start = time.perf_counter()
        person.get(path)
        views.append(time.perf_counter() - start)
    return median(views)
