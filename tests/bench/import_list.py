"""How long bringing in 3,000 partners takes, beside only reading the cells of that workbook; nothing is kept."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, seconds
from tests.journeys.portal import ROOT

ROWS = 3_000
ROUNDS = 3
HEADER = ["Naam", "Soort", "Domein", "KvK-nummer", "Telefoon", "E-mail", "Website", "Wie zijn wij"]


def partner_import_figures(bench: Bench) -> Iterator[Figure]:
    # Not with -m: each process that reads a workbook would then load this module once more, which none of ours does.
    command = [sys.executable, "-c", "from tests.bench.import_list import main; main()"]
    told = subprocess.run(command, cwd=ROOT, env=bench.region.environment, check=True, capture_output=True, text=True)
    reading, everything = json.loads(told.stdout.splitlines()[-1])
    what = f"{ROWS:,} partners from a workbook"
    yield Figure("P21", what, everything, "s", 4, reading, "reading the cells of that workbook, and nothing else")


def _measure() -> tuple[float, float]:
    from django.db import transaction

    from network.imports.flows import read
    from network.imports.layouts import guess
    from network.imports.looks import look_at, read_rows
    from network.spreadsheets import as_xlsx
    from partners.organisation_import import ORGANISATIONS

    content = as_xlsx([HEADER, *(_row(number) for number in range(ROWS))], sheet="Partners")

    def only_read() -> None:
        table = read(ORGANISATIONS, content, "partners.xlsx")
        read_rows(ORGANISATIONS, table, guess(ORGANISATIONS, table.header))

    def bring_in() -> None:
        with transaction.atomic():
            table = read(ORGANISATIONS, content, "partners.xlsx")
            look = look_at(ORGANISATIONS, table, guess(ORGANISATIONS, table.header), writes=True)
            assert look.to_save == ROWS, look.rejected[:3]
            transaction.set_rollback(True)

    only_read()  # the first one starts the process that reads
    # In turn, so that both meet the same machine.
    rounds = [(seconds(only_read), seconds(bring_in)) for _ in range(ROUNDS)]
    return median(reading for reading, _ in rounds), median(everything for _, everything in rounds)


def _row(number: int) -> list[str]:
    about = "Wij helpen mensen met vragen over opvoeden en opgroeien, en werken samen met anderen in de wijk."
    address = f"organisatie{number}.example"
    kvk = str(90_000_000 + number)
    return [f"Inleesproef {number}", "wijkteam", "sociaal", kvk, "088-0000 123", f"info@{address}", address, about]


def main() -> None:
    import django

    django.setup()
    print(json.dumps(_measure()))
