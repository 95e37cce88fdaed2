"""No write escapes the history, whatever wrote it, and nothing confidential enters it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models
from django.test import Client

from actionplan.models import Action, ActionTargetGroup, Pillar
from network.database import as_steward
from network.history import because, by_itself, history_of
from network.models import Person
from partners.models import ChannelKind
from partners.service_history import history_of_service
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionPointFactory,
    ActionTargetFactory,
    BottleneckFactory,
    BudgetLineFactory,
    CareServiceFactory,
    ChannelFactory,
    DecisionFactory,
    HelpLineFactory,
    LessonFactory,
    MeetingFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    RealisationFactory,
    RegionFactory,
    ReportFactory,
    RoleGrantFactory,
    StatusReportFactory,
    SuccessFactory,
    TargetGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

# What never enters the history, however it is written.
CONFIDENTIAL = {
    "network.person": {"password", "last_login"},
    "network.invitation": {"token_digest"},
    "network.waitingimport": {"content", "choices", "preview"},
    # Whoever knew the address of a calendar could guess no other, but has no business with what it was either.
    "network.calendarfeed": {"digest"},
    "partners.changerequest": {"details"},
    "partners.confirmlink": {"digest"},
    "partners.feedback": {"text"},
    "partners.location": {"street", "postcode", "place"},
    "partners.contactrequest": {"name", "email", "phone", "function"},
    "monitor.housestyle": {"logo"},
    "monitor.reportedition": {"content"},
    "monitor.yearedition": {"content"},
    "monitor.boundaries": {"shapes"},
    # What was adopted is kept in the version itself.
    "actionplan.planversion": {"contents"},
    "actionplan.actioncomment": {"text"},
}

# One kind of each part of the portal, with a field that a write can change.
KINDS: list[tuple[Any, str, Any]] = [
    (PersonFactory, "name", "Nieuw"),
    (RoleGrantFactory, "ends_on", date(2027, 1, 1)),
    (RegionFactory, "history_years", 9),
    (OrganisationFactory, "short_name", "Nieuw"),
    (CareServiceFactory, "description", "Nieuw"),
    (ChannelFactory, "for_professionals", True),
    (HelpLineFactory, "hours", "altijd"),
    (ActionFactory, "title", "Nieuw"),
    (StatusReportFactory, "explanation", "Nieuw"),
    (MilestoneFactory, "title", "Nieuw"),
    (ActionTargetFactory, "unit", "mensen"),
    (RealisationFactory, "value", 41),
    (BudgetLineFactory, "description", "Nieuw"),
    (ReportFactory, "number", 2),
    (MeetingFactory, "theme", "Nieuw"),
    (DecisionFactory, "title", "Nieuw"),
    (ActionPointFactory, "title", "Nieuw"),
    (BottleneckFactory, "title", "Nieuw"),
    (LessonFactory, "title", "Nieuw"),
    (SuccessFactory, "title", "Nieuw"),
    (TermFactory, "meaning", "Nieuw"),
]
RAW_UPDATE = 'UPDATE {} SET "{}" = %s WHERE id = %s'


def tracked_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]


def labels_of(thing: models.Model) -> list[str]:
    events = type(thing).pgh_event_model.objects.filter(pgh_obj_id=thing.pk)  # type: ignore[attr-defined]
    return list(events.order_by("pgh_id").values_list("pgh_label", flat=True))


@pytest.mark.parametrize(("factory", "field", "new"), KINDS, ids=lambda value: getattr(value, "__name__", None))
def test_each_way_of_writing_leaves_one_line(factory: Any, field: str, new: Any) -> None:
    thing = factory()
    kind, before = type(thing), getattr(thing, field)
    setattr(thing, field, new)
    thing.save()
    thing.save()  # changes nothing, so tells nothing
    kind.objects.filter(pk=thing.pk).update(**{field: before})
    setattr(thing, field, new)
    kind.objects.bulk_update([thing], [field])
    with connection.cursor() as cursor:
        column = kind._meta.get_field(field).column
        cursor.execute(RAW_UPDATE.format(kind._meta.db_table, column), [before, thing.pk])
    assert labels_of(thing) == ["toegevoegd", *["gewijzigd"] * 4]
    kind.objects.filter(pk=thing.pk).delete()
    assert labels_of(thing)[-1] == "verwijderd"
    thing.pk = None
    [again] = kind.objects.bulk_create([thing])
    assert labels_of(again) == ["toegevoegd"]


def test_every_kind_of_thing_of_the_portal_is_tracked_or_said_not_to_be() -> None:
    """Rows that the portal keeps for itself, and what only repeats what is tracked elsewhere."""
    untracked = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"network", "partners", "actionplan", "monitor"}
        and not hasattr(model, "pgh_event_model")
        and not issubclass(model, pghistory.models.Event)
        and not model._meta.auto_created
    }
    assert untracked == {
        "network.demomarker",
        "network.historyremoval",
        "network.historyseal",
        "network.homeaddress",
        "network.mailing",
        "network.notification",
        "network.scheduledrun",
        "monitor.importfile",
        "monitor.incomingfigure",
        "monitor.protectedcell",
        "monitor.releasedvalue",
        "monitor.reportdownload",
        "partners.linkcheck",
    }


def test_confidential_columns_are_in_no_table_of_the_history() -> None:
    left_out = {}
    for model in tracked_models():
        kept = {field.name for field in model.pgh_event_model._meta.fields}  # type: ignore[attr-defined]
        if missing := {field.name for field in model._meta.concrete_fields} - kept:
            left_out[model._meta.label_lower] = missing
    assert left_out == CONFIDENTIAL
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE '%event'"
            " AND column_name ~ '(password|digest|secret|token|street|postcode)'"
        )
        assert cursor.fetchall() == []


def test_twenty_actions_that_change_at_once_get_twenty_lines_with_only_what_changed(cast: Cast) -> None:
    actions = [ActionFactory(lead_organisation=cast.lead_organisation) for _ in range(20)]
    group = TargetGroupFactory()
    with pghistory.context(person=cast.coordinator.pk), because("andere trekker"):
        Action.objects.filter(pk__in=[action.pk for action in actions]).update(
            lead_organisation=cast.other_organisation
        )
        ActionTargetGroup.objects.bulk_create(ActionTargetGroup(action=each, target_group=group) for each in actions)
    for action in actions:
        changes = [change for change in history_of(action) if change.kind == "gewijzigd"]
        told = [(change.who, change.field, change.old, change.new, change.reason) for change in changes]
        assert told == [("Marijke de Wit", "trekker", "MEE Gelderse Poort", "Sterker", "andere trekker")]
    assert ActionTargetGroup.pgh_event_model.objects.filter(target_group=group).count() == 20  # type: ignore[attr-defined]


def test_a_reason_stands_with_its_own_changes_and_no_others(cast: Cast) -> None:
    person = cast.reader
    with pghistory.context(person=cast.coordinator.pk):
        for reason, name in (("", "A"), ("trouwde", "B"), ("", "C")):
            if reason:
                with because(reason):
                    Person.objects.filter(pk=person.pk).update(name=name)
            else:
                Person.objects.filter(pk=person.pk).update(name=name)
    with by_itself():
        Person.objects.filter(pk=person.pk).update(name="D")
    told = [(change.new, change.reason, change.who) for change in history_of(person, limit=4)]
    assert told == [
        ("D", "", "Het portaal"),
        ("C", "", "Marijke de Wit"),
        ("B", "trouwde", "Marijke de Wit"),
        ("A", "", "Marijke de Wit"),
    ]


def test_an_entry_shows_the_last_change_of_its_phone_number(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    """The sentence of the agreement: with user, time, old and new value."""
    service = CareServiceFactory(organisation=cast.other_organisation)
    phone = ChannelFactory(service=service, kind=ChannelKind.PHONE, value="088-0000 000")
    with pghistory.context(person=cast.other_editor.pk):
        phone.value = "088-0000 001"
        phone.save()
    page = client_of(cast.coordinator).get(service.get_absolute_url()).content.decode()
    said = page[page.index('<ol class="history">') :]
    assert "<strong>Noor Bakker</strong> veranderde <em>telefoon voor cliënten</em>" in said
    assert "van <del>088-0000 000</del> in <ins>088-0000 001</ins>" in said
    assert " uur</time>" in said


def test_an_entry_also_tells_of_a_number_that_came_later_and_of_one_that_is_gone(cast: Cast) -> None:
    service = CareServiceFactory(organisation=cast.other_organisation)
    with pghistory.context(person=cast.coordinator.pk):
        with because("Nieuw nummer goedgekeurd"):
            phone = ChannelFactory(service=service, kind=ChannelKind.PHONE, value="088-0000 000")
        with because("Nummer vervallen"):
            phone.delete()
    told = [(change.field, change.old, change.new, change.reason) for change in history_of_service(service)]
    name = "telefoon voor cliënten"
    assert (name, "niet ingevuld", "088-0000 000", "Nieuw nummer goedgekeurd") in told
    assert (name, "088-0000 000", "niet ingevuld", "Nummer vervallen") in told


def test_partners_and_reports_tell_their_history_to_who_may_read_it(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    report = ReportFactory()
    with pghistory.context(person=cast.coordinator.pk):
        section = report.sections.create(kind="summary", position=1, text="Eerst")
        section.text = "Daarna"
        section.save()
        cast.lead_organisation.description = "Wij helpen."
        cast.lead_organisation.save()
    client = client_of(cast.coordinator)
    assert "in <ins>Daarna</ins>" in client.get(report.get_absolute_url()).content.decode()
    page = cast.lead_organisation.get_absolute_url()
    assert "in <ins>Wij helpen.</ins>" in client.get(page).content.decode()
    assert "in <ins>Wij helpen.</ins>" not in client_of(cast.reader).get(page).content.decode()


def test_raw_figures_leave_their_lines_where_the_steward_alone_reads_them() -> None:
    with as_steward(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM monitor_observationevent")
        assert cursor.fetchone() == (0,)
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM monitor_observationevent")


def test_what_a_migration_writes_did_not_come_in_outside_the_portal() -> None:
    [pillar] = Pillar.objects.filter(is_overarching=True)
    assert [change.who for change in history_of(pillar)] == ["Nieuwe versie van het portaal"]
