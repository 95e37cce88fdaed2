"""A monitor of many figures, and one table whose small numbers were hidden. The database writes them by itself."""

from django.db import connection

from monitor.edition_description import describe
from monitor.models import Edition, ImportRun, ImportStatus, Indicator, Source, SourceKind
from monitor.series import Contents
from network.database import as_steward
from network.dates import today
from network.models import Municipality
from tests.bench.names import PROTECTED

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


def fill_monitor(count: int) -> None:
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
    _fill_protected_table()


def _contents() -> Contents:
    known = Municipality.objects.filter(valid_to=None).order_by("pk").values_list("name", flat=True)[:AREAS]
    names = [*known, *(f"Gemeente {number}" for number in range(len(known) + 1, AREAS + 1))]
    return Contents(tuple(("municipality", name) for name in names), ("", "33 Seksueel misdrijf"), ("Aantal",), ("JJ",))


PROTECTED_AREAS, PROTECTED_KINDS = 342, 20
# One cell in seven hidden for being small, and one in eleven so that nobody works those out.
_CELLS = """
    INSERT INTO monitor_releasedvalue (indicator_id, edition_id, category, measure, area_kind, area_name, period,
        is_total, value, value_status, revision_status)
    SELECT %s, %s, 'Soort ' || kind, 'Aantal', 'municipality', 'Gebied ' || area, '2025JJ00', false,
           CASE WHEN status = 'value' THEN 10 + (area * 7 + kind * 13) %% 900 END, status, 'final'
    FROM generate_series(1, %s) area, generate_series(1, %s) kind, LATERAL (
        SELECT CASE WHEN (area + kind) %% 7 = 0 THEN 'below' WHEN (area + kind) %% 11 = 0 THEN 'hidden'
               ELSE 'value' END AS status
    ) told
"""


def _fill_protected_table() -> None:
    """A table of 342 × 20 cells, as it is released when its small numbers were hidden."""
    source = Source.objects.create(name="Partners (proef)", attribution="Bron: partners", kind=SourceKind.DELIVERED)
    indicator = Indicator.objects.create(
        slug=PROTECTED, name="Beveiligde tabel", definition="Wat meetelt.", source=source, unit="personen"
    )
    contents = Contents(
        tuple(("municipality", f"Gebied {area}") for area in range(1, PROTECTED_AREAS + 1)),
        tuple(f"Soort {kind}" for kind in range(1, PROTECTED_KINDS + 1)),
        ("Aantal",),
        ("JJ",),
    )
    rule = {"threshold": 10, "shows_zero": True, "rounds_to": 1, "least_values": 5, "largest_share": None}
    edition = Edition.objects.create(
        indicator=indicator,
        number=1,
        retrieved_on=today(),
        contents=contents.as_json(),
        description=describe(indicator),
        is_protected=True,
        rule=rule,
    )
    with as_steward(), connection.cursor() as cursor:
        cursor.execute(_CELLS, [indicator.pk, edition.pk, PROTECTED_AREAS, PROTECTED_KINDS])
