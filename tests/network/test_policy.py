"""The one table of rights, compared with what was agreed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from actionplan.models import Action, BudgetLine, Contribution, Success
from monitor.models import Report, ReportKind, ReportReader, ReportStatus
from network.dates import today
from network.models import MunicipalOffice, Person, Role
from network.policy import DUTCH, EDITOR, MEMBER, RULES, Permission, PolicyBackend, Reason, may
from network.policy_table import COLUMNS, table_in_dutch
from partners.models import (
    ActionPoint,
    Agreement,
    AgreementDocument,
    AgreementParty,
    BodyKind,
    Bottleneck,
    CareService,
    DocumentAccess,
    Feedback,
    Lesson,
    Meeting,
    Membership,
    Organisation,
    SeatKind,
    ServiceStatus,
    SignUp,
)
from tests.agreement import agreed_cells, differences
from tests.cast import Cast, make_cast
from tests.factories import (
    ActionCommentFactory,
    ActionFactory,
    ActionPointFactory,
    ActivityFactory,
    AgreementDocumentFactory,
    AgreementFactory,
    BodyFactory,
    BottleneckFactory,
    BudgetLineFactory,
    CareServiceFactory,
    ContributionFactory,
    DeliveryFactory,
    FeedbackFactory,
    LessonFactory,
    MeetingFactory,
    MunicipalOfficeFactory,
    PersonFactory,
    PlanAdoptionFactory,
    PlanFactory,
    ReportFactory,
    ScanAnswerFactory,
    SeatFactory,
    SuccessFactory,
    TrainingFactory,
    WorkingGroupFactory,
    report_edition,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(rows_of_this_module: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def things(cast: Cast) -> dict[str, Any]:
    """What the agreed table speaks of, by the words it uses."""
    plan = PlanFactory()
    action_of_mee = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    return {
        "": None,
        "functie in Tiel": MunicipalOfficeFactory(municipality=cast.tiel),
        "functie in Nijmegen": MunicipalOfficeFactory(municipality=cast.nijmegen),
        "bijdrage van Tiel": ContributionFactory(action=action_of_mee, municipality=cast.tiel),
        "bijdrage van Nijmegen": ContributionFactory(action=action_of_mee, municipality=cast.nijmegen),
        "aanbod van MEE, gepubliceerd": CareServiceFactory(organisation=cast.lead_organisation),
        "aanbod van MEE, concept": CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.DRAFT),
        "aanbod van Sterker": CareServiceFactory(organisation=cast.other_organisation),
        "melding over MEE": FeedbackFactory(service__organisation=cast.lead_organisation),
        "melding over Sterker": FeedbackFactory(service__organisation=cast.other_organisation),
        "melding over de site": FeedbackFactory(service=None),
        "actie van MEE": action_of_mee,
        "actie van Sterker": ActionFactory(plan=plan, lead_organisation=cast.other_organisation),
        "actie van de gemeente Tiel": ActionFactory(plan=plan, lead_organisation=cast.tiel_organisation),
        **the_agreements(cast),
        **the_bodies(cast),
        **the_plan(cast),
        "succes van MEE": SuccessFactory(action=action_of_mee),
        "succes van Sterker": SuccessFactory(action__plan=plan, action__lead_organisation=cast.other_organisation),
        "succes van de gemeente Tiel": SuccessFactory(
            action__plan=plan, action__lead_organisation=cast.tiel_organisation
        ),
        "aanmelding van MEE": SignUp(organisation=cast.lead_organisation),
        "aanmelding van Sterker": SignUp(organisation=cast.other_organisation),
        "verbeterpunt van MEE": LessonFactory(organisation=cast.lead_organisation),
        "verbeterpunt van Sterker": LessonFactory(organisation=cast.other_organisation),
        "Lotte bij MEE": cast.reader.memberships.get(),
        "Noor bij Sterker": cast.other_editor.memberships.get(),
        "MEE": cast.lead_organisation,
        "Sterker": cast.other_organisation,
        "levering van MEE": DeliveryFactory(organisation=cast.lead_organisation),
        "levering van Sterker": DeliveryFactory(organisation=cast.other_organisation),
        "rapportage in concept": ReportFactory(),
        **the_reports(cast),
        "begrotingspost van MEE": BudgetLineFactory(organisation=cast.lead_organisation),
        "begrotingspost van Sterker": BudgetLineFactory(organisation=cast.other_organisation),
    }


def the_reports(cast: Cast) -> dict[str, Any]:
    """A report in each of the states in which others read it."""
    shared = ReportFactory()
    ReportReader.objects.create(edition=report_edition(shared), person=cast.reader)
    of_mee = {"kind": ReportKind.ACCOUNT, "organisation": cast.lead_organisation}
    return {
        "vastgestelde rapportage": ReportFactory(status=ReportStatus.ADOPTED),
        "rapport, met Lotte gedeeld": shared,
        "blad van MEE, in concept": ReportFactory(**of_mee),
        "blad van MEE, vastgesteld": ReportFactory(**of_mee, status=ReportStatus.ADOPTED),
    }


def the_plan(cast: Cast) -> dict[str, Any]:
    """What municipalities and partners write in the plan beside actions."""
    of_mee, of_sterker = cast.lead_organisation, cast.other_organisation
    leads = {"MEE": of_mee, "Sterker": of_sterker, "de gemeente Tiel": cast.tiel_organisation}
    return {
        "opmerking van Lotte": ActionCommentFactory(person=cast.reader),
        "opmerking van Noor": ActionCommentFactory(person=cast.other_editor),
        "activiteit van MEE": ActivityFactory(organisation=of_mee),
        "activiteit van Sterker": ActivityFactory(organisation=of_sterker),
        "vaststelling door Tiel": PlanAdoptionFactory(municipality=cast.tiel),
        "vaststelling door Nijmegen": PlanAdoptionFactory(municipality=cast.nijmegen),
        "antwoord van de regio": ScanAnswerFactory(),
        "antwoord van Tiel": ScanAnswerFactory(municipality=cast.tiel),
        "antwoord van Nijmegen": ScanAnswerFactory(municipality=cast.nijmegen),
        "antwoord van MEE": ScanAnswerFactory(organisation=of_mee),
        "antwoord van Sterker": ScanAnswerFactory(organisation=of_sterker),
        **{f"training van {name}": TrainingFactory(action__lead_organisation=lead) for name, lead in leads.items()},
    }


def the_agreements(cast: Cast) -> dict[str, Any]:
    covenant = AgreementFactory(parties=[cast.lead_organisation, cast.other_organisation, cast.tiel_organisation])
    signatures = {party.organisation: party for party in AgreementParty.objects.all()}
    draft = AgreementFactory(parties=[cast.lead_organisation], offered_on=None)
    kept_by_tiel = AgreementFactory(keeper=cast.tiel_organisation, parties=[cast.other_organisation])
    return {
        "convenant van MEE": covenant,
        "vertrouwelijke van MEE": AgreementFactory(parties=[cast.lead_organisation], is_confidential=True),
        "vertrouwelijke van Sterker": AgreementFactory(parties=[cast.other_organisation], is_confidential=True),
        "concept van MEE": draft,
        "concept van de gemeente Tiel": AgreementFactory(keeper=cast.tiel_organisation, offered_on=None),
        "handtekening van MEE": signatures[cast.lead_organisation],
        "handtekening van Sterker": signatures[cast.other_organisation],
        "handtekening van Tiel": signatures[cast.tiel_organisation],
        "van Sterker, beheerd door Tiel": AgreementParty.objects.get(version__agreement=kept_by_tiel),
        "openbaar document van MEE": AgreementDocumentFactory(of=covenant, access=DocumentAccess.PUBLIC),
        "vertrouwelijk document van MEE": AgreementDocumentFactory(
            of=AgreementFactory(parties=[cast.lead_organisation]), access=DocumentAccess.CONFIDENTIAL
        ),
        "document bij een concept van MEE": AgreementDocumentFactory(of=draft, access=DocumentAccess.PUBLIC),
        "vertrouwelijk document van Tiel": AgreementDocumentFactory(
            of=AgreementFactory(parties=[cast.tiel_organisation]), access=DocumentAccess.CONFIDENTIAL
        ),
    }


def the_bodies(cast: Cast) -> dict[str, Any]:
    """Hester presides over the stuurgroep. In the werkgroep sit Joost, and Sterker without a name."""
    steering_group = BodyFactory(kind=BodyKind.STEERING_GROUP)
    working_group = WorkingGroupFactory()
    SeatFactory(body=steering_group, person=cast.steering_member, kind=SeatKind.CHAIR)
    SeatFactory(body=working_group, person=cast.municipal_coordinator, organisation=cast.tiel_organisation)
    SeatFactory(body=working_group, organisation=cast.other_organisation)
    SeatFactory(body=working_group, organisation=cast.lead_organisation, ends_on=today() - timedelta(days=1))
    mee, sterker = cast.lead_organisation, cast.other_organisation
    return {
        "stuurgroep": MeetingFactory(body=steering_group),
        "stuurgroep zonder zetels": MeetingFactory(body=BodyFactory(kind=BodyKind.STEERING_GROUP)),
        "werkgroep": MeetingFactory(body=working_group),
        "breed netwerkoverleg": MeetingFactory(body=BodyFactory(kind=BodyKind.BROAD_MEETING, is_open=True)),
        "punt van MEE, stuurgroep": ActionPointFactory(body=steering_group, organisation=mee),
        "punt van Sterker, werkgroep": ActionPointFactory(body=working_group, organisation=sterker),
        "punt op naam van Lotte": ActionPointFactory(body=working_group, organisation=mee, person=cast.reader),
        "punt op naam van Kees": ActionPointFactory(body=working_group, organisation=mee, person=cast.former_editor),
        "knelpunt van MEE, stuurgroep": BottleneckFactory(body=steering_group, organisation=mee),
        "knelpunt van Sterker, werkgroep": BottleneckFactory(body=working_group, organisation=sterker),
    }


def test_the_policy_says_what_was_agreed(cast: Cast, things: dict[str, Any]) -> None:
    assert differences(cast, things) == []


def test_every_right_stands_in_the_agreed_table() -> None:
    assert {cell.permission for cell in agreed_cells()} == {str(permission) for permission in Permission}


def test_every_right_has_reasons_and_dutch_words() -> None:
    assert set(RULES) == set(DUTCH) == set(Permission)


@pytest.mark.parametrize("permission", list(Permission))
def test_inverting_any_one_rule_is_noticed(
    permission: Permission, cast: Cast, things: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of the table itself: each reason of each right, turned round in turn."""
    for position, reason in enumerate(RULES[permission]):
        turned = replace(reason, holds=lambda person, thing, reason=reason: not reason.holds(person, thing))
        rules = (*RULES[permission][:position], turned, *RULES[permission][position + 1 :])
        with monkeypatch.context() as patch:
            patch.setitem(RULES, permission, rules)
            assert differences(cast, things), f"«{reason.label}» bij {permission} omgedraaid, en niemand merkt het"


