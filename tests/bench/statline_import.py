"""B03: half a million figures of StatLine, beside COPY of the same rows and the usual loop of an import library.

Nothing is kept: each part is taken back, after the database checked what it checks at the end of a transaction.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.journeys.portal import ROOT, Portal

FIGURES = 500_000
SUBJECTS, MUNICIPALITIES, YEARS = 10, 250, 20
LOOPED = 1_000  # figures that the usual loop gets; it goes up in a straight line
TIMES_COPY, MEGABYTES, TIMES_FASTER = 4, 300, 15
_COPIED = "COPY of the same rows into the same table, with its indexes and triggers; nothing read, compared or released"
_LOOPED = "django-import-export's own loop over the same rows (worked out from 1,000)"
LIMIT_OF_COPY = (
    "Each figure is written three times: where it waits to be compared, among the raw figures, and in the edition that "
    "people see; COPY writes it once. What takes the rest was not measured."
)


def statline_import_figures(bench: Bench) -> Iterator[Figure]:
    portal, figures = bench.region, bench.size.imported_figures
    # The yardstick before and after, so that both meet the same machine.
    (before,) = _asked(portal, "copied", figures)
    whole, megabytes = _asked(portal, "whole", figures)
    (after,) = _asked(portal, "copied", figures)
    (looped,) = _asked(portal, "looped", LOOPED)
    what = f"{figures:,} figures of StatLine read, compared, saved and released"
    yield Figure("B03", what, whole, "s", TIMES_COPY, (before + after) / 2, _COPIED, limit=LIMIT_OF_COPY)
    yield Figure("B03", "memory for that", megabytes, "MB", MEGABYTES)
    yield Figure("B03", what, whole, "s", 1 / TIMES_FASTER, looped * figures / LOOPED, _LOOPED)


def _asked(portal: Portal, part: str, figures: int) -> list[float]:
    command = [sys.executable, "-m", "tests.bench.statline_import", part, str(figures)]
    told = subprocess.run(command, cwd=ROOT, env=portal.environment, check=True, capture_output=True, text=True)
    answer: list[float] = json.loads(told.stdout.splitlines()[-1])
    return answer


def table(figures: int = FIGURES) -> bytes:
    """A long table with ten subjects: half a million figures in some six megabytes."""
    header = ";".join(["Soort", "Perioden", "Regio's", *(f"Onderwerp {number} (aantal)" for number in range(SUBJECTS))])
    lines = [header]
    for row in range(figures // SUBJECTS):
        sort, place = divmod(row, MUNICIPALITIES * YEARS)
        year, municipality = divmod(place, MUNICIPALITIES)
        values = ";".join(
            "." if (row + number) % 29 == 0 else str((row * 7 + number) % 4000) for number in range(SUBJECTS)
        )
        lines.append(f"Soort {sort};{2004 + year}{'*' if year == YEARS - 1 else ''};Gemeente {municipality};{values}")
    return "\n".join([*lines, "Bron: CBS", ""]).encode()


def _whole(figures: int) -> list[float]:
    """From the bytes of a file to an edition that everyone sees, as `load` does it, and the memory that it took."""
    from monitor import import_flows
    from monitor.import_indicators import NewIndicator
    from monitor.models import ReleasedValue

    content = table(figures)
    start = time.perf_counter()
    run = import_flows.bring_in(file_name="bench.csv", content=content, by=None)
    import_flows.choose(run, new_indicator=NewIndicator("Inleesproef", "Een proef.", "CBS"))
    run = import_flows.confirm(run, waits=True)
    _check_what_waits()
    seconds = time.perf_counter() - start
    assert ReleasedValue.objects.filter(indicator=run.indicator).count() == figures
    return [seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]


def _copied(figures: int) -> list[float]:
    """As bare as it can be: rows that are ready as text, into the table with its indexes and all that hangs on it."""
    from django.db import connection

    indicator, run = _somewhere()
    rows = [
        f"{indicator}\t{figure.category}\t{figure.measure}\tmunicipality\t{figure.area.name}\t{figure.period}\tf\t"
        f"{NULL if figure.value is None else figure.value}\t{figure.status.value}\t{figure.revision.value}\t{run}\n"
        for figure in _figures(table(figures))
    ]
    start = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for first in range(0, len(rows), 10_000):
            copy.write("".join(rows[first : first + 10_000]))
    _check_what_waits()
    return [time.perf_counter() - start]


def _looped(figures: int) -> list[float]:
    return [looped(table(figures), figures)]


def looped(content: bytes, figures: int) -> float:
    """Seconds that the usual loop takes over the first figures of a table."""
    from import_export import resources
    from tablib import Dataset

    from monitor.models import Observation

    indicator, run = _somewhere()
    key = ["indicator", "category", "measure", "area_kind", "area_name", "period"]
    names = [*key, "is_total", "value", "value_status", "revision_status", "import_run"]
    rows = [
        (
            *(indicator, figure.category, figure.measure, "municipality", figure.area.name, figure.period, 0),
            *("" if figure.value is None else figure.value, figure.status.value, figure.revision.value, run),
        )
        for figure in islice(_figures(content), figures)
    ]
    kind = resources.modelresource_factory(Observation, meta_options={"import_id_fields": key, "fields": names})
    kind.after_import = lambda *args, **kwargs: None  # sets the numbering of the table back, which only the owner may
    start = time.perf_counter()
    kind().import_data(Dataset(*rows, headers=names), raise_errors=True)
    _check_what_waits()
    return time.perf_counter() - start


NULL = "\\N"
_COPY = """
COPY monitor_observation (
    indicator_id, category, measure, area_kind, area_name, period, is_total, value, value_status, revision_status,
    import_run_id
) FROM STDIN
"""


def _figures(content: bytes) -> Iterator[Any]:
    from monitor.statline import open_table

    return open_table(content, file_name="bench.csv").figures()


def _somewhere() -> tuple[int, int]:
    """An indicator and an import for the rows of a yardstick."""
    from monitor.models import ImportRun, Indicator, Source

    source, _ = Source.objects.get_or_create(name="CBS", defaults={"attribution": "Bron: CBS"})
    indicator = Indicator.objects.create(slug="inleesproef", name="Inleesproef", definition="Een proef.", source=source)
    return indicator.pk, ImportRun.objects.create(file_name="bench.csv", sha256="", layout="long").pk


def _check_what_waits() -> None:
    """What the database checks at the end of a transaction: that what is referred to exists."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _taken_back(work: Callable[[int], list[float]], figures: int) -> list[float]:
    from django.db import transaction

    from network.database import as_steward

    with transaction.atomic(), as_steward():
        told = work(figures)
        transaction.set_rollback(True)
    return told


if __name__ == "__main__":
    import django

    django.setup()
    parts = {"whole": _whole, "copied": _copied, "looped": _looped}
    print(json.dumps(_taken_back(parts[sys.argv[1]], int(sys.argv[2]))))
