"""Where the texts of people that several sections print are changed: a text names the page of its action."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from monitor.reporting.part import Place
from monitor.reporting.sections import BriefAction, MilestoneLine


def of_action(code: str, pk: int, texts: Iterable[str]) -> Iterator[Place]:
    url = reverse("actionplan:action-detail", args=[pk])
    yield from (Place(f"In de toelichting van actie {code}", text, url) for text in texts)


def of_titles(actions: Iterable[BriefAction]) -> Iterator[Place]:
    for action in actions:
        yield from of_action(action.code, action.pk, [action.title])


def of_milestones(lines: Iterable[MilestoneLine]) -> Iterator[Place]:
    for line in lines:
        url = reverse("actionplan:action-detail", args=[line.action_pk])
        yield Place(f"In een mijlpaal van actie {line.action.code}", line.title, url)
