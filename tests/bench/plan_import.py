"""B04: how long bringing in 10,000 actions takes, beside only reading the cells of that workbook; nothing is kept."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO

from openpyxl import load_workbook

from tests.bench.figures import Figure
from tests.journeys.portal import ROOT, Portal

ROWS = 10_000
HEADER = ["Nummer", "Titel", "Bouwsteen", "Pijler", "Trekker", "Begint op", "Klaar op", "Doelgroepen"]


def plan_import_figures(portal: Portal) -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.plan_import"]
    told = subprocess.run(command, cwd=ROOT, env=portal.environment, check=True, capture_output=True, text=True)
    reading, everything = json.loads(told.stdout.splitlines()[-1])
    what = f"{ROWS:,} acties inlezen uit XLSX, met voorbeeld".replace(",", ".")
    yield Figure("B04", what, everything, "s", 4, reading, "openpyxl leest de cellen")


def _measure() -> tuple[float, float]:
    from django.db import transaction

    from actionplan.plan_import import PLANS
    from network.imports.flows import read
    from network.imports.layouts import guess
    from network.imports.looks import look_at
    from network.spreadsheets import as_xlsx
    from partners.models import Organisation

    lead = Organisation.objects.standing().active().first()
    content = as_xlsx([HEADER, *(_row(number, str(lead)) for number in range(ROWS))], sheet="Acties")

    def read_cells() -> None:
        sheet = load_workbook(BytesIO(content), read_only=True).active
        assert sum(len(row) for row in sheet.iter_rows(values_only=True)) >= ROWS * len(HEADER)

    def preview_and_bring_in() -> None:
        table = read(PLANS, content, "plan.xlsx")
        layout = guess(PLANS, table.header)
        look_at(PLANS, table, layout, writes=False)
        with transaction.atomic():
            look = look_at(PLANS, table, layout, writes=True)
            assert look.to_save == ROWS, look.rejected[:3]
            transaction.set_rollback(True)

    return _seconds(read_cells), _seconds(preview_and_bring_in)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(number: int, lead: str) -> list[str]:
    days = ["1-1-2027", "31-12-2027"]
    return [f"4.{5000 + number}", f"Inleesproef {number}", "4", "Preventie", lead, *days, "Jeugdigen"]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure()))
