"""Releasing what partners delivered: ask for an edition, build it, or tell why there is none."""

from collections.abc import Sequence
from math import prod

from django.db import models, transaction
from django.utils import timezone

from monitor.edition_cubes import EditionRefusedError
from monitor.models import BuildStatus, Dimension, EditionBuild, Indicator
from monitor.protected_editions import build_protected
from network.database import as_steward, one_at_a_time
from network.history import because
from network.jobs import app
from network.models import AreaMembership, Person, Region

SMALL = 600  # cells; above it the work is done in the background
PERIODS_IN_A_FILE = 12
FAILED = (
    "Door een fout in het portaal is er niets vrijgegeven. Probeer het opnieuw. Lukt het weer niet, "
    "vraag dan de beheerder om in het logboek te kijken."
)


@transaction.atomic
def order_build(indicator: Indicator, *, reason: str, by: Person | None) -> EditionBuild:
    """Ask for an edition: a small one is built at once, a large one in the background."""
    build = EditionBuild.objects.create(indicator=indicator, reason=reason, asked_by=by)
    if _cells_about(indicator) <= SMALL:
        return run_build(build)
    app.configure_task("monitor.build_edition").defer(build=build.pk)
    return build


def _cells_about(indicator: Indicator) -> int:
    """How many cells there will be, totals included, told without reading a raw number."""
    parts = Dimension.objects.filter(indicator=indicator).annotate(parts_there=models.Count("parts"))
    areas = AreaMembership.objects.filter(area_set__in=Region.objects.values("area_set")).count() + 2
    categories = prod(number + 1 for number in parts.values_list("parts_there", flat=True))
    return (indicator.rounds.count() + indicator.imports.loaded().count() * PERIODS_IN_A_FILE) * areas * categories


def run_build(build: EditionBuild) -> EditionBuild:
    """Build the edition, or note why not. Whatever goes wrong, no part of an edition stays behind."""
    try:
        with as_steward(), because(build.reason or "vrijgave van cijfers"):
            one_at_a_time(f"edition-{build.indicator_id}")
            build = EditionBuild.objects.select_for_update().get(pk=build.pk)
            if build.status == BuildStatus.WAITING:
                indicator = Indicator.objects.select_related("source").get(pk=build.indicator_id)
                build.edition = build_protected(indicator, reason=build.reason)
                build.status, build.finished_at = BuildStatus.RELEASED, timezone.now()
                build.save()
    except EditionRefusedError as refused:
        note_refusal(build, problem=str(refused), cells=refused.cells)
    return build


def note_refusal(build: EditionBuild, *, problem: str, cells: Sequence[str] = ()) -> None:
    """Nothing was released; whoever asked is told on «Mijn overzicht».

    Unless it was after all: by a worker that was thought to be gone, while another took up its job.
    """
    with transaction.atomic():
        if EditionBuild.objects.select_for_update(of=("self",)).get(pk=build.pk).status != BuildStatus.RELEASED:
            build.status, build.problem, build.cells = BuildStatus.REFUSED, problem, list(cells)
            build.edition, build.finished_at = None, timezone.now()
            build.save()
