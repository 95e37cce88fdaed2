"""Where the texts of people that several sections print are changed: a text names the page of its action."""

from collections.abc import Iterable, Iterator

from django.urls import reverse_lazy

from monitor.reporting.part import Place
from monitor.reporting.sections import ActionName, BriefAction, DecisionName, MilestoneLine


def of_action(code: str, pk: int, texts: Iterable[str]) -> Iterator[Place]:
    url = reverse_lazy("actionplan:action-detail", args=[pk])
    yield from (Place(f"In de toelichting van actie {code}", text, url) for text in texts)


def of_titles(actions: Iterable[BriefAction]) -> Iterator[Place]:
    for action in actions:
        yield from of_action(action.code, action.pk, [action.title])


def of_names(actions: Iterable[ActionName]) -> Iterator[Place]:
    """Where only its code and title are known."""
    for action in actions:
        yield Place(f"In de titel van actie {action.code}", action.title, reverse_lazy("actionplan:action-list"))


def of_decisions(names: Iterable[DecisionName | None]) -> Iterator[Place]:
    """Where a section names them; none is passed where nothing was decided."""
    for name in filter(None, names):
        yield Place(f"In besluit {name.number}", name.title, reverse_lazy("partners:decision-list"))


def of_milestones(lines: Iterable[MilestoneLine]) -> Iterator[Place]:
    for line in lines:
        url = reverse_lazy("actionplan:action-detail", args=[line.action_pk])
        yield Place(f"In een mijlpaal van actie {line.action.code}", line.title, url)


def of_indicator(name: str, texts: Iterable[str]) -> Iterator[Place]:
    url = reverse_lazy("monitor:indicator-list")
    yield from (Place(f"Bij het cijfer «{name}»", text, url) for text in (name, *texts))
