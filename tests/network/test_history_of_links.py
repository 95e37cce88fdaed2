"""The history of things that follow each other, and of things that are linked."""

from datetime import date

import pghistory
import pytest

from actionplan.models import ActionTargetGroup, Light, StatusReport
from network.history import past_of_links, successive_changes, told_together
from tests.cast import Cast
from tests.factories import ActionFactory, StatusReportFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


def test_each_report_is_told_as_a_change_of_the_light_before_it(cast: Cast) -> None:
    action = ActionFactory()
    by_bas = {"action": action, "reported_by": cast.lead_editor}
    StatusReportFactory(reported_on=date(2026, 4, 1), **by_bas)
    StatusReportFactory(reported_on=date(2026, 6, 1), **by_bas)
    StatusReportFactory(
        reported_on=date(2026, 9, 1), light=Light.RED, cause="geen geld", consequence="b", correction="c", **by_bas
    )
    StatusReportFactory(reported_on=date(2026, 11, 1), action=action)
    changes = successive_changes(
        StatusReport.objects.oldest_first(), "light", who="reported_by", when="recorded_at", why=lambda row: row.cause
    )
    assert [(change.who, change.kind, change.old, change.new, change.reason) for change in changes] == [
        ("Het portaal", "gewijzigd", "Rood", "Groen", ""),
        ("Bas Hendriks", "gewijzigd", "Groen", "Rood", "geen geld"),
        ("Bas Hendriks", "opnieuw", "Groen", "Groen", ""),
        ("Bas Hendriks", "gewijzigd", "niet ingevuld", "Groen", ""),
    ]
    assert {change.field for change in changes} == {"stand"}


def test_linked_things_are_told_per_save_with_all_names_before_and_after(cast: Cast) -> None:
    action = ActionFactory()
    oggz, risk = TargetGroupFactory(name="OGGZ"), TargetGroupFactory(name="Risicogroep")
    with pghistory.context(person=cast.coordinator.pk):
        action.target_groups.set([oggz, risk])
    with pghistory.context(person=cast.lead_editor.pk, reason="besluit 2026-07"):
        action.target_groups.set([risk, TargetGroupFactory(name="Naasten")])
    ActionFactory().target_groups.add(oggz)  # of another action

    changes = told_together(past_of_links(ActionTargetGroup, "target_group", label="doelgroepen", action=action))
    assert [(change.who, change.old, change.new, change.reason) for change in changes] == [
        ("Bas Hendriks", "OGGZ, Risicogroep", "Naasten, Risicogroep", "besluit 2026-07"),
        ("Marijke de Wit", "niet ingevuld", "OGGZ, Risicogroep", ""),
    ]
