"""What the database itself keeps from whoever is not signed in."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from network.database import PUBLIC, acting_as
from network.dates import today
from network.models import Person
from partners.models import (
    Audience,
    Capacity,
    CareService,
    ChangeRequest,
    Channel,
    Feedback,
    HelpLine,
    HoursException,
    HoursKind,
    Location,
    Membership,
    OpeningHours,
    Organisation,
    ServiceStatus,
    Visibility,
)
from partners.visitors import COLUMNS_OF_A_SERVICE
from tests.factories import (
    CareServiceFactory,
    ChannelFactory,
    HelpLineFactory,
    HoursExceptionFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db

READABLE = {
    "partners_careservice",
    "partners_careservice_municipalities",
    "partners_channel",
    "partners_helpline",
    "partners_hoursexception",
    "partners_location",
    "partners_openinghours",
    "partners_organisation",
}


def with_a_privilege(privilege: str) -> set[str]:
    """On the table, or on a column of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'partners%%' AND CASE"
            " WHEN %(what)s IN ('DELETE', 'TRUNCATE') THEN has_table_privilege(%(who)s, oid, %(what)s)"
            " ELSE has_any_column_privilege(%(who)s, oid, %(what)s) END",
            {"who": PUBLIC, "what": privilege},
        )
        return {name for (name,) in cursor.fetchall()}


def test_visitors_read_eight_tables_of_the_partners_and_write_none() -> None:
    assert with_a_privilege("SELECT") == READABLE
    for privilege in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert with_a_privilege(privilege) == set()


def test_every_table_that_visitors_read_has_policies_on_its_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relname LIKE 'partners%%'")
        assert {name for (name,) in cursor.fetchall()} == READABLE


@pytest.mark.parametrize("model", [Membership, Capacity, ChangeRequest, Person])
def test_visitors_read_no_other_table(model: Any) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC):
        list(model.objects.all())


def test_visitors_read_no_history() -> None:
    events = [model for model in apps.get_models() if model.__name__.endswith("Event")]
    assert len(events) > 8
    for model in events:
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC):
            list(model._default_manager.all())


def test_visitors_read_published_help_that_is_not_for_professionals_only() -> None:
    for status in ServiceStatus:
        CareServiceFactory(name=status.value, status=status)
    CareServiceFactory(name="voor professionals", audiences=[Audience.PROFESSIONAL])
    CareServiceFactory(name="voorbij", valid_to=today() - timedelta(days=1))
    CareServiceFactory(name="straks", valid_from=today() + timedelta(days=1))
    CareServiceFactory(name="nog een dag", valid_from=today(), valid_to=today())
    CareServiceFactory(name="ook voor professionals", audiences=[Audience.PROFESSIONAL, Audience.RELATIVE])
    with acting_as(PUBLIC):
        names = {service.name for service in CareService.objects.only("name")}
    assert names == {"published", "closed", "ook voor professionals", "nog een dag"}
    assert names == {service.name for service in CareService.objects.open_to_the_public()}, "the views ask the same"


def test_visitors_read_nothing_of_an_entry_that_is_for_members() -> None:
    CareServiceFactory(professional_notes="Bel ook op zondag.")
    for column in {field.attname for field in CareService._meta.concrete_fields} - set(COLUMNS_OF_A_SERVICE):
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC):
            list(CareService.objects.values_list(column))


def test_visitors_can_only_add_what_is_wrong_with_something_they_see() -> None:
    seen, draft = CareServiceFactory(), CareServiceFactory(status=ServiceStatus.DRAFT)
    with acting_as(PUBLIC), connection.cursor() as cursor:
        for entry in (seen, draft):
            cursor.execute("SELECT leave_feedback(%s, 'phone', %s)", [entry.short_id, "x" * 300])
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(Feedback.objects.all())
    assert {(told.service, len(told.text)) for told in Feedback.objects.all()} == {(seen, 200), (None, 200)}


def test_visitors_read_no_channel_for_professionals_and_none_of_a_draft() -> None:
    open_to_all = ChannelFactory(value="088-0000 001")
    for hidden in (
        ChannelFactory(service=open_to_all.service, value="088-0000 002", for_professionals=True),
        ChannelFactory(service=CareServiceFactory(status=ServiceStatus.DRAFT), value="088-0000 003"),
        open_to_all,
    ):
        OpeningHours.objects.create(channel=hidden, weekday=1, kind=HoursKind.ALL_DAY)
    with acting_as(PUBLIC):
        assert [channel.value for channel in Channel.objects.all()] == ["088-0000 001"]
        assert [hours.channel_id for hours in OpeningHours.objects.all()] == [open_to_all.pk]


def test_of_a_secret_place_visitors_learn_only_that_it_is_secret() -> None:
    service = CareServiceFactory()
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    with acting_as(PUBLIC):
        (place,) = Location.objects.all()
    assert (place.visibility, place.place, place.street, place.postcode) == (Visibility.SECRET, "", "", "")


@pytest.mark.parametrize("part", ["place", "street", "postcode"])
def test_of_a_secret_place_no_address_can_be_stored(part: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(service=CareServiceFactory(), visibility=Visibility.SECRET, **{part: "Straat"})


def test_an_address_that_becomes_secret_is_gone_from_the_history_too() -> None:
    place = Location.objects.create(
        service=CareServiceFactory(), visibility=Visibility.PUBLIC, place="Ergens", street="Laan 1", postcode="6500 AA"
    )
    place.visibility, place.place, place.street, place.postcode = Visibility.SECRET, "", "", ""
    place.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM partners_locationevent e")
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert "secret" in kept
    assert not any(word in kept for word in ("Ergens", "Laan 1", "6500 AA"))


def test_the_place_of_a_draft_stays_with_the_members() -> None:
    Location.objects.create(
        service=CareServiceFactory(status=ServiceStatus.DRAFT), visibility=Visibility.PUBLIC, street="Laan 1"
    )
    with acting_as(PUBLIC):
        assert not Location.objects.exists()


def test_visitors_read_when_other_hours_hold_only_where_they_read_the_channel() -> None:
    shown = HoursExceptionFactory()
    HoursExceptionFactory(channel__for_professionals=True)
    with acting_as(PUBLIC):
        assert list(HoursException.objects.all()) == [shown]


def test_visitors_read_the_lines_that_are_shown() -> None:
    HelpLineFactory(name="getoond")
    HelpLineFactory(name="nog niet nagebeld", is_shown=False)
    with acting_as(PUBLIC):
        assert [line.name for line in HelpLine.objects.all()] == ["getoond"]


def test_visitors_read_only_organisations_that_offer_something_to_them_and_what_those_are_called() -> None:
    CareServiceFactory(organisation=OrganisationFactory(name="Met aanbod"))
    CareServiceFactory(organisation=OrganisationFactory(name="Alleen concept"), status=ServiceStatus.DRAFT)
    OrganisationFactory(name="Zonder aanbod")
    with acting_as(PUBLIC):
        assert [organisation.name for organisation in Organisation.objects.only("name")] == ["Met aanbod"]
    for column in {field.name for field in Organisation._meta.concrete_fields} - {"id", "name", "short_name"}:
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC):
            list(Organisation.objects.values_list(column))
