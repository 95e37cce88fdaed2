"""What must never be false of the register, chain, agreements and meetings: the database refuses it, and says why.

Each line of the table is a row as it may be, and the nearest one that may not. The first is accepted by the database
and by `full_clean()`; the second by neither, and the words are those that somebody reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from network.models import Municipality, Person
from partners.models import (
    ActionPoint,
    AgendaItem,
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementVersion,
    Attendance,
    Body,
    Bottleneck,
    Campaign,
    Capacity,
    CareService,
    ChainLink,
    ChainRole,
    ChainRoleKind,
    ChangeRequest,
    ContactKind,
    ContactRequest,
    Decision,
    EarlierParticipation,
    Feedback,
    HoursException,
    Lesson,
    Meeting,
    MeetingDocument,
    Membership,
    Organisation,
    OrganisationKind,
    ProfileChange,
    ProfileField,
    Responsibility,
    ResponsibilityBasis,
    SectionCheck,
    ServedMunicipality,
    SignUp,
    VersionKind,
    WooDecision,
)
from tests.constraint_cases import ITSELF, Case, constraints_of, explain_themselves, try_on_both_sides
from tests.factories import (
    AgreementFactory,
    ChainLinkFactory,
    ChainRoleFactory,
    ChannelFactory,
    DecisionFactory,
    MeetingFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
)

FIRST, LAST, NEXT = date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)
BEFORE = date(2023, 12, 31)
AT_TWO, AT_FOUR = (datetime(2024, 1, 1, hour, tzinfo=UTC) for hour in (13, 15))
STATED_ELSEWHERE = {
    "a_municipality_is_served_once": "a list of boxes to tick cannot name one twice, so nobody reads it",
    # The sociale kaart, with tests of its own beside its forms.
    "service_is_for_somebody": "test_directory.py",
    "only_a_public_location_has_a_street": "test_directory.py",
    "a_secret_location_has_no_place": "test_directory.py",
    "only_open_hours_have_times": "test_opening_hours.py",
    "one_waiting_change_per_field": "test_change_requests.py",
    "a_change_waits_until_it_is_decided": "test_change_requests.py",
    # Bodies and seats.
    "body_ends_after_it_starts": "test_region.py",
    "no_body_labels_its_members": "test_region.py",
    "seat_ends_after_it_starts": "test_region.py",
    "the_seat_of_an_expert_by_experience_has_no_name": "test_region.py",
    "no_person_carries_the_label_of_an_expert_by_experience": "test_people.py",
}


@dataclass(frozen=True)
class World:
    """What there is already."""

    partner: Organisation  # with a KvK number, serving `place`
    other: Organisation
    place: Municipality
    elsewhere: Municipality
    person: Person
    link: ChainLink  # of which the partner is the process owner in 2024
    agreement: Agreement  # the partner is a party of its first version; it has a second one too
    version: AgreementVersion
    help: CareService  # with one phone; its part «contact» was checked
    meeting: Meeting  # of FIRST, where the partner was, and for which it signed up; decision 2024-001 was taken there


@pytest.fixture
def world(db: None) -> World:
    partner = OrganisationFactory(name="Sterker", kvk_number="12345678")
    place = MunicipalityFactory(name="Tiel")
    ServedMunicipality.objects.create(organisation=partner, municipality=place)
    link = ChainLinkFactory(name="Weging")
    ChainRoleFactory(link=link, organisation=partner, kind="process_owner", starts_on=FIRST, ends_on=LAST)
    agreement = AgreementFactory(parties=[partner])
    AgreementVersion.objects.create(agreement=agreement, number=2, kind=VersionKind.AMENDMENT)
    ProfileChange.objects.create(organisation=partner, field=ProfileField.PHONE, new_value="088-0000 001")
    meeting = MeetingFactory(starts_at=AT_TWO, ends_at=AT_FOUR)
    Attendance.objects.create(meeting=meeting, organisation=partner, presence="present")
    SignUp.objects.create(meeting=meeting, organisation=partner, people=2)
    DecisionFactory(body=meeting.body, decided_on=FIRST, sequence=1)
    offered = ChannelFactory(service__organisation=partner).service
    SectionCheck.objects.create(service=offered, section="contact")
    return World(
        help=offered,
        partner=partner,
        other=OrganisationFactory(name="Moviera"),
        place=place,
        elsewhere=MunicipalityFactory(name="Nijmegen"),
        person=PersonFactory(),
        link=link,
        agreement=agreement,
        version=agreement.versions.get(number=1),
        meeting=meeting,
    )


def organisation(**values: Any) -> Callable[[World], models.Model]:
    def make(world: World) -> models.Model:
        told = {name: given(world) if callable(given) else given for name, given in values.items()}
        return Organisation(**{"name": "Nieuw", "kind": "shelter", "domain": "social", "joined_on": FIRST, **told})

    return make


def agreement(**values: Any) -> Callable[[World], models.Model]:
    def make(world: World) -> models.Model:
        told = {name: given(world) if callable(given) else given for name, given in values.items()}
        return Agreement(**{"title": "Nieuw", "kind": AgreementKind.COVENANT, "starts_on": FIRST, **told})

    return make


def version(world: World) -> models.Model:
    return AgreementVersion(agreement=world.agreement, number=3, kind=VersionKind.ACCESSION, summary="Moviera erbij")


def party(**values: Any) -> Callable[[World], models.Model]:
    return lambda world: AgreementParty(version=world.version, organisation=world.other, **values)


def role(**values: Any) -> Callable[[World], models.Model]:
    def make(world: World) -> models.Model:
        told = {name: given(world) if callable(given) else given for name, given in values.items()}
        return ChainRole(**{"link": world.link, "organisation": world.other, "starts_on": NEXT, **told})

    return make


def task(**values: Any) -> Callable[[World], models.Model]:
    def make(world: World) -> models.Model:
        told = {name: given(world) if callable(given) else given for name, given in values.items()}
        return Responsibility(**{"organisation": world.other, "description": "Taak", "starts_on": FIRST, **told})

    return make


def change(**values: Any) -> Callable[[World], models.Model]:
    return lambda world: ProfileChange(organisation=world.partner, field=ProfileField.EMAIL, new_value="x", **values)


def new_contact(**values: Any) -> Callable[[World], models.Model]:
    return lambda world: ContactRequest(organisation=world.partner, contact_kind=ContactKind.CONTACT, **values)


def meeting(world: World) -> Meeting:
    later = timedelta(days=1)
    return Meeting(body=world.meeting.body, starts_at=AT_TWO + later, ends_at=AT_FOUR + later)


def decision(world: World) -> Decision:
    return Decision(year=2024, sequence=2, decided_on=LAST, title="Doen", body=world.meeting.body)


def carried_out(world: World) -> Decision:
    taken = decision(world)
    taken.carried_out_on = LAST
    return taken


def bottleneck(world: World) -> Bottleneck:
    return Bottleneck(title="Wachttijd", description="Te lang.", body=world.meeting.body)


def the_partner(world: World) -> Organisation:
    return world.partner


def the_agreement(world: World) -> Agreement:
    return world.agreement


def the_place(world: World) -> Municipality:
    return world.place


def service(**values: Any) -> Callable[[World], models.Model]:
    return lambda world: CareService(
        **{"organisation": world.partner, "name": "Nieuw", "description": "Hulp.", "audiences": ["victim"], **values},
        phases=["non_acute"],
    )


def christmas() -> Callable[[World], models.Model]:
    return lambda world: HoursException(
        channel=world.help.channels.get(), first_day=FIRST, last_day=FIRST, kind="closed"
    )


ENDS_BEFORE = "De einddatum ligt voor de begindatum."
LIMITED = {"starts_on": FIRST, "ends_on": FIRST}
MERGED = organisation(merged_into=the_partner, left_on=LAST)
PUBLISHED = agreement(
    woo_decision=WooDecision.PUBLISH, published_url="https://voorbeeld.example/convenant", published_on=FIRST
)
GROUND = "Kies bij «wettelijk» de wet"
CASES = [
    Case(
        "organisation_leaves_after_it_joins",
        organisation(left_on=FIRST),
        {"left_on": BEFORE},
        "vertrekt voordat zij meedoet",
    ),
    Case(
        "a_municipality_as_partner_names_its_municipality",
        organisation(kind=OrganisationKind.MUNICIPALITY, municipality=the_place),
        {"municipality": None},
        "Kies bij een gemeente als partner",
    ),
    Case(
        "a_municipality_as_partner_names_its_municipality",
        organisation(),
        {"kind": OrganisationKind.MUNICIPALITY},
        "Kies bij een gemeente als partner",
    ),
    Case(
        "a_kvk_number_has_eight_digits",
        organisation(kvk_number="87654321"),
        {"kvk_number": "8765432"},
        "acht cijfers",
    ),
    Case(
        "a_kvk_number_has_eight_digits",
        organisation(kvk_number="87654321"),
        {"kvk_number": "8765432o"},
        "acht cijfers",
    ),
    Case(
        "one_organisation_per_kvk_number",
        organisation(kvk_number="12345679"),
        {"kvk_number": "12345678"},
        "Er is al een organisatie met dit KvK-nummer.",
    ),
    Case("a_merged_organisation_takes_no_part", MERGED, {"left_on": None}, "doet niet meer mee"),
    Case("a_merged_organisation_takes_no_part", MERGED, {"kvk_number": "87654321"}, "heeft geen KvK-nummer"),
    Case("an_organisation_is_never_merged_into_itself", MERGED, {"merged_into": ITSELF}, "Kies een andere"),
    Case(
        "a_municipality_is_served_once",
        lambda world: ServedMunicipality(organisation=world.partner, municipality=world.elsewhere),
        {"municipality": the_place},
        "bestaat al",
    ),
    Case(
        "earlier_participation_ends_after_it_starts",
        lambda world: EarlierParticipation(organisation=world.partner, **LIMITED),
        {"ends_on": BEFORE},
        ENDS_BEFORE,
    ),
    Case(
        "membership_ends_after_it_starts",
        lambda world: Membership(person=world.person, organisation=world.partner, **LIMITED),
        {"ends_on": BEFORE},
        ENDS_BEFORE,
    ),
    *[
        Case(
            "committed_hours_are_not_negative",
            lambda world: Capacity(
                organisation=world.partner, year=2026, task="Voorzitten", hours_per_week=0, hours_per_year=0
            ),
            wrong,
            "een aantal uren in van 0 of meer",
        )
        for wrong in ({"hours_per_week": -1}, {"hours_per_year": -1}, {"hours_per_week": 3361})
    ],
    Case(
        "agreement_ends_after_it_starts",
        agreement(ends_on=FIRST),
        {"ends_on": BEFORE},
        "De overeenkomst eindigt voordat zij begint.",
    ),
    Case(
        "a_processing_agreement_has_a_main_agreement",
        agreement(kind=AgreementKind.PROCESSING, main_agreement=the_agreement),
        {"main_agreement": None},
        "Kies bij welke overeenkomst deze verwerkersovereenkomst hoort.",
    ),
    *[
        Case(
            "an_agreement_never_belongs_to_itself", agreement(**{name: the_agreement}), {name: ITSELF}, "dan deze zelf"
        )
        for name in ("main_agreement", "supersedes")
    ],
    Case(
        "a_subsidy_has_an_end_date",
        agreement(kind=AgreementKind.SUBSIDY, ends_on=LAST),
        {"ends_on": None},
        "Een subsidiebeschikking heeft een einddatum.",
    ),
    *[
        Case(
            "what_is_renewed_tacitly_has_an_end_date",
            agreement(ends_on=LAST, renewal_months=1),
            wrong,
            "Stilzwijgend verlengen kan alleen met een einddatum",
        )
        for wrong in ({"ends_on": None}, {"renewal_months": 0})
    ],
    Case(
        "an_agreement_is_terminated_after_it_starts",
        agreement(terminated_on=FIRST),
        {"terminated_on": BEFORE},
        "opgezegd voordat zij begon",
    ),
    Case(
        "who_does_not_publish_gives_a_ground",
        agreement(woo_decision=WooDecision.REFUSE, woo_ground="artikel 5.1, tweede lid, onder e"),
        {"woo_ground": ""},
        "op welke grond",
    ),
    *[
        Case("what_is_published_has_a_place_and_a_date", PUBLISHED, wrong, "waar en sinds wanneer zij te lezen is")
        for wrong in (
            {"published_on": None},
            {"published_url": ""},
            {"is_confidential": True},
            {"woo_decision": WooDecision.UNDECIDED},
        )
    ],
    *[
        Case("amounts_of_an_agreement_are_not_negative", agreement(**{name: 0}), {name: -1}, "van 0 of meer")
        for name in ("amount", "hours_per_year")
    ],
    Case("one_version_per_agreement_and_number", version, {"number": 2}, "Dit nummer is er al."),
    Case(
        "the_first_version_is_the_original",
        version,
        {"kind": VersionKind.ORIGINAL},
        "Alleen de eerste versie is de oorspronkelijke overeenkomst.",
    ),
    Case(
        "an_organisation_signs_a_version_once",
        party(),
        {"organisation": the_partner},
        "Deze organisatie staat al op de lijst.",
    ),
    Case(
        "a_signature_has_a_representative",
        party(signed_on=FIRST, representative="Anna Jansen"),
        {"representative": ""},
        "Vul in wie heeft ondertekend",
    ),
    Case(
        "a_party_withdraws_after_it_signed",
        party(signed_on=FIRST, representative="Anna Jansen", withdrawn_on=FIRST),
        {"withdrawn_on": BEFORE},
        "trekt zich terug voordat zij tekende",
    ),
    Case("one_chain_link_per_name", lambda _: ChainLink(name="Nazorg"), {"name": "Weging"}, "is er al"),
    Case("chain_role_ends_after_it_starts", role(ends_on=NEXT), {"ends_on": LAST}, ENDS_BEFORE),
    Case(
        "one_process_owner_per_link_at_a_time",
        role(kind=ChainRoleKind.PROCESS_OWNER),
        {"starts_on": LAST},
        "al een procesverantwoordelijke",
    ),
    Case(
        "a_partner_has_one_role_in_a_link_at_a_time",
        role(organisation=the_partner),
        {"starts_on": LAST},
        "Deze partner heeft in die periode al een rol in deze schakel.",
    ),
    Case("responsibility_ends_after_it_starts", task(ends_on=FIRST), {"ends_on": BEFORE}, ENDS_BEFORE),
    *[
        Case("a_responsibility_rests_on_law_or_agreement_or_nothing", task(**right), wrong, GROUND)
        for right, wrong in (
            ({"basis": ResponsibilityBasis.LAW, "law": "Wpg", "article": "14"}, {"law": ""}),
            ({"basis": ResponsibilityBasis.LAW, "law": "Wpg"}, {"agreement": the_agreement}),
            ({"basis": ResponsibilityBasis.AGREEMENT, "agreement": the_agreement}, {"agreement": None}),
            ({"basis": ResponsibilityBasis.AGREEMENT, "agreement": the_agreement}, {"law": "Wpg"}),
            ({"basis": ResponsibilityBasis.NONE}, {"article": "14"}),
        )
    ],
    Case(
        "one_waiting_profile_change_per_field",
        change(),
        {"field": ProfileField.PHONE},
        "Er wacht al een wijziging van dit gegeven op beoordeling.",
    ),
    Case("a_profile_change_waits_until_it_is_decided", change(), {"status": "approved"}, "Een verzoek wacht"),
    Case("a_contact_request_waits_until_it_is_decided", new_contact(), {"status": "approved"}, "Een verzoek wacht"),
    Case(
        "a_decided_contact_request_names_nobody",
        new_contact(status="approved", decided_at=timezone.now()),
        {"email": "fatma@voorbeeld.example"},
        "Na het besluit staat de persoon in het register",
    ),
    Case(
        "no_contact_carries_the_label_of_an_expert_by_experience",
        new_contact(function="adviseur"),
        {"function": "ervaringsdeskundige"},
        "Noem iemand niet «ervaringsdeskundige»",
    ),
    Case(
        "a_working_group_has_a_last_day",
        lambda _: Body(name="Werkgroep opvang", kind="working_group", starts_on=FIRST, ends_on=LAST),
        {"ends_on": None},
        "Een werkgroep is tijdelijk.",
    ),
    Case("a_meeting_ends_after_it_starts", meeting, {"ends_at": AT_TWO}, "eindigt voordat het begint"),
    Case("one_meeting_of_a_body_at_a_time", meeting, {"starts_at": AT_TWO}, "staat er al op deze dag en tijd"),
    Case(
        "one_presence_of_a_partner_at_a_meeting",
        lambda world: Attendance(meeting=world.meeting, organisation=world.other, presence="absent"),
        {"organisation": the_partner},
        "staat er al",
    ),
    Case(
        "one_sign_up_of_a_partner",
        lambda world: SignUp(meeting=world.meeting, organisation=world.other, people=1),
        {"organisation": the_partner},
        "al aangemeld",
    ),
    Case("one_decision_per_number", decision, {"sequence": 1}, "al een besluit met dit nummer"),
    *[
        Case("a_decision_has_a_number_of_its_own_year", decision, {"decided_on": day}, "hoort bij een ander jaar")
        for day in (BEFORE, NEXT)
    ],
    *[
        Case("a_decision_is_carried_out_after_it_was_taken", carried_out, wrong, "Uitvoeren kan pas na het besluit")
        for wrong in ({"carried_out_on": FIRST}, {"withdrawn_on": LAST})
    ],
    Case(
        "a_closed_bottleneck_has_its_day",
        bottleneck,
        {"status": "closed"},
        "Een afgerond knelpunt heeft een datum",
    ),
    *[
        Case(name, right, {field: "  "}, "ontbreekt")
        for name, right, field in (
            ("a_decision_says_what_was_decided", decision, "title"),
            ("a_bottleneck_says_what_it_is_about", bottleneck, "title"),
            ("a_bottleneck_says_what_is_stuck", bottleneck, "description"),
            ("a_lesson_says_what_can_be_better", lambda _: Lesson(title="Sneller bellen"), "title"),
            (
                "an_agenda_item_says_what_it_is_about",
                lambda world: AgendaItem(meeting=world.meeting, title="Opening"),
                "title",
            ),
            (
                "a_paper_of_a_meeting_has_a_title",
                lambda world: MeetingDocument(
                    meeting=world.meeting, title="Jaarplan", file="overleg/x.pdf", file_name="x.pdf", sha256="0" * 64
                ),
                "title",
            ),
            (
                "an_action_point_says_what_will_be_done",
                lambda world: ActionPoint(
                    body=world.meeting.body, title="Bellen", organisation=world.other, due_on=LAST
                ),
                "title",
            ),
        )
    ],
]


CASES += [
    Case("service_ages_run_upwards", service(minimum_age=16, maximum_age=23), {"minimum_age": 24}, "Wissel ze om"),
    Case(
        "a_waiting_time_has_its_date",
        service(waiting_time_weeks=6, waiting_time_date=FIRST),
        {"waiting_time_date": None},
        "op welke dag die gold",
    ),
    Case(
        "service_is_valid_for_a_while",
        service(valid_from=FIRST, valid_to=FIRST),
        {"valid_to": BEFORE},
        "De laatste dag ligt voor de eerste",
    ),
    Case(
        "service_is_closed_for_a_while",
        service(closed_from=FIRST, closed_until=FIRST),
        {"closed_until": BEFORE},
        "De laatste dag ligt voor de eerste",
    ),
    Case(
        "a_decided_change_keeps_no_address",
        lambda world: ChangeRequest(
            service=world.help, field="visibility", new_value="public", details={"place": "Tiel"}
        ),
        {"status": "approved", "decided_at": AT_TWO},
        "geen adres bewaard",
    ),
    Case("exception_ends_after_it_starts", christmas(), {"last_day": BEFORE}, "De laatste dag ligt voor de eerste"),
    Case("only_an_open_exception_has_times", christmas(), {"kind": "open"}, "Vul bij «open» twee tijden in"),
    Case(
        "campaign_ends_after_it_starts",
        lambda world: Campaign(title="Voor de zomer", starts_on=FIRST, ends_on=FIRST),
        {"ends_on": BEFORE},
        ENDS_BEFORE,
    ),
    Case(
        "one_check_per_section",
        lambda world: SectionCheck(service=world.help, section="hours"),
        {"section": "contact"},
        "Dit onderdeel is al gecontroleerd",
    ),
    Case(
        "feedback_has_an_outcome_when_handled",
        lambda world: Feedback(service=world.help, about="phone", outcome="aangepast", handled_at=AT_TWO),
        {"handled_at": None},
        "als de melding is afgehandeld",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_right_row_is_accepted_and_the_nearest_wrong_one_refused_with_words(world: World, case: Case) -> None:
    try_on_both_sides(case, world)


def test_every_constraint_of_the_partners_is_tried_on_both_sides() -> None:
    tried = {case.constraint for case in CASES}
    assert sorted(constraints_of("partners")) == sorted(tried | set(STATED_ELSEWHERE))


def test_every_constraint_reads_as_a_sentence_and_explains_itself_in_dutch() -> None:
    explain_themselves("partners", nobody_reads=["a_municipality_is_served_once"])
