"""The large region, written into an empty corner of the example region by bulk: never row by row."""

from django.db import connection, transaction

from network.models import Municipality
from partners.models import Organisation, OrganisationKind
from tests.bench.bench import Size
from tests.bench.directory_rows import PLACES, fill_directory
from tests.bench.monitor_rows import fill_monitor
from tests.bench.plan_rows import fill_plan
from tests.bench.work_rows import fill_work


@transaction.atomic
def fill(size: Size) -> dict[str, int]:
    """Up to that many of everything that counts, beside the few dozen rows of the example region."""
    _fill_municipalities(size.municipalities)
    partners = Organisation.objects.bulk_create(
        Organisation(
            name=f"Stichting {PLACES[number % len(PLACES)]} {number}",
            kind=_KINDS[number % len(_KINDS)],
        )
        for number in range(size.organisations - Organisation.objects.count())
    )
    fill_directory(size.services, partners)
    fill_plan(size.actions, partners)
    fill_work(size.work, partners)
    fill_monitor(size.observations)
    with connection.cursor() as cursor:
        counted = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  (a name of our own)
            counted[table] = int(cursor.fetchone()[0])
    return counted


# A municipality as partner is one of the register.
_KINDS = [kind for kind in OrganisationKind if kind != OrganisationKind.MUNICIPALITY]
TABLES = (
    *("network_municipality", "partners_organisation", "partners_careservice", "actionplan_action"),
    *("partners_meeting", "monitor_releasedvalue"),
)


def _fill_municipalities(count: int) -> None:
    """As many as the country has, so that a list of all of them is as long as it gets; the region keeps its own."""
    Municipality.objects.bulk_create(
        Municipality(code=f"GM{5000 + number}", name=f"Gemeente {number}")
        for number in range(Municipality.objects.on().count(), count)
    )
