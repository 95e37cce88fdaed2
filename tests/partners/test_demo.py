"""The partners of the demo region say what the public documents say, and there is something of everything to see."""

from datetime import date, timedelta

import pytest
from django.db import models

from network.dates import today
from network.demo import load_region_and_people
from network.models import Municipality, Person
from partners.attendance import attendance_of, partners_at_meetings
from partners.contents import contents_of
from partners.demo import load_partners
from partners.demo_agreements import CASE_MEETING, COVENANT, PRIVACY, PROCESSING, deals
from partners.life_cycle import AgreementStatus
from partners.models import (
    ActionPoint,
    Agreement,
    AgreementParty,
    Audience,
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStatus,
    Campaign,
    Capacity,
    CareService,
    ChainLink,
    ChainRole,
    ChangeRequest,
    Channel,
    ChannelKind,
    Decision,
    Domain,
    Feedback,
    FundingRegime,
    HelpLine,
    HoursException,
    Lesson,
    LessonStatus,
    Location,
    Meeting,
    Membership,
    Organisation,
    Phase,
    ProfileChange,
    Responsibility,
    RiskyField,
    Section,
    SectionCheck,
    ServiceStatus,
    Visibility,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def demo(rows_of_this_module: None) -> None:
    load_region_and_people()
    load_partners()


def test_hours_are_those_of_the_application() -> None:
    agreed = {(str(hours.organisation), hours.task): hours.as_agreed for hours in Capacity.objects.all()}
    assert (
        agreed.items()
        >= {
            ("GGD Gelderland-Zuid", "Coördinatie van de ketenaanpak"): "12 uur per week, 475 uur per jaar",
            ("GGD Gelderland-Zuid", "Inzet van een ervaringsdeskundige"): "16 uur per week, 634 uur per jaar",
            ("MEE Gelderse Poort", "Coaching en advies aan professionals"): "104 uur per jaar",
            ("MEE Gelderse Poort", "Individuele begeleiding"): "3 uur per week, 156 uur per jaar",
            ("Sterker", "Uitbreiding van de uren van R75"): "4 uur per week",
        }.items()
    )


def test_the_hours_of_mee_add_up_to_what_its_tables_say() -> None:
    """543 hours asked and 302 regular ones; the text beside it says 290, and is not the table."""
    hours = {"Subsidieaanvraag": 0, "Reguliere": 0}
    for capacity in Capacity.objects.filter(organisation__name="MEE Gelderse Poort"):
        hours[capacity.source.split()[0]] += int(capacity.hours_per_year or 0)
    assert hours == {"Subsidieaanvraag": 543, "Reguliere": 302}


def test_the_network_has_a_gap_in_the_safety_domain() -> None:
    domains = set(Organisation.objects.active().values_list("domain", flat=True))
    assert domains == {Domain.SOCIAL, Domain.CARE}


def test_every_audience_finds_an_entry_and_the_acute_ones_have_a_number_and_hours() -> None:
    for audience in Audience:
        assert CareService.objects.published().for_audiences([audience]).exists(), audience
    for service in CareService.objects.in_phases([Phase.ACUTE]):
        assert contents_of(service).client_phone, service
        assert service.channel_with_hours
        assert service.channel_with_hours.opening_hours.exists(), service


def test_every_number_can_be_dialled_and_those_of_entries_are_examples() -> None:
    for line in HelpLine.objects.exclude(number=""):
        assert line.phone, line
        assert not line.phone.is_example
    for service in CareService.objects.all():
        for channel in service.channels.filter(kind="phone"):
            assert channel.phone, channel
            assert channel.phone.is_example or channel.phone.display == "14 024", channel


def test_every_field_and_every_state_of_an_entry_is_there_to_see() -> None:
    services = list(CareService.objects.all())
    assert len(services) >= 20
    for field in CareService._meta.get_fields():
        if isinstance(field, models.Field) and field.name not in {"version", "is_nationwide"}:
            assert any(getattr(service, field.name) not in (None, "", [], False) for service in services), field.name
    assert {service.status for service in services} == set(ServiceStatus)
    assert any(service.is_closed for service in services)
    assert any(service.has_expired for service in services)
    assert {location.visibility for location in Location.objects.all()} == set(Visibility)
    assert {channel.kind for channel in Channel.objects.all()} == set(ChannelKind)
    assert HoursException.objects.to_come().exists()
    assert SectionCheck.objects.get(is_known=False).section == Section.HOURS
    assert Campaign.objects.running().exists()
    assert Feedback.objects.open().count() == 2


def test_a_secret_place_serves_the_whole_region_and_a_number_tells_not_where_it_is() -> None:
    for service in CareService.objects.filter(locations__visibility=Visibility.SECRET):
        assert service.municipalities.count() == Municipality.objects.count()
        assert all(channel.value.startswith("088") for channel in service.channels.all())


def test_there_is_paid_and_free_treatment_for_who_is_17_in_nijmegen() -> None:
    here = CareService.objects.published().serving(Municipality.objects.get(name="Nijmegen"))
    treatment = here.for_audiences([Audience.PERPETRATOR]).accepting_age(17).get(service_types__contains=["treatment"])
    assert treatment.funding_regimes == [FundingRegime.HEALTH_INSURANCE, FundingRegime.FORENSIC]


def test_hours_of_a_line_stand_only_where_they_were_read_with_the_organisation_or_an_authority() -> None:
    with_hours = set(HelpLine.objects.exclude(hours="").values_list("number", flat=True))
    assert with_hours == {"0800-0188", "0800-2000", "113"}
    assert not HelpLine.objects.filter(last_verified_on=None).exclude(hours="").exists()


def test_persons_are_invented_and_a_change_of_every_risky_field_waits() -> None:
    assert all(email.endswith("@demo.example") for email in Person.objects.values_list("email", flat=True))
    waiting = ChangeRequest.objects.waiting()
    assert {change.field for change in waiting} == set(RiskyField)
    assert {str(change.asked_by) for change in waiting} == {"Bas Hendriks"}
    assert ProfileChange.objects.waiting().get().field == "phone"


def test_the_chain_has_its_seven_links_and_one_that_nobody_owns() -> None:
    links = ChainLink.objects.in_order().with_roles()
    owned = {link.name: [role for role in link.roles_now if role.is_process_owner] for link in links}
    assert len(owned) == 7
    assert [name for name, owners in owned.items() if not owners] == ["Weging"]
    assert max(len(owners) for owners in owned.values()) == 1
    assert ChainRole.objects.filter(ends_on__lt=today()).exists(), "an owner of before"
    assert Body.objects.get(kind="chain_team").rhythm == "eens per 2 maanden"


def test_each_of_the_five_partners_has_tasks_and_those_with_subsidy_rest_on_an_agreement_or_on_nothing() -> None:
    tasks = Responsibility.objects.with_names()
    assert {str(task.organisation) for task in tasks} >= {
        "GGD Gelderland-Zuid",
        "MEE Gelderse Poort",
        "Sterker",
        "Iriszorg",
        "Moviera",
    }
    assert {task.law.split()[0] for task in tasks if task.law} == {"Wet", "Wmo"}
    assert {task.basis for task in tasks if task.funding == "subsidised"} == {"agreement", "none"}
    without = set(tasks.without_ground().values_list("organisation__name", flat=True))
    assert without == {"MEE Gelderse Poort", "Sterker", "Iriszorg"}


def test_two_of_six_signed_the_covenant_and_the_processing_agreement_belongs_to_another() -> None:
    parties = AgreementParty.objects.filter(version__agreement__title=COVENANT)
    assert (parties.signed().count(), parties.count()) == (2, 6)
    assert Agreement.objects.get(title=PROCESSING).main_agreement == Agreement.objects.get(title=PRIVACY)
    assert Agreement.objects.get(title=PRIVACY).versions.get(kind="accession").parties.get().is_signed
    assert Agreement.objects.filter(is_confidential=True).count() == 1
    assert Agreement.objects.get(title=CASE_MEETING).renewal_months == 12
    assert all("verzonnen" in purpose for purpose in Agreement.objects.values_list("purpose", flat=True))


def test_agreements_of_every_state_are_there_to_see() -> None:
    states = {agreement.status_on(today()) for agreement in Agreement.objects.all()}
    assert states == set(AgreementStatus)


def test_the_dates_of_the_demo_are_possible_on_every_day() -> None:
    for day in (date(2026, 1, 1), date(2027, 12, 31), date(2028, 2, 29)):
        for deal in deals(day):
            terms = {name: term for name, term in deal.terms.items() if name.endswith(("_on", "months"))}
            Agreement(kind=deal.kind, **terms).validate_constraints(exclude={"main_agreement"})
            assert all(day - timedelta(days=6000) < signed <= day for signed in deal.signed), deal.title


def test_some_contacts_agreed_to_be_listed_and_some_did_not() -> None:
    of_mee = Membership.objects.filter(organisation__name="MEE Gelderse Poort")
    assert of_mee.listed().get().person.name == "Noor Vermeer"
    assert of_mee.get(contact_kind="director").listed_since is None


def test_there_is_something_to_see_of_every_kind_of_body_past_and_ahead() -> None:
    assert set(Body.objects.values_list("kind", flat=True)) == set(BodyKind)
    assert Body.objects.get(ends_on__lt=today()).kind == BodyKind.WORKING_GROUP
    for kind in BodyKind:
        assert Meeting.objects.past().filter(body__kind=kind).exists(), kind
        assert Meeting.objects.coming().filter(body__kind=kind).exists(), kind
    assert Meeting.objects.get(participants__isnull=False).sign_ups.count() == 6
    assert Bottleneck.objects.values("status").distinct().count() == len(BottleneckStatus)
    assert set(Lesson.objects.values_list("status", flat=True)) == set(LessonStatus)
    late, done = ActionPoint.objects.filter(due_on__lt=today()).in_order()
    assert (late.is_late(today()), done.is_late(today())) == (True, False)


def test_a_bottleneck_went_from_the_work_floor_to_the_stuurgroep_and_stands_on_its_agenda() -> None:
    bottleneck = Bottleneck.objects.get(status=BottleneckStatus.ESCALATED)
    steps = bottleneck.steps.all()
    assert [step.body.level for step in steps] == [1, 2, 3]
    assert [step.happened_on for step in steps] == sorted(step.happened_on for step in steps)
    assert bottleneck.agenda_items.get().meeting.body == bottleneck.body
    assert Decision.objects.get(bottleneck__status=BottleneckStatus.DECIDED).steps.count() == 1


def test_partners_were_at_three_of_four_meetings_in_the_half_year_of_the_report() -> None:
    partners = partners_at_meetings(date(2026, 1, 1), date(2026, 6, 30))
    words = {str(each.organisation): each.in_words for each in attendance_of(partners)}
    assert "3 van 4 overleggen" in words.values()
    assert "4 van 4 overleggen" in words.values()
