"""B04: how long bringing in 10,000 actions takes, beside only reading the cells of that workbook; nothing is kept."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook

from tests.bench.bench import Bench
from tests.bench.figures import Figure, seconds
from tests.journeys.portal import ROOT

HEADER = ["Nummer", "Titel", "Bouwsteen", "Pijler", "Trekker", "Begint op", "Klaar op", "Doelgroepen"]
LIMIT = (
    "Not profiled on a quiet machine yet. openpyxl needs 0.24 s of the processor per 1,000 rows; the portal checks "
    "every row twice, for the preview and for saving, and writes it with its history."
)


def plan_import_figures(bench: Bench) -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.plan_import", str(bench.size.imported_actions)]
    environment = bench.region.environment
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    reading, everything = json.loads(told.stdout.splitlines()[-1])
    what = f"{bench.size.imported_actions:,} actions from XLSX, preview and saving"
    yield Figure("B04", what, everything, "s", 4, reading, "openpyxl reads the same cells", limit=LIMIT)


def _measure(count: int) -> tuple[float, float]:
    from django.db import transaction

    from actionplan.plan_import import PLANS
    from network.imports.flows import read
    from network.imports.layouts import guess
    from network.imports.looks import look_at
    from network.spreadsheets import as_xlsx
    from partners.models import Organisation

    lead = Organisation.objects.standing().active().first()
    content = as_xlsx([HEADER, *(_row(number, str(lead)) for number in range(count))], sheet="Acties")

    def read_cells() -> None:
        sheet = load_workbook(BytesIO(content), read_only=True).active
        assert sum(len(row) for row in sheet.iter_rows(values_only=True)) == (count + 1) * len(HEADER)

    def preview_and_bring_in() -> None:
        table = read(PLANS, content, "plan.xlsx")
        layout = guess(PLANS, table.header)
        look_at(PLANS, table, layout, writes=False)
        with transaction.atomic():
            look = look_at(PLANS, table, layout, writes=True)
            assert look.to_save == count, look.rejected[:3]
            transaction.set_rollback(True)

    # The yardstick before and after, so that both meet the same machine.
    before, everything, after = seconds(read_cells), seconds(preview_and_bring_in), seconds(read_cells)
    return (before + after) / 2, everything


def _row(number: int, lead: str) -> list[str]:
    days = ["1-1-2027", "31-12-2027"]
    return [f"4.{5000 + number}", f"Inleesproef {number}", "4", "Preventie", lead, *days, "Jeugdigen"]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure(int(sys.argv[1]))))
