"""What this part of the portal puts on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from monitor.models import ImportRun, ImportStatus
from network import overview
from network.dutch import long_date
from network.models import Person
from network.overview import Todo
from network.policy import Permission, may
from network.together import Fetch, fetch

TOLD_FOR = timedelta(days=3)  # how long a finished import in the background is told about


@overview.source
def imports_to_finish(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Files that were looked at and not saved, that could not be saved, or that were saved in the background."""
    if not may(person, Permission.FIGURE_IMPORT):
        return
    runs = ImportRun.objects.visible_to(person).to_finish(since=on - TOLD_FOR)
    yield fetch(runs)
    for run in runs:
        yield _todo(run)


def _todo(run: ImportRun) -> Todo:
    url, key = run.get_absolute_url(), f"import:{run.pk}:{run.status}"
    if run.status == ImportStatus.FAILED:
        why = f"{run.problem} Er is niets opgeslagen."
        return Todo(None, f"De import van {run.file_name} is mislukt", why, url, "Import bekijken", late=True, key=key)
    if run.status == ImportStatus.LOADED:
        title = f"De import van {run.file_name} is klaar"
        return Todo(None, title, "De cijfers zijn opgeslagen.", url, "Resultaat bekijken", key=key)
    since = long_date(timezone.localdate(run.brought_in_at))
    why = f"Bekeken op {since}, nog niet opgeslagen. Sla op of annuleer."
    return Todo(None, f"Import van {run.file_name} afmaken", why, url, "Import bekijken", key=key)
