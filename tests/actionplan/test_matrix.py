"""Who does what for whom (A21): the arithmetic in examples, the page for everybody, and the form of an activity."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from actionplan import matrix_paper
from actionplan.demo import TARGET_GROUPS
from actionplan.demo_activities import ACTIVITIES, GGD, IRISZORG, MEE, MIND_MAP, STERKER, load_activities
from actionplan.matrix import MOST_IN_A_CELL, Matrix, Named, Work, make_matrix
from actionplan.matrix_reading import matrix_of
from actionplan.models import Activity, Form, FundingType, Plan, PlanStatus, TargetGroup
from network.models import Person
from network.pdf import PdfError
from tests.cast import Cast
from tests.factories import ActionFactory, ActivityFactory, OrganisationFactory, PlanFactory, TargetGroupFactory
from tests.reading import Page
from tests.verapdf import validate

ClientOf = Callable[[Person], Client]
ADDRESS = "/plan/matrix/"
YOUNG, AT_RISK = Named(1, "Jeugdigen"), Named(2, "Risicogroep")
HERE, THERE = Named(10, "MEE"), Named(20, "Sterker")


def work(partner: Named, *groups: Named, title: str = "Training", form: str = "collective", theme: str = "") -> Work:
    return Work(partner.pk, frozenset(group.pk for group in groups), title, form, theme)


def made(*works: Work, partners: tuple[Named, ...] = (HERE, THERE)) -> Matrix:
    return make_matrix([YOUNG, AT_RISK], partners, works)


# --- arithmetic ---------------------------------------------------------------------------------------------------


def test_a_cell_without_work_is_empty_and_counted() -> None:
    matrix = made(work(HERE, YOUNG))

    assert [[cell.is_empty for cell in row.cells] for row in matrix.rows] == [[False, True], [True, True]]
    assert (matrix.empty, matrix.total) == (3, 4)
    assert matrix.emptiest == "Bij Sterker zijn alle 2 vakken leeg, bij MEE 1."
    assert matrix.groups_without == "Risicogroep"


def test_a_screen_shows_the_first_of_a_full_cell_and_says_how_many_more_there_are() -> None:
    matrix = made(*(work(HERE, YOUNG, title=f"Training {number}") for number in range(MOST_IN_A_CELL + 3)))

    cell = matrix.rows[0].cells[0]
    assert (len(cell.first_entries), cell.number_of_others, len(cell.entries)) == (
        MOST_IN_A_CELL,
        3,
        MOST_IN_A_CELL + 3,
    )


def test_a_part_of_the_columns_keeps_its_own_cells() -> None:
    part = made(work(HERE, YOUNG), work(THERE, AT_RISK)).from_partner(1, 2)

    assert [(row.group.name, [cell.partner.name for cell in row.cells]) for row in part.rows] == [
        (YOUNG.name, [part.partners[0].name]),
        (AT_RISK.name, [part.partners[0].name]),
    ]


def test_work_for_two_groups_says_where_it_counts() -> None:
    matrix = made(work(HERE, YOUNG, AT_RISK))

    first, second = (row.cells[0].entries[0] for row in matrix.rows)
    assert first.remarks == ""
    assert second.remarks == "telt mee bij Jeugdigen"


def test_two_partners_that_do_the_same_for_one_group_are_an_overlap() -> None:
    matrix = made(
        work(HERE, YOUNG, AT_RISK, title="Training in de klas", theme="Training weerbaarheid"),
        work(THERE, YOUNG, AT_RISK, title="Rots en water", theme="training  weerbaarheid"),
    )

    [overlap] = matrix.overlaps
    assert overlap.kind == "Training weerbaarheid"
    assert overlap.words == "MEE en Sterker, voor Jeugdigen en Risicogroep"
    assert matrix.rows[0].cells[0].entries[0].twice == "ook bij Sterker"


@pytest.mark.parametrize(
    "works",
    [
        pytest.param((work(HERE, YOUNG), work(THERE, AT_RISK)), id="for another group"),
        pytest.param((work(HERE, YOUNG), work(HERE, YOUNG)), id="by one partner"),
        pytest.param((work(HERE, YOUNG), work(THERE, YOUNG, title="Gesprekken")), id="other work"),
    ],
)
def test_other_work_other_groups_or_one_partner_is_no_overlap(works: tuple[Work, ...]) -> None:
    assert made(*works).overlaps == ()


def test_who_does_most_comes_first() -> None:
    matrix = made(work(THERE, YOUNG, AT_RISK), work(HERE, YOUNG))

    assert [partner.name for partner in matrix.partners] == ["Sterker", "MEE"]


def test_who_says_little_gets_less_room() -> None:
    much = [work(HERE, YOUNG, AT_RISK, title=f"Begeleiding op maat {number}") for number in range(4)]

    assert [is_narrow for _, is_narrow in made(*much, work(THERE, YOUNG)).columns] == [False, True]


# --- the demo: seed 004 -------------------------------------------------------------------------------------------


@pytest.fixture
def mind_map(cast: Cast) -> Plan:
    """What the demo puts in the matrix, on the names and actions that it needs."""
    plan = PlanFactory()
    partners = {name: OrganisationFactory(name=name) for name in (GGD, IRISZORG)}
    partners |= {MEE: cast.lead_organisation, STERKER: cast.other_organisation}
    for position, name in enumerate(TARGET_GROUPS):
        TargetGroupFactory(name=name, position=position)
    for code, lead in {each.action: each.who for each in ACTIVITIES if each.action}.items():
        ActionFactory(plan=plan, code=code, lead_organisation=partners[lead])
    taking_part = ActionFactory(plan=plan, code="4.10", lead_organisation=cast.nijmegen_organisation)
    taking_part.target_groups.add(TargetGroup.objects.get(name="Inwoners"))
    taking_part.partner_organisations.add(OrganisationFactory(name="Moviera"), cast.tiel_organisation)
    load_activities(plan)
    return plan


def shown_in(matrix: Matrix, group: str, partner: str) -> list[str]:
    row = next(each for each in matrix.rows if each.group.name == group)
    cell = next(each for each in row.cells if each.partner.name == partner)
    return [entry.work.title for entry in cell.entries]


@pytest.mark.django_db
def test_the_demo_shows_the_activities_of_the_application_with_empty_cells_and_overlaps(
    mind_map: Plan, cast: Cast
) -> None:
    """A21: per organisation and group, with what is missing and what is done twice."""
    matrix = matrix_of(mind_map, cast.reader)

    assert [row.group.name for row in matrix.rows][:6] == list(MIND_MAP)
    filled = {
        name: [group for group in MIND_MAP if shown_in(matrix, group, name)] for name in (GGD, MEE, STERKER, IRISZORG)
    }
    assert filled == {GGD: [*MIND_MAP], MEE: [*MIND_MAP], STERKER: [*MIND_MAP], IRISZORG: ["Jeugdigen"]}
    assert not any(shown_in(matrix, group, "Moviera") for group in MIND_MAP)
    assert "Gemeente Tiel" not in [partner.name for partner in matrix.partners]  # only with work of its own
    assert shown_in(matrix, "Professionals", MEE) == [
        "Coaching en advies, 20 tot 40 gesprekken",
        "Workshop LVB en Uitbuiting, 12 plaatsen",
    ]
    assert [overlap.kind for overlap in matrix.overlaps] == ["Lotgenotengroep", "Training weerbaarheid"]
    assert {overlap.partners for overlap in matrix.overlaps} == {(MEE, STERKER)}
    assert matrix.overlaps[0].groups == ("Risicogroep", "Seksuele uitbuiting", "OGGZ")


@pytest.mark.pdf
@pytest.mark.django_db
def test_the_matrix_of_the_demo_is_one_page_that_everybody_can_read(
    mind_map: Plan, cast: Cast, client_of: ClientOf, tmp_path: Path
) -> None:
    response = client_of(cast.reader).get(f"{ADDRESS}afdrukken/")

    assert response.headers["Content-Type"] == "application/pdf"
    [page] = PdfReader(BytesIO(response.content)).pages
    assert page.mediabox.width > page.mediabox.height
    words = " ".join(page.extract_text().split())
    for expected in ("Moviera", "geen aanbod bekend", "Lotgenotengroepen", "telt mee bij Risicogroep", "ook bij"):
        assert expected in words
    file = tmp_path / "matrix.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


def test_more_to_show_starts_in_smaller_letters() -> None:
    groups, partners = [Named(n, f"Doelgroep {n}") for n in range(12)], [Named(n, f"Partner {n}") for n in range(14)]
    much = [work(each, *groups, title=f"Begeleiding op maat {n}") for each in partners for n in range(4)]

    assert matrix_paper.first_size_that_may_fit(make_matrix(groups[:1], partners[:1], [])) == 0
    assert matrix_paper.first_size_that_may_fit(make_matrix(groups, partners, much)) > 3


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return PlanFactory()


@pytest.fixture
def group(plan: Plan) -> TargetGroup:
    return TargetGroupFactory(name="Risicogroep")


@pytest.fixture
def activity(cast: Cast, group: TargetGroup) -> Activity:
    made = ActivityFactory(
        organisation=cast.lead_organisation,
        title="Begeleiding",
        form=Form.INDIVIDUAL,
        funding_type=FundingType.GRANT,
        note="3 tot 5 trajecten",
    )
    made.target_groups.add(group)
    return made


def typed(organisation_pk: int, *groups: TargetGroup, **others: str) -> dict[str, object]:
    return {
        "organisation": organisation_pk,
        "title": "Lotgenotengroep",
        "target_groups": [each.pk for each in groups],
        "form": "collective",
        **others,
    }


def form_of(client: Client, url: str, **changed: str) -> dict[str, object]:
    """What the form of a page sends back, with these fields typed over."""
    page = Page.of(client.get(url))
    sent: dict[str, object] = {}
    for field in page.all("main form [name]"):
        name, kind = str(field.get("name")), field.get("type")
        if kind in ("radio", "checkbox"):
            if field.get("checked") is not None:
                sent.setdefault(name, [])
                sent[name] = [*list(sent[name]), field.get("value")]  # type: ignore[call-overload]
        elif field.tag == "select":
            chosen = field.xpath(".//option[@selected]")
            sent[name] = chosen[0].get("value") if chosen else ""
        else:
            sent[name] = field.get("value") or ""
    return {**sent, **changed}


@pytest.mark.django_db
def test_every_member_reads_the_matrix_with_form_and_empty_cells_and_the_kind_of_money_who_sees_the_money(
    activity: Activity, cast: Cast, client_of: ClientOf
) -> None:
    ActivityFactory(organisation=cast.other_organisation).target_groups.add(TargetGroupFactory(name="Jeugdigen"))

    page = Page.of(client_of(cast.reader).get(ADDRESS))

    assert "2 van 4 vakken zijn leeg" in page.words
    assert "Individueel: Begeleiding" in page.words
    assert ("3 tot 5 trajecten" in page.words, "subsidie" in page.words) == (True, False)
    assert "subsidie, 3 tot 5 trajecten" in Page.of(client_of(cast.steering_member).get(ADDRESS)).words
    assert page.all("td.gap a") == []


@pytest.mark.django_db
def test_an_empty_cell_leads_who_may_to_a_form_that_knows_the_group_and_the_partner(
    activity: Activity, cast: Cast, client_of: ClientOf
) -> None:
    youth = TargetGroupFactory(name="Jeugdigen")
    ActivityFactory(organisation=cast.other_organisation).target_groups.add(youth)
    editor = client_of(cast.lead_editor)

    [link] = Page.of(editor.get(ADDRESS)).all("td.gap a")  # of the own organisation only

    page = Page.of(editor.get(str(link.get("href"))))
    assert [each.get("value") for each in page.all("[name=target_groups][checked]")] == [str(youth.pk)]
    assert [each.text for each in page.all("[name=organisation] option[selected]")] == ["MEE Gelderse Poort"]


@pytest.mark.django_db
def test_the_matrix_shows_one_form_of_work_only_when_asked(activity: Activity, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)

    assert "Begeleiding" in Page.of(client.get(ADDRESS, {"vorm": "individual"})).words
    page = Page.of(client.get(ADDRESS, {"vorm": "collective"}))
    assert "Individueel: Begeleiding" not in page.words


@pytest.mark.django_db
def test_an_action_stands_in_the_matrix_until_its_lead_writes_what_it_does(
    plan: Plan, group: TargetGroup, cast: Cast
) -> None:
    action = ActionFactory(plan=plan, code="4.2", title="Begeleiding op maat", lead_organisation=cast.lead_organisation)
    action.target_groups.add(group)
    assert shown_in(matrix_of(plan, cast.reader), "Risicogroep", "MEE Gelderse Poort") == ["Begeleiding op maat"]

    ActivityFactory(organisation=cast.lead_organisation, title="Begeleiding", action=action).target_groups.add(group)

    assert shown_in(matrix_of(plan, cast.reader), "Risicogroep", "MEE Gelderse Poort") == ["Begeleiding"]


@pytest.mark.django_db
def test_work_for_an_action_of_another_plan_stays_with_that_plan(plan: Plan, group: TargetGroup, cast: Cast) -> None:
    later = PlanFactory(title="Plan 2030–2033", starts_on="2030-01-01", ends_on="2033-12-31", status=PlanStatus.DRAFT)
    of_later = ActionFactory(plan=later, lead_organisation=cast.lead_organisation)
    ActivityFactory(organisation=cast.lead_organisation, title="Later", action=of_later).target_groups.add(group)

    assert "Later" not in str(matrix_of(plan, cast.reader))
    assert "Later" in str(matrix_of(later, cast.reader))


@pytest.mark.django_db
def test_the_matrix_asks_as_often_for_many_activities_as_for_few(
    activity: Activity,
    group: TargetGroup,
    cast: Cast,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = PlanFactory()
    client = client_of(cast.coordinator)
    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        client.get(ADDRESS)
    with django_assert_max_num_queries(5) as few:
        matrix_of(plan, cast.coordinator)
    for _ in range(5):
        partner = OrganisationFactory()
        ActivityFactory(organisation=partner).target_groups.add(group)
        ActionFactory(plan=plan, lead_organisation=partner).target_groups.add(group)
    with django_assert_max_num_queries(len(few)):
        matrix_of(plan, cast.coordinator)


@pytest.mark.django_db
def test_a_paper_that_can_not_be_made_says_why(
    activity: Activity, cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise PdfError("Het opmaken duurde te lang.")

    monkeypatch.setattr("actionplan.one_page.make_paper", refuse)

    response = client_of(cast.reader).get(f"{ADDRESS}afdrukken/")

    assert response.status_code == 503
    assert "Het opmaken duurde te lang." in Page.of(response).words


# --- writing ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_editor_writes_what_the_own_organisation_does_once(
    group: TargetGroup, cast: Cast, client_of: ClientOf
) -> None:
    editor, url = client_of(cast.lead_editor), reverse("actionplan:activity-add")
    for _ in range(2):  # pressing twice is no second activity
        assert editor.post(url, typed(cast.lead_organisation.pk, group)).status_code == 302

    [written] = Activity.objects.all()
    assert list(written.target_groups.all()) == [group]
    assert "«Lotgenotengroep» staat in de matrix bij MEE Gelderse Poort." in Page.of(editor.get(ADDRESS)).words


@pytest.mark.django_db
def test_an_editor_does_not_write_for_another_partner(group: TargetGroup, cast: Cast, client_of: ClientOf) -> None:
    editor = client_of(cast.lead_editor)

    response = editor.post(reverse("actionplan:activity-add"), typed(cast.other_organisation.pk, group))

    assert response.status_code == 422
    assert not Activity.objects.exists()


@pytest.mark.django_db
def test_an_activity_says_for_whom_and_in_which_form(plan: Plan, cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.coordinator).post(reverse("actionplan:activity-add"), {}))

    assert "Kies ten minste één doelgroep." in page.words
    assert "Kies of de activiteit individueel of collectief is." in page.words


@pytest.mark.django_db
def test_two_people_at_one_activity_keep_each_others_fields_and_choose_about_the_same(
    activity: Activity, cast: Cast, client_of: ClientOf
) -> None:
    url = reverse("actionplan:activity-edit", args=[activity.pk])
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    mine = form_of(editor, url, note="hoogstens 5 trajecten")
    same = form_of(editor, url, title="Begeleiding thuis")
    coordinator.post(url, form_of(coordinator, url, title="Begeleiding op maat"))

    assert editor.post(url, mine).status_code == 302
    answer = editor.post(url, same)

    activity.refresh_from_db()
    assert (activity.title, activity.note) == ("Begeleiding op maat", "hoogstens 5 trajecten")
    assert answer.status_code == 409
    page = Page.of(answer)
    assert "Begeleiding op maat" in page.words
    assert page.one("[name=title]").get("value") == "Begeleiding thuis"


@pytest.mark.django_db
def test_an_activity_is_taken_away_by_who_keeps_it(activity: Activity, cast: Cast, client_of: ClientOf) -> None:
    url = reverse("actionplan:activity-remove", args=[activity.pk])
    assert client_of(cast.other_editor).post(url).status_code == 403

    client_of(cast.lead_editor).post(url)

    assert not Activity.objects.exists()