@pytest.mark.parametrize("permission", list(Permission))
def test_leaving_out_any_one_reason_is_noticed(
    permission: Permission, cast: Cast, things: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for position, reason in enumerate(RULES[permission]):
        rules = RULES[permission][:position] + RULES[permission][position + 1 :]
        with monkeypatch.context() as patch:
            patch.setitem(RULES, permission, rules)
            assert differences(cast, things), f"«{reason.label}» bij {permission} weggelaten, en niemand merkt het"


@pytest.mark.parametrize(
    ("listed", "permission"),
    [
        (lambda person: CareService.objects.visible_to(person), Permission.SERVICE_VIEW),
        (lambda person: CareService.objects.editable_by(person), Permission.SERVICE_EDIT),
        (lambda person: Feedback.objects.visible_to(person), Permission.FEEDBACK_HANDLE),
        (lambda person: Action.objects.visible_to(person), Permission.ACTION_VIEW),
        (lambda person: Action.objects.editable_by(person), Permission.ACTION_EDIT),
        (lambda person: Action.objects.reportable_by(person), Permission.ACTION_REPORT),
        (lambda person: Contribution.objects.editable_by(person), Permission.CONTRIBUTION_EDIT),
        (lambda person: Report.objects.visible_to(person), Permission.REPORT_VIEW),
        (lambda person: Agreement.objects.visible_to(person), Permission.AGREEMENT_VIEW),
        (lambda person: Agreement.objects.editable_by(person), Permission.AGREEMENT_EDIT),
        (lambda person: AgreementDocument.objects.visible_to(person), Permission.DOCUMENT_VIEW),
        (lambda person: Organisation.objects.editable_by(person), Permission.PROFILE_EDIT),
    ],
    ids=[
        "service visible",
        "service editable",
        "feedback",
        "action visible",
        "action editable",
        "action reportable",
        "contribution editable",
        "report",
        "agreement visible",
        "agreement editable",
        "document",
        "profile editable",
    ],
)
def test_lists_and_single_answers_agree(
    listed: Any, permission: Permission, cast: Cast, things: dict[str, Any]
) -> None:
    for person in cast.people.values():
        queryset = listed(person)
        in_list = set(queryset.values_list("pk", flat=True))
        may_one = {thing.pk for thing in queryset.model.objects.all() if may(person, permission, thing)}
        assert in_list == may_one, f"{person}: lijst en antwoord verschillen"


def test_an_unknown_right_is_a_mistake_and_not_a_no(cast: Cast) -> None:
    with pytest.raises(ValueError, match="action_edti"):
        PolicyBackend().has_perm(cast.coordinator, "action_edti")


def test_django_asks_the_same_table(cast: Cast) -> None:
    assert cast.administrator.has_perm("network.change_person")
    assert not cast.coordinator.has_perm("network.change_person")
    assert cast.coordinator.has_perm("report_make")
    assert not cast.reader.has_perm("report_make")


def test_nobody_is_ever_superuser(cast: Cast) -> None:
    assert not any(person.is_superuser for person in cast.people.values())


def test_whoever_may_not_sign_in_may_nothing(cast: Cast) -> None:
    Person.objects.filter(pk=cast.coordinator.pk).update(is_active=False)
    disabled = Person.objects.get(pk=cast.coordinator.pk)
    assert not any(may(disabled, permission) for permission in Permission)


def test_a_person_without_a_role_or_an_organisation_may_nothing(things: dict[str, Any]) -> None:
    stranger = PersonFactory()
    assert [
        (permission, name)
        for permission in Permission
        for name, thing in things.items()
        if _may(stranger, permission, thing)
    ] == []


def _may(person: Person, permission: Permission, thing: Any) -> bool:
    """Ask only where the question makes sense for the kind of thing."""
    about_other_kinds = {
        "action_point": ActionPoint,
        "service": CareService,
        "action": Action,
        "report": Report,
        "office": MunicipalOffice,
        "contribution": Contribution,
        "agreement": Agreement,
        "contact": Membership,
        "profile": Organisation,
        "bottleneck": Bottleneck,
        "feedback": Feedback,
        Permission.FINANCE_ACCOUNT: BudgetLine,
        "lesson": Lesson,
        "meeting": Meeting,
        "sign_up": SignUp,
        "success": Success,
        Permission.AGREEMENT_SIGN: AgreementParty,
        Permission.DECISION_RECORD: Meeting,
        Permission.DOCUMENT_ADD: Agreement,
        Permission.DOCUMENT_VIEW: AgreementDocument,
    }
    start = next((start for start in about_other_kinds if permission.startswith(start)), "")
    kind = about_other_kinds.get(permission) or about_other_kinds.get(start)
    if thing is not None and kind and not isinstance(thing, kind):
        return False
    return may(person, permission, None if kind is None else thing)


def test_a_reason_reads_as_dutch() -> None:
    assert all(isinstance(reason, Reason) and reason.label for reasons in RULES.values() for reason in reasons)


# --- the page «Wie mag wat» --------------------------------------------------------------------------------------

COLUMN_OF = {
    "coordinator": Role.COORDINATOR,
    "municipal_coordinator": Role.MUNICIPAL_COORDINATOR,
    "lead_editor": EDITOR,
    "steering_member": Role.STEERING_MEMBER,
    "data_steward": Role.DATA_STEWARD,
    "administrator": Role.ADMINISTRATOR,
    "reader": MEMBER,
}


def test_the_page_says_for_every_role_what_the_policy_answers(cast: Cast) -> None:
    """«Ja» is yes whatever the thing; a condition and «nee» are no as long as nobody says which thing."""
    rows = [row for part in table_in_dutch() for row in part.rows]
    assert [row.permission for row in rows] == list(RULES)
    for row in rows:
        said = {cell.column.whose: cell.in_words == "ja" for cell in row.cells}
        answered = {column: may(cast.people[name], row.permission) for name, column in COLUMN_OF.items()}
        assert said == answered, row.right


def test_whatever_was_agreed_for_some_thing_is_not_a_no_on_the_page(cast: Cast) -> None:
    cells = {
        (row.permission, cell.column.whose): cell
        for part in table_in_dutch()
        for row in part.rows
        for cell in row.cells
    }
    agreed: dict[tuple[str, str], bool] = {}
    for each in agreed_cells():
        if each.person in COLUMN_OF:
            key = each.permission, str(COLUMN_OF[each.person])
            agreed[key] = agreed.get(key, False) or each.allowed
    # Whoever sits in an overleg may read its papers, whatever role that is: nobody of the cast has to sit there for it.
    for_anyone = {
        (permission, column.whose)
        for permission, reasons in RULES.items()
        for column in COLUMNS
        if any(reason.whose == MEMBER and reason.about_a_thing for reason in reasons)
    }
    told = {key: cells[key].is_allowed for key in agreed}
    assert told == {key: is_agreed or key in for_anyone for key, is_agreed in agreed.items()}


def test_the_page_reads_as_a_matrix_with_conditions_in_words(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    page = Page.of(client_of(cast.steering_member).get("/wie-mag-wat/"))
    assert [page.texts("section h2")[n] for n in (0, 1, -1)] == [
        "Inloggen met een tweede stap",
        "Netwerk en personen",
        "Monitor en rapportages",
    ]
    assert page.texts("#tweede-stap ~ ul li") == [
        "regiocoördinator",
        "gemeentelijk coördinator",
        "databeheerder",
        "beheerder",
    ]
    rows = {cells[0]: cells[1:] for cells in (Page(row).texts("th, td") for row in page.all("tbody tr"))}
    assert rows["De bijdrage van een gemeente aan een actie wijzigen"] == [
        "ja",
        "alleen van de eigen gemeente",
        *["nee"] * 5,
    ]
    assert rows["Een aanbod bekijken"][2] == "alleen van de eigen organisatie of zodra het gepubliceerd is"
