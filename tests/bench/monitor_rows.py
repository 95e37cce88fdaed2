"""Run in `manage.py shell` beside a running portal: fill the monitor with figures, and time bare SQL.

Both functions print JSON for who runs the bench, which has no settings itself.
"""

import json

from django.db import connection
from django.test import Client

from monitor.models import Edition, ImportRun, ImportStatus, Indicator, ReleasedValue, Source
from monitor.series import Contents
from network.database import as_steward
from network.dates import today
from network.models import Municipality, Person
from tests.bench.work_rows import bare

AREAS, PERIODS, CATEGORIES = 340, 15, 2
NAME = "Cijfer {}"

# One row per municipality, year and subdivision of each indicator: written by the database itself. After the
# municipalities that the demo knows come others, by name only.
ROWS = """
    SELECT {of}, (ARRAY['', '33 Seksueel misdrijf'])[part], 'Aantal', 'municipality',
           coalesce(place.name, 'Gemeente ' || number), place.id,
           (2010 + year)::text || 'JJ00', part = 1, 10 + (number * 7 + year * 13 + part) % 900, 'value', 'final'
    FROM generate_series(1, {areas}) number
         LEFT JOIN (
             SELECT id, name, row_number() OVER (ORDER BY id) AS number FROM network_municipality WHERE valid_to IS NULL
         ) place USING (number),
         generate_series(1, {periods}) year, generate_series(1, {categories}) part
"""
COLUMNS = (
    "category, measure, area_kind, area_name, municipality_id, period, is_total, value, value_status, revision_status"
)


def fill(count: int) -> None:
    """As many observations as asked, over indicators of {AREAS} × {PERIODS} × {CATEGORIES}, each with its edition."""
    per_indicator = AREAS * PERIODS * CATEGORIES
    source = Source.objects.create(name="CBS (proef)", attribution="Bron: CBS (proef)")
    contents = _contents().as_json()
    with as_steward(), connection.cursor() as cursor:
        for number in range(-(-count // per_indicator)):
            name = NAME.format(number)
            indicator = Indicator.objects.create(
                slug=f"cijfer-{number}", name=name, definition="Wat meetelt.", source=source, unit="aantal"
            )
            run = ImportRun.objects.create(file_name=f"{name}.csv", sha256="0" * 64, layout="long", indicator=indicator)
            ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.LOADED)
            edition = Edition.objects.create(indicator=indicator, number=1, retrieved_on=today(), contents=contents)
            for table, own, of in [
                ("monitor_observation", "indicator_id, import_run_id", f"{indicator.pk}, {run.pk}"),
                ("monitor_releasedvalue", "indicator_id, edition_id", f"{indicator.pk}, {edition.pk}"),
            ]:
                rows = ROWS.format(of=of, areas=AREAS, periods=PERIODS, categories=CATEGORIES)
                cursor.execute(f"INSERT INTO {table} ({own}, {COLUMNS}) {rows}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE monitor_releasedvalue, monitor_edition, monitor_indicator")
    print(json.dumps({"released": ReleasedValue.objects.count()}))


def _contents() -> Contents:
    known = Municipality.objects.filter(valid_to=None).order_by("pk").values_list("name", flat=True)[:AREAS]
    names = [*known, *(f"Gemeente {number}" for number in range(len(known) + 1, AREAS + 1))]
    return Contents(tuple(("municipality", name) for name in names), ("", "33 Seksueel misdrijf"), ("Aantal",), ("JJ",))


def bare_sql(*paths: str) -> None:
    """Per page the queries that it sends, sent again without the page: how many, and how many seconds they take."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="coordinator@demo.example"), backend="network.accounts.SignInBackend")
    print(json.dumps({path: bare(lambda path=path: client.get(path)) for path in paths}))
