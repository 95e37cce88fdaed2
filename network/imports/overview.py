"""What long lists put on «Mijn overzicht», so that nobody has to wait beside them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from network.imports.kinds import KINDS
from network.models import ImportState, Person, WaitingImport
from network.overview import Todo, source
from network.policy import may
from network.together import Fetch, fetch

TOLD_FOR = timedelta(days=3)  # how long one that was saved is told about


@source
def lists_to_go_on_with(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """That were looked at, that are saved, and that could not be."""
    kinds = {kind.key: kind for kind in KINDS.values() if may(person, kind.permission)}
    lists = WaitingImport.objects.of(person, *kinds).long().without_rows()
    yield fetch(lists)
    for waiting in lists:
        if told := _told(waiting, on):
            title, why, action = told
            yield Todo(
                None,
                f"De lijst {waiting.file_name} {title}",
                why,
                reverse(kinds[waiting.kind].look_url, args=[waiting.pk]),
                action,
                late=waiting.state == ImportState.REFUSED or waiting.hangs,
                key=f"list:{waiting.pk}:{waiting.state}:{waiting.attempt}",
            )


def _told(waiting: WaitingImport, on: date) -> tuple[str, str, str] | None:
    """What is the matter, why, and what can be done."""
    if waiting.hangs:
        return "is blijven hangen", "Er is niets opgeslagen. Probeer het opnieuw.", "Lijst openen"
    if waiting.state == ImportState.LOOKED:
        why = waiting.problem or "Kijk na wat er verandert en sla op. Wat na een week niet is opgeslagen, verdwijnt."
        return "is bekeken", why, "Lijst bekijken"
    if waiting.state == ImportState.REFUSED:
        return "is niet opgeslagen", waiting.problem, "Lijst openen"
    started = waiting.busy_since
    if waiting.state == ImportState.LOADED and started and timezone.localdate(started) > on - TOLD_FOR:
        return "is opgeslagen", f"{waiting.outcome}.", "Resultaat bekijken"
    return None
