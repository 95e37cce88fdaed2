"""B04: how long bringing in 10,000 actions takes, beside only reading the cells of that workbook; nothing is kept."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from statistics import median

from openpyxl import load_workbook

from tests.bench.bench import Bench
from tests.bench.figures import Figure, seconds
from tests.journeys.portal import ROOT

HEADER = ["Nummer", "Titel", "Bouwsteen", "Pijler", "Trekker", "Begint op", "Klaar op", "Doelgroepen"]
LIMIT = (
    "Of 1,000 rows reading the cells with openpyxl takes 0.12 s of the processor. The portal reads them with calamine, "
    "in a process of its own, in 0.04 s for the preview and again for saving; it compares and checks each row in "
    "0.09 s, twice, a third of that to look for personal data; and it writes rows, history and all, in 0.13 s, half of "
    "which is the work of Postgres. Each look first reads what the plans and partners already hold."
)


def plan_import_figures(bench: Bench) -> Iterator[Figure]:
    # Not with -m: each process that reads a workbook would then load this module once more, which none of ours does.
    run = "from tests.bench.plan_import import main; main()"
    command = [sys.executable, "-c", run, str(bench.size.imported_actions), str(bench.size.rounds)]
    environment = bench.region.environment
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    reading, everything = json.loads(told.stdout.splitlines()[-1])
    what = f"{bench.size.imported_actions:,} actions from XLSX, preview and saving"
    yield Figure("B04", what, everything, "s", 4, reading, "openpyxl reads the same cells", limit=LIMIT)


def _measure(count: int, rounds: int) -> tuple[float, float]:
    from django.db import transaction

    from actionplan.plan_import import PLANS
    from network.imports.flows import read
    from network.imports.layouts import guess
    from network.imports.looks import Look, look_at
    from network.spreadsheets import as_xlsx
    from partners.models import Organisation

    lead = Organisation.objects.standing().active().first()
    content = as_xlsx([HEADER, *(_row(number, str(lead)) for number in range(count))], sheet="Acties")

    def read_cells() -> None:
        sheet = load_workbook(BytesIO(content), read_only=True).active
        assert sum(len(row) for row in sheet.iter_rows(values_only=True)) == (count + 1) * len(HEADER)

    def look(*, writes: bool) -> Look:
        table = read(PLANS, content, "plan.xlsx")
        return look_at(PLANS, table, guess(PLANS, table.header), writes=writes)

    def preview_and_bring_in() -> None:
        look(writes=False)
        with transaction.atomic():
            saved = look(writes=True)
            assert saved.to_save == count, saved.rejected[:3]
            transaction.set_rollback(True)

    preview_and_bring_in()  # the first one starts the process that reads; a worker of the portal did that before
    # In turn, so that both meet the same machine.
    measured = [(seconds(read_cells), seconds(preview_and_bring_in)) for _ in range(rounds)]
    return median(reading for reading, _ in measured), median(everything for _, everything in measured)


def _row(number: int, lead: str) -> list[str]:
    days = ["1-1-2027", "31-12-2027"]
    return [f"4.{5000 + number}", f"Inleesproef {number}", "4", "Preventie", lead, *days, "Jeugdigen"]


def main() -> None:
    import django

    django.setup()
    print(json.dumps(_measure(int(sys.argv[1]), int(sys.argv[2]))))
