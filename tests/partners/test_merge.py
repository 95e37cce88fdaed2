"""Merging duplicates keeps the history of both, repoints every link, and overwrites nothing unasked."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.urls import reverse
from django.utils import timezone

from actionplan.forms import ActionForm
from actionplan.models import ActionPartner, ScanState
from monitor.models import Report, ReportKind, ReportStatus
from network.dates import today
from network.history import history_of
from network.models import Person
from network.people_flows import AlreadyOverError
from network.together import alone
from partners.membership_flows import start_membership
from partners.merge import (
    NEVER_REPOINTED,
    CannotMergeError,
    compare,
    merged_from,
    objection_to,
    participations_together,
    plan_of,
    possible_doubles,
    resolve,
)
from partners.merge_flows import merge_organisations
from partners.merge_links import Link, NoRuleError, links_to_organisations, rule_of
from partners.models import (
    Agreement,
    AgreementParty,
    Capacity,
    ChainRole,
    ChainRoleKind,
    ContactRequest,
    EarlierParticipation,
    Membership,
    Organisation,
    OrganisationKind,
    ProfileChange,
    ProfileField,
    RequestStatus,
    SeatKind,
    ServedMunicipality,
)
from partners.models.bodies import Body, BodyKind, Seat
from partners.models.meetings import AgendaItem, Attendance, Presence, SignUp
from partners.periods import Period
from partners.register import participations
from partners.side_by_side import ChangedMeanwhileError
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionPointFactory,
    ActivityFactory,
    AdjoiningPolicyFactory,
    AgreementFactory,
    BottleneckFactory,
    BudgetLineFactory,
    CareServiceFactory,
    ChainLinkFactory,
    ChainRoleFactory,
    DeliveryFactory,
    EmbeddingFactory,
    LessonFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ReportFactory,
    ResponsibilityFactory,
    ScanAnswerFactory,
    ScanItemFactory,
)
from tests.reading import Page

OWNER, PARTICIPANT = ChainRoleKind.PROCESS_OWNER, ChainRoleKind.PARTICIPANT


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(first: str, last: str | None = None) -> Period:
    return Period(day(first), day(last) if last else None)


@pytest.fixture
def staying(cast: Cast) -> Organisation:
    return OrganisationFactory(name="Moviera", joined_on=day("2024-01-01"))


@pytest.fixture
def going(cast: Cast) -> Organisation:
    return OrganisationFactory(name="Moviera", joined_on=day("2021-01-01"), left_on=day("2023-06-30"))


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def merge(cast: Cast, staying: Organisation, going: Organisation, **chosen: str) -> Organisation:
    return merge_organisations(staying, going=going, chosen=chosen, by=cast.coordinator)


def merge_url(staying: Organisation, going: Organisation) -> str:
    return f"{reverse('partners:organisation-merge', args=[staying.pk])}?met={going.pk}"


def spans(rows: Any) -> list[tuple[str, date, date | None]]:
    return list(rows.order_by("starts_on").values_list("kind", "starts_on", "ends_on"))


# --- periods -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "overlap", "touch"),
    [
        (period("2021-01-01", "2021-12-31"), period("2021-12-31"), True, True),
        (period("2021-01-01", "2021-12-31"), period("2022-01-01"), False, True),
        (period("2021-01-01", "2021-12-31"), period("2022-01-02"), False, False),
        (period("2021-01-01"), period("2030-01-01"), True, True),
        (period("2021-01-01"), period("2020-01-01", "2020-12-31"), False, True),
    ],
)
def test_periods_overlap_when_they_share_a_day(one: Period, other: Period, overlap: bool, touch: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is overlap
    assert one.touches(other) is other.touches(one) is touch


def test_a_period_without_others_is_what_is_left_of_it() -> None:
    whole = period("2020-01-01")
    assert whole.without([period("2021-01-01", "2021-12-31")]) == [
        period("2020-01-01", "2020-12-31"),
        period("2022-01-01"),
    ]
    assert whole.without([period("2019-01-01")]) == []
    assert whole.without([]) == [whole]
    assert period("2021-01-01", "2021-03-31").together(period("2021-02-01")) == period("2021-01-01")


# --- every link ----------------------------------------------------------------------------------------------


def something_of_every_kind(of: Organisation, cast: Cast) -> None:
    """One row in every table that names an organisation."""
    MembershipFactory(organisation=of)
    Capacity.objects.create(organisation=of, year=2026, task="Voorzitten", hours_per_week=2)
    ServedMunicipality.objects.create(organisation=of, municipality=cast.nijmegen)
    EarlierParticipation.objects.create(organisation=of, starts_on=day("2015-01-01"), ends_on=day("2015-12-31"))
    ChainRoleFactory(organisation=of)
    ResponsibilityFactory(organisation=of)
    AgreementFactory(parties=[of], keeper=of)
    CareServiceFactory(organisation=of)
    ContactRequest.objects.create(organisation=of, name="Fatma Yildiz", email="fatma@voorbeeld.example")
    ProfileChange.objects.create(organisation=of, field=ProfileField.PHONE, new_value="088-0000 001")
    body = Body.objects.create(name="Kerngroep", kind=BodyKind.CORE_GROUP, starts_on=day("2021-01-01"))
    Seat.objects.create(body=body, organisation=of, starts_on=day("2021-01-01"))
    meeting = MeetingFactory(body=body)
    AgendaItem.objects.create(meeting=meeting, title="Voortgang", organisation=of)
    Attendance.objects.create(meeting=meeting, organisation=of, presence=Presence.PRESENT.value)
    SignUp.objects.create(meeting=meeting, organisation=of, people=2)
    ActionPointFactory(organisation=of)
    BottleneckFactory(organisation=of)
    LessonFactory(organisation=of)
    ActionFactory(lead_organisation=of)
    ActionPartner.objects.create(action=ActionFactory(), organisation=of)
    BudgetLineFactory(organisation=of)
    EmbeddingFactory(organisation=of)
    ActivityFactory(organisation=of)
    AdjoiningPolicyFactory(owner=of)
    ScanAnswerFactory(organisation=of)
    DeliveryFactory(organisation=of)
    ReportFactory(kind=ReportKind.ACCOUNT, organisation=of)
    OrganisationFactory(name="Eerder", merged_into=of, left_on=today())


def test_after_a_merge_nothing_in_any_app_refers_to_the_one_that_went_up(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    something_of_every_kind(going, cast)
    links = links_to_organisations()
    before = {link.name: link.of(going).count() for link in links}
    assert not [name for name, count in before.items() if not count], "something_of_every_kind() lacks these"
    plan = plan_of(staying, going)

    merge(cast, staying, going)

    moved = {link.name: link.of(staying).count() for link in links}
    assert {link.name: link.of(going).count() for link in links} == dict.fromkeys(before, 0)
    assert {outcome.link.name: len(outcome.moving) for outcome in plan.outcomes} == {
        name: count for name, count in before.items() if name not in NEVER_REPOINTED
    }
    assert all(moved[name] >= count for name, count in before.items())


def test_an_adopted_account_stays_with_the_partner_that_it_was_of_and_a_draft_moves_unless_there_is_one(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    of_a_year = {
        year: {"kind": ReportKind.ACCOUNT, "period_start": day(f"{year}-01-01"), "period_end": day(f"{year}-12-31")}
        for year in (2023, 2024, 2025)
    }
    adopted = ReportFactory(organisation=going, status=ReportStatus.ADOPTED, **of_a_year[2023])
    double = ReportFactory(organisation=going, **of_a_year[2024])
    ReportFactory(organisation=staying, number=2, **of_a_year[2024])
    draft = ReportFactory(organisation=going, **of_a_year[2025])
    [outcome] = [each for each in plan_of(staying, going).outcomes if each.link.name == "monitor.Report.organisation"]
    assert (outcome.moving, len(outcome.said)) == ([draft.pk], 2)

    merge(cast, staying, going)

    of_whom = dict(Report.objects.filter(pk__in=[adopted.pk, double.pk, draft.pk]).values_list("pk", "organisation"))
    assert of_whom == {adopted.pk: going.pk, double.pk: going.pk, draft.pk: staying.pk}


def test_every_place_where_an_organisation_can_stand_once_has_a_rule() -> None:
    for link in links_to_organisations():
        if link.name not in NEVER_REPOINTED:
            assert rule_of(link), link.name


@isolate_apps("partners")
def test_a_new_place_where_an_organisation_can_stand_once_asks_for_a_rule() -> None:
    """The control of the two tests above: with each way in which the database can say «once»."""
    once = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    badge = a_model("Badge", organisation=once, colour=models.CharField(max_length=10))
    per_year = models.UniqueConstraint(fields=["organisation", "year"], name="one_prize_a_year")
    prize = a_model("Prize", per_year, organisation=of_one(), year=models.IntegerField(), words=models.TextField())
    at_a_time = ExclusionConstraint(name="one_turn", expressions=[("organisation", "="), (models.F("day"), "&&")])
    turn = a_model("Turn", at_a_time, organisation=of_one(), day=models.DateField())
    for model in (badge, prize, turn):
        with pytest.raises(NoRuleError):
            rule_of(Link(model, "organisation"))
    assert rule_of(Link(a_model("Note", organisation=of_one(), words=models.TextField()), "organisation"))


def of_one() -> Any:
    return models.ForeignKey(Organisation, models.CASCADE, related_name="+")


def a_model(name: str, *constraints: models.BaseConstraint, **columns: Any) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": "partners", "constraints": list(constraints)})
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **columns})


# --- both histories ------------------------------------------------------------------------------------------


def test_merging_a_role_of_2021_2023_into_one_since_2024_keeps_both_periods(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    link = ChainLinkFactory()
    for organisation, first, last in ((going, "2021-01-01", "2023-12-31"), (staying, "2024-01-01", None)):
        ChainRoleFactory(
            link=link, organisation=organisation, kind=OWNER, starts_on=day(first), ends_on=day(last) if last else None
        )
        MembershipFactory(
            person=cast.reader, organisation=organisation, starts_on=day(first), ends_on=day(last) if last else None
        )

    merge(cast, staying, going)

    both = [(day("2021-01-01"), day("2023-12-31")), (day("2024-01-01"), None)]
    assert [(first, last) for _, first, last in spans(staying.chain_roles)] == both
    work = staying.memberships.filter(person=cast.reader).order_by("starts_on")
    assert list(work.values_list("starts_on", "ends_on")) == both


def test_a_participation_that_ended_becomes_an_earlier_one(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    going.leaving_reason = "Subsidie gestopt"
    going.save()

    merge(cast, staying, going)

    earlier = staying.earlier_participations.get()
    assert (earlier.starts_on, earlier.ends_on, earlier.reason) == (
        day("2021-01-01"),
        day("2023-06-30"),
        "Subsidie gestopt",
    )
    staying.refresh_from_db()
    assert (staying.joined_on, staying.left_on) == (day("2024-01-01"), None)


def test_participations_at_the_same_time_become_one_and_nobody_seems_to_have_left(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    going.left_on = None
    going.save()

    merge(cast, staying, going)

    staying.refresh_from_db()
    assert (staying.joined_on, staying.left_on) == (day("2021-01-01"), None)
    assert {each.ends_on for each in participations(Organisation.objects.filter(pk=staying.pk))} == {None}
    assert not [each for each in participations(Organisation.objects.standing()) if each.organisation == going]


def test_merging_into_one_that_left_lets_it_take_part_again(cast: Cast) -> None:
    old = OrganisationFactory(joined_on=day("2015-01-01"), left_on=day("2019-12-31"), leaving_reason="Reorganisatie")
    new = OrganisationFactory(joined_on=day("2021-01-01"))

    merge(cast, old, new, name="going")

    old.refresh_from_db()
    assert (old.joined_on, old.left_on, old.leaving_reason) == (day("2021-01-01"), None, "")
    assert old.earlier_participations.get().reason == "Reorganisatie"


def test_work_at_both_at_the_same_time_becomes_one_and_a_consent_for_one_is_asked_again(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    MembershipFactory(person=cast.reader, organisation=staying, starts_on=day("2024-01-01"), function="adviseur")
    MembershipFactory(
        person=cast.reader,
        organisation=going,
        starts_on=day("2021-01-01"),
        ends_on=day("2024-06-30"),
        may_edit=True,
        listed_since=day("2021-01-01"),
    )
    said = " ".join(plan_of(staying, going).said)

    merge(cast, staying, going)

    work = staying.memberships.get(person=cast.reader)
    assert (work.starts_on, work.ends_on, work.function, work.may_edit) == (day("2021-01-01"), None, "adviseur", True)
    assert work.listed_since is None
    assert "Lotte Visser" in said
    assert "Vraag haar opnieuw" in said


def test_roles_in_one_link_at_the_same_time_are_joined_and_the_process_owner_goes_first(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    link = ChainLinkFactory(name="Weging")
    ChainRoleFactory(link=link, organisation=going, kind=PARTICIPANT, starts_on=day("2020-01-01"))
    ChainRoleFactory(
        link=link, organisation=staying, kind=OWNER, starts_on=day("2022-01-01"), ends_on=day("2022-12-31")
    )
    ChainRoleFactory(
        link=link, organisation=staying, kind=PARTICIPANT, starts_on=day("2023-06-01"), ends_on=day("2023-12-31")
    )
    said = " ".join(plan_of(staying, going).said)

    merge(cast, staying, going)

    assert spans(ChainRole.objects.filter(organisation=staying)) == [
        (PARTICIPANT, day("2020-01-01"), day("2021-12-31")),
        (OWNER, day("2022-01-01"), day("2022-12-31")),
        (PARTICIPANT, day("2023-01-01"), None),
    ]
    assert "«Weging»" in said


@pytest.mark.parametrize(
    ("signed_by_going", "signed_by_staying", "stays"),
    [
        ("2026-02-01", "2026-03-01", "2026-02-01"),
        ("2026-03-01", "2026-02-01", "2026-02-01"),
        ("2026-03-01", None, "2026-03-01"),
        (None, "2026-03-01", "2026-03-01"),
        (None, None, None),
    ],
)
def test_a_party_named_twice_signs_once_with_the_earliest_signature(
    cast: Cast,
    staying: Organisation,
    going: Organisation,
    signed_by_going: str | None,
    signed_by_staying: str | None,
    stays: str | None,
) -> None:
    agreement = AgreementFactory(title="Convenant", parties=[staying, going, cast.other_organisation])
    for organisation, signed in ((going, signed_by_going), (staying, signed_by_staying)):
        who = f"Tekende op {signed}" if signed else ""
        AgreementParty.objects.filter(organisation=organisation).update(signed_on=signed, representative=who)
    said = " ".join(plan_of(staying, going).said)

    merge(cast, staying, going)

    party = AgreementParty.objects.get(version__agreement=agreement, organisation=staying)
    assert party.signed_on == (day(stays) if stays else None)
    assert party.representative == (f"Tekende op {stays}" if stays else "")
    assert AgreementParty.objects.filter(version__agreement=agreement).count() == 2
    assert "Beide staan op de lijst van «Convenant»" in said


def test_what_both_say_twice_is_kept_once_and_hours_that_differ_both_stay(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    action = ActionFactory()
    body = Body.objects.create(name="Kerngroep", kind=BodyKind.CORE_GROUP, starts_on=day("2021-01-01"))
    for organisation in (staying, going):
        ServedMunicipality.objects.create(organisation=organisation, municipality=cast.tiel)
        ActionPartner.objects.create(action=action, organisation=organisation)
        Capacity.objects.create(organisation=organisation, year=2026, task="Voorzitten", hours_per_week=2)
        Seat.objects.create(body=body, organisation=organisation, kind=SeatKind.MEMBER, starts_on=day("2021-01-01"))
        ResponsibilityFactory(organisation=organisation, description="Voorlichting", starts_on=day("2021-01-01"))
    Capacity.objects.create(organisation=going, year=2026, task="Voorzitten", hours_per_week=3)

    merge(cast, staying, going)

    assert list(staying.municipalities_served.all()) == [cast.tiel]
    assert list(action.partner_organisations.all()) == [staying]
    assert sorted(staying.capacities.values_list("hours_per_week", flat=True)) == [2, 3]
    assert staying.seats.get().body == body
    assert staying.responsibilities.get().starts_on == day("2021-01-01")


def test_who_leads_an_action_is_not_its_partner_too(cast: Cast, staying: Organisation, going: Organisation) -> None:
    led, taken_part = ActionFactory(lead_organisation=staying), ActionFactory(lead_organisation=going)
    ActionPartner.objects.create(action=led, organisation=going)
    ActionPartner.objects.create(action=taken_part, organisation=staying)

    merge(cast, staying, going)

    assert staying.led_actions.count() == 2
    assert not ActionPartner.objects.filter(action__in=[led, taken_part]).exists()


def test_of_two_answers_to_a_question_of_the_scan_that_of_who_stays_counts(
    cast: Cast, staying: Organisation, going: Organisation, marijke: Client
) -> None:
    both, one = ScanItemFactory(question="Is er een visie?"), ScanItemFactory()
    ScanAnswerFactory(item=both, organisation=staying, state=ScanState.PARTLY)
    ScanAnswerFactory(item=both, organisation=going, state=ScanState.NOT_YET)
    ScanAnswerFactory(item=both, organisation=going, year=2025)
    ScanAnswerFactory(item=one, organisation=going)
    told = Page.of(marijke.get(merge_url(staying, going))).words

    merge(cast, staying, going)

    assert "Beide vulden «Is er een visie?» van de scan in voor 2026." in told
    answers = staying.scan_answers.order_by("year", "item")
    assert list(answers.values_list("item", "year", "state")) == [
        (both.pk, 2025, "not_yet"),
        (both.pk, 2026, "partly"),
        (one.pk, 2026, "not_yet"),
    ]
    assert not going.scan_answers.exists()


def test_a_value_that_waits_goes_on_waiting_and_of_two_about_the_same_one_lapses(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    for organisation, new in ((staying, "088-0000 001"), (going, "088-0000 002")):
        ProfileChange.objects.create(organisation=organisation, field=ProfileField.PHONE, new_value=new)
    ProfileChange.objects.create(
        organisation=going, field=ProfileField.NAME, old_value="Moviera", new_value="Moviera Oost"
    )
    Organisation.objects.filter(pk=staying.pk).update(name="Moviera Gelderland")

    merge(cast, staying, going, name="staying")

    assert staying.profile_changes.waiting().get(field=ProfileField.PHONE).new_value == "088-0000 001"
    lapsed = staying.profile_changes.get(new_value="088-0000 002")
    assert (lapsed.status, lapsed.decided_by) == (RequestStatus.WITHDRAWN, cast.coordinator)
    assert staying.profile_changes.waiting().get(field=ProfileField.NAME).old_value == "Moviera Gelderland"


# --- what both say -------------------------------------------------------------------------------------------


def test_only_values_that_differ_are_asked_and_nothing_is_overwritten_unasked(
    marijke: Client, staying: Organisation, going: Organisation
) -> None:
    Organisation.objects.filter(pk=staying.pk).update(phone="088-0000 001", website="https://www.moviera.example")
    Organisation.objects.filter(pk=going.pk).update(
        phone="088 0000 002", website="https://moviera.example/", email="post@moviera.example", kvk_number="12345678"
    )

    page = Page.of(marijke.get(merge_url(staying, going)))
    assert {element.get("name") for element in page.all("input[type=radio]")} == {"phone"}
    assert not page.all("input[type=radio][checked]")

    answer = marijke.post(merge_url(staying, going), {"looked_at": "on", "versions": "1-1"})
    assert answer.status_code == 422
    assert "Kies wat u houdt bij: Algemeen telefoonnummer." in Page.of(answer).words
    staying.refresh_from_db()
    assert staying.phone == "088-0000 001"

    form = {"looked_at": "on", "versions": "1-1", "phone": "going"}
    answer = marijke.post(merge_url(staying, going), form, follow=True)
    staying.refresh_from_db()
    going.refresh_from_db()
    assert (staying.phone, staying.email) == ("088 0000 002", "post@moviera.example")
    assert (staying.kvk_number, going.kvk_number) == ("12345678", "")
    assert "Moviera is samengevoegd met Moviera" in Page.of(answer).words


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "asked", "moves"),
    [
        ("phone", "088-0000 001", "0880000001", False, False),
        ("website", "https://www.moviera.example/", "http://moviera.example", False, False),
        ("email", "Post@moviera.example", "post@moviera.example", False, False),
        ("short_name", "", "MOV", False, True),
        ("short_name", "MOV", "", False, False),
        ("description", "Opvang", "Opvang en hulp", True, False),
        ("kvk_number", "12345678", "87654321", True, False),
    ],
)
def test_values_written_differently_are_the_same(field: str, ours: str, theirs: str, asked: bool, moves: bool) -> None:
    one, other = (Organisation(name="Moviera", kind="shelter", domain="social", **{field: v}) for v in (ours, theirs))
    row = next(row for row in compare(one, other) if row.field == field)
    assert (row.must_choose, row.moves) == (asked, moves)


def test_the_page_says_beforehand_what_moves_and_who_can_edit_from_then_on(
    marijke: Client, staying: Organisation, going: Organisation
) -> None:
    going.left_on = None
    going.save()
    MembershipFactory(person=PersonFactory(name="Jan Smit"), organisation=going, may_edit=True)
    CareServiceFactory.create_batch(2, organisation=going)

    page = Page.of(marijke.get(merge_url(staying, going)))

    assert "1 persoon die er werkt of werkte" in page.texts("section li")
    assert "2 onderdelen van het aanbod" in page.texts("section li")
    assert "Jan Smit" in page.words
    assert "vertrouwelijke overeenkomsten" in page.words


def test_a_double_is_found_by_its_name_written_differently_and_an_inactive_one_too(
    cast: Cast, marijke: Client, staying: Organisation
) -> None:
    left = OrganisationFactory(name="MOVIERA Gelderland", left_on=day("2022-12-31"))
    OrganisationFactory(name="Iets heel anders")
    assert possible_doubles(staying, cast.coordinator) == [left]
    url = reverse("partners:organisation-merge", args=[staying.pk])
    found = Page.of(marijke.get(url, {"zoek": "movi gelder"}))
    assert "niet meer actief sinds 31 december 2022" in found.words


# --- refused -------------------------------------------------------------------------------------------------


def test_itself_a_merged_one_and_two_municipalities_are_refused(cast: Cast, staying: Organisation) -> None:
    merged = OrganisationFactory(merged_into=cast.other_organisation, left_on=today())
    assert "Kies een andere" in objection_to(staying, staying)
    assert "al samengevoegd" in objection_to(staying, merged)
    assert "al samengevoegd" in objection_to(merged, staying)
    assert "twee gemeenten" in objection_to(cast.tiel_organisation, cast.nijmegen_organisation)
    assert "andersom" in objection_to(staying, cast.tiel_organisation)
    assert objection_to(cast.tiel_organisation, staying) == ""


def test_a_double_of_a_municipality_goes_up_in_it_and_it_stays_one(cast: Cast, staying: Organisation) -> None:
    merge(cast, cast.tiel_organisation, staying, name="staying")
    cast.tiel_organisation.refresh_from_db()
    assert cast.tiel_organisation.kind == OrganisationKind.MUNICIPALITY
    assert cast.tiel_organisation.municipality == cast.tiel


def test_the_page_explains_a_refusal_and_offers_the_other_way_around(
    cast: Cast, marijke: Client, staying: Organisation
) -> None:
    answer = marijke.get(merge_url(staying, cast.tiel_organisation))
    assert answer.status_code == 422
    page = Page.of(answer)
    assert "is een gemeente, en blijft daarom" in page.words
    (turned,) = [a for a in page.all("main a") if a.text_content().startswith("Andersom")]
    assert turned.get("href") == merge_url(cast.tiel_organisation, staying)


def test_of_two_who_merge_at_once_the_second_is_refused_and_both_wait_in_the_same_order(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    again = (Organisation.objects.get(pk=going.pk), Organisation.objects.get(pk=staying.pk))
    with CaptureQueriesContext(connection) as queries:
        merge(cast, staying, going)
    (first, *_) = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert 'ORDER BY "partners_organisation"."id" ASC' in first

    with pytest.raises(CannotMergeError, match="al samengevoegd"):
        merge(cast, *again)


def test_what_somebody_else_changed_after_the_look_is_looked_at_again(
    cast: Cast, marijke: Client, staying: Organisation, going: Organisation
) -> None:
    Organisation.objects.filter(pk=going.pk).update(version=2)
    with pytest.raises(ChangedMeanwhileError):
        merge_organisations(staying, going=going, chosen={}, by=cast.coordinator, versions=(1, 1))
    answer = marijke.post(merge_url(staying, going), {"looked_at": "on", "versions": "1-1"}, follow=True)
    assert "intussen gewijzigd" in Page.of(answer).words
    going.refresh_from_db()
    assert going.merged_into is None


# --- afterwards ----------------------------------------------------------------------------------------------


def test_the_old_address_leads_to_the_last_one_of_a_chain_of_merges(
    cast: Cast, marijke: Client, staying: Organisation, going: Organisation
) -> None:
    third = OrganisationFactory(name="Moviera")
    merge(cast, staying, going)
    merge(cast, third, Organisation.objects.get(pk=staying.pk))

    for gone in (staying, going):
        assert resolve(gone.pk, cast.coordinator) == third
        assert marijke.get(gone.get_absolute_url(), follow=True).redirect_chain == [(third.get_absolute_url(), 302)]
    assert resolve(third.pk, cast.coordinator) is None
    assert resolve(0, cast.coordinator) is None


def test_who_may_not_see_organisations_is_not_told_where_one_went(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    merge(cast, staying, going)
    assert resolve(going.pk, cast.former_editor) is None


def test_the_history_of_the_one_that_went_up_is_read_at_the_other_with_the_reason(
    cast: Cast, marijke: Client, staying: Organisation, going: Organisation
) -> None:
    Organisation.objects.filter(pk=going.pk).update(name="Moviera Oost", phone="088-0000 001")
    merge(cast, staying, Organisation.objects.get(pk=going.pk), name="staying")

    reason = "Moviera Oost samengevoegd met Moviera"
    (change,) = [change for change in history_of(staying) if change.reason == reason]
    assert (change.field, change.new) == ("algemeen telefoonnummer", "088-0000 001")
    (part,) = alone(merged_from(staying, cast.coordinator))
    assert part.organisation == going
    assert reason in {change.reason for change in part.changes}
    assert alone(merged_from(staying, cast.lead_editor)) == []
    page = Page.of(marijke.get(staying.get_absolute_url()))
    assert "Samengevoegd uit: Moviera Oost" in page.texts("#geschiedenis ~ h3")


def test_a_merged_organisation_stands_in_no_list_and_takes_nobody_in(
    cast: Cast, marijke: Client, staying: Organisation, going: Organisation
) -> None:
    merge(cast, staying, going)
    going.refresh_from_db()
    assert going.has_left
    assert going not in Organisation.objects.visible_to(cast.coordinator)
    assert possible_doubles(staying, cast.coordinator) == []


def test_the_agreements_of_both_are_seen_by_the_editors_of_both(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    going.left_on = None
    going.save()
    editor = PersonFactory()
    MembershipFactory(person=editor, organisation=going, may_edit=True)
    secret = AgreementFactory(parties=[staying, cast.other_organisation], is_confidential=True)
    assert secret not in Agreement.objects.visible_to(editor)

    merge(cast, staying, going)

    assert secret in Agreement.objects.visible_to(Person.objects.get(pk=editor.pk))


def test_participations_are_told_in_order(staying: Organisation, going: Organisation) -> None:
    EarlierParticipation.objects.create(
        organisation=going, starts_on=day("2015-01-01"), ends_on=day("2019-12-31"), reason="Fusie"
    )
    told = [one.period.in_words for one in participations_together(staying, going)]
    assert told == [
        "van 1 jan 2015 tot en met 31 dec 2019",
        "van 1 jan 2021 tot en met 30 jun 2023",
        "vanaf 1 jan 2024",
    ]


def test_work_that_ended_at_once_at_one_goes_on_where_it_went_on_at_the_other(
    cast: Cast, staying: Organisation, going: Organisation
) -> None:
    ended = MembershipFactory(person=cast.reader, organisation=staying, starts_on=day("2021-01-01"))
    Membership.objects.filter(pk=ended.pk).update(ended_at=timezone.now(), ends_on=today())
    MembershipFactory(person=cast.reader, organisation=going, starts_on=today() - timedelta(days=9))

    merge(cast, staying, going)

    work = staying.memberships.get(person=cast.reader)
    assert (work.ends_on, work.ended_at) == (None, None)


def test_an_end_that_was_still_to_come_is_now_and_nobody_starts_at_what_went_up(
    cast: Cast, staying: Organisation
) -> None:
    leaving = OrganisationFactory(left_on=today() + timedelta(days=30))
    merge(cast, staying, leaving, **{row.field: "staying" for row in compare(staying, leaving) if row.must_choose})
    leaving.refresh_from_db()
    assert leaving.left_on == today()
    # Which counts as a day on which it takes part, for everything but a choice.
    leads = ActionForm(instance=ActionFactory(), person=cast.coordinator).fields["lead_organisation"]
    assert not leads.queryset.filter(pk=leaving.pk).exists()  # type: ignore[attr-defined]  # a ModelChoiceField
    with pytest.raises(AlreadyOverError):
        start_membership(
            cast.reader, organisation=leaving, function="", may_edit=True, starts_on=today(), by=cast.coordinator
        )
