"""The parts of an action: milestones, targets and what was reached, remarks and files."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from actionplan.models import Action, ActionComment, ActionDocument, ActionTarget, Milestone, PlanStatus, Realisation
from actionplan.reading import in_period, milestones_to_print
from network.dates import today
from network.dutch import long_date
from network.models import Person
from tests.actionplan.test_action_edit import fields_of
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    MilestoneFactory,
    PlanFactory,
    RealisationFactory,
)
from tests.partners.test_documents import pdf
from tests.reading import Page

pytestmark = pytest.mark.django_db

YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.lead_organisation)


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def bas(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Editor of the lead."""
    return client_of(cast.lead_editor)


@pytest.fixture
def noor(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Editor of another partner."""
    return client_of(cast.other_editor)


def page_of(client: Client, action: Action) -> Page:
    return Page.of(client.get(action.get_absolute_url()))


# --- milestones -----------------------------------------------------------------------------------------------------


def test_a_milestone_past_its_date_without_actual_date_is_te_laat_and_moves_into_the_missed_list_of_the_report(
    bas: Client, action: Action
) -> None:
    planned = {"title": "Eerste drie trajecten gestart", "planned_on": long_date(YESTERDAY)}
    bas.post(f"/plan/acties/{action.pk}/mijlpaal/", planned)
    [shown] = page_of(bas, action).texts(".timeline > li")
    assert "te laat" in shown
    start = date(today().year, 1, 1)
    lists = in_period(milestones_to_print(action.plan, today()), start, today(), today())
    assert [each.title for each in lists.missed] == ["Eerste drie trajecten gestart"]


def test_a_milestone_without_a_date_says_that_the_date_follows(marijke: Client, action: Action) -> None:
    milestone = MilestoneFactory(action=action, planned_on=YESTERDAY)
    path = f"/plan/mijlpalen/{milestone.pk}/"
    marijke.post(path, {**fields_of(marijke.get(path)), "planned_on": ""})
    [shown] = page_of(marijke, action).texts(".timeline > li")
    assert "datum volgt" in shown
    assert "te laat" not in shown


def test_the_lead_tells_what_is_expected_and_reached_but_not_what_was_planned(bas: Client, action: Action) -> None:
    milestone = MilestoneFactory(action=action, title="Evaluatie", planned_on=date(2026, 9, 15))
    path = f"/plan/mijlpalen/{milestone.pk}/"
    form = fields_of(bas.get(path))
    assert "planned_on" not in form
    bas.post(path, {**form, "achieved_on": long_date(YESTERDAY), "planned_on": "1 januari 2030", "title": "Anders"})
    milestone.refresh_from_db()
    assert (milestone.title, milestone.planned_on, milestone.achieved_on) == (
        "Evaluatie",
        date(2026, 9, 15),
        YESTERDAY,
    )
    assert not action.plan.versions.open().exists()  # progress belongs to the version in force


def test_a_milestone_is_not_reached_on_a_day_to_come(bas: Client, action: Action) -> None:
    milestone = MilestoneFactory(action=action)
    path = f"/plan/mijlpalen/{milestone.pk}/"
    response = bas.post(path, {**fields_of(bas.get(path)), "achieved_on": long_date(today() + timedelta(days=1))})
    assert response.status_code == 422
    assert "Deze dag is nog niet geweest." in Page.of(response).words


def test_two_people_in_one_milestone_keep_both_changes_and_choose_where_they_changed_the_same(
    marijke: Client, bas: Client, action: Action
) -> None:
    milestone = MilestoneFactory(action=action, title="Evaluatie")
    path = f"/plan/mijlpalen/{milestone.pk}/"
    hers, his = fields_of(marijke.get(path)), fields_of(bas.get(path))
    assert bas.post(path, {**his, "forecast_on": "6 oktober 2026"}).status_code == 302
    assert marijke.post(path, {**hers, "title": "Tussenevaluatie"}).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.title, milestone.forecast_on) == ("Tussenevaluatie", date(2026, 10, 6))

    conflict = marijke.post(path, {**hers, "forecast_on": "1 november 2026"})
    assert conflict.status_code == 409
    assert "Bas Hendriks veranderde dit terwijl u bezig was" in Page.of(conflict).words
    assert "6 oktober 2026" in Page.of(conflict).texts(".versus__side")[0]
    assert marijke.post(path, {**fields_of(conflict), "keuze-forecast_on": "hun"}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.forecast_on == date(2026, 10, 6)
    conflict = marijke.post(path, {**hers, "forecast_on": "1 november 2026"})
    assert marijke.post(path, fields_of(conflict)).status_code == 302
    milestone.refresh_from_db()
    assert milestone.forecast_on == date(2026, 11, 1)


def test_what_happens_to_milestones_stands_in_the_history_of_the_action(
    marijke: Client, bas: Client, action: Action
) -> None:
    bas.post(f"/plan/acties/{action.pk}/mijlpaal/", {"title": "Evaluatie", "planned_on": "1 mei 2027"})
    milestone = action.milestones.get()
    path = f"/plan/mijlpalen/{milestone.pk}/"
    marijke.post(path, {**fields_of(marijke.get(path)), "planned_on": "1 juni 2027"})
    marijke.post(f"{path}verwijderen/")
    history = page_of(marijke, action).texts(".history > li")[:3]
    assert history[0].startswith("Marijke de Wit haalde mijlpaal «Evaluatie» weg.")
    assert history[1].startswith(
        "Marijke de Wit veranderde mijlpaal «Evaluatie»: gepland op van 1 mei 2027 in 1 juni 2027."
    )
    assert history[2].startswith("Bas Hendriks voegde mijlpaal «Evaluatie» toe.")


# --- results --------------------------------------------------------------------------------------------------------


def test_a_target_of_3_to_5_trajecten_with_realisation_4_shows_binnen_bandbreedte(
    marijke: Client, bas: Client, action: Action
) -> None:
    marijke.post(f"/plan/acties/{action.pk}/resultaat/", {"unit": "trajecten", "minimum": "3", "maximum": "5"})
    target = action.targets.get()
    bas.post(f"/plan/resultaten/{target.pk}/bereikt/", {"value": "4", "measured_on": long_date(today())})
    page = page_of(bas, action)
    assert page.texts("section[aria-labelledby=resultaat] .figure") == ["4 trajecten"]
    assert page.texts("section[aria-labelledby=resultaat] .badge") == ["binnen bandbreedte"]


def test_what_was_reached_is_kept_over_time_and_the_newest_counts(bas: Client, action: Action) -> None:
    target = ActionTargetFactory(action=action, minimum=3, maximum=5)
    RealisationFactory(target=target, value=2, measured_on=date(2026, 3, 1))
    for value in ("3", "3", "6"):  # pressed twice, and then put right
        bas.post(f"/plan/resultaten/{target.pk}/bereikt/", {"value": value, "measured_on": long_date(YESTERDAY)})
    assert target.realisations.count() == 3
    page = page_of(bas, action)
    assert page.texts("section[aria-labelledby=resultaat] .figure") == ["6 trajecten"]
    assert page.texts("section[aria-labelledby=resultaat] details li") == [
        f"{long_date(YESTERDAY)}: 6 trajecten",
        f"{long_date(YESTERDAY)}: 3 trajecten",
        "1 maart 2026: 2 trajecten",
    ]
    assert page.texts(".history > li")[0].startswith("Bas Hendriks veranderde bereikt aantal trajecten van 3 in 6.")


def test_a_small_number_of_persons_stands_in_no_history_and_no_list_of_who_may_not_see_it(
    bas: Client, noor: Client, action: Action
) -> None:
    target = ActionTargetFactory(action=action, unit="personen", minimum=3, maximum=5, counts_persons=True)
    for value in ("7", "8"):
        bas.post(f"/plan/resultaten/{target.pk}/bereikt/", {"value": value, "measured_on": long_date(YESTERDAY)})
    assert "van 7 in 8" in page_of(bas, action).words
    page = page_of(noor, action)
    assert page.texts(".history > li")[0].startswith("Bas Hendriks voegde telling van personen toe.")
    for shown in (*page.texts("section[aria-labelledby=resultaat] details li"), *page.texts(".history > li")):
        assert "7 personen" not in shown
        assert "8 personen" not in shown


@pytest.mark.parametrize(
    ("value", "day", "error"),
    [
        ("n.v.t.", "1 mei 2026", "n.v.t."),
        ("-1", "1 mei 2026", "Een resultaat is niet lager dan 0."),
        ("", "1 mei 2026", "Het getal ontbreekt."),
        ("4", "1 mei 2100", "Deze dag is nog niet geweest."),
    ],
)
def test_a_count_that_is_no_count_is_refused_and_explained(
    bas: Client, action: Action, value: str, day: str, error: str
) -> None:
    target = ActionTargetFactory(action=action)
    response = bas.post(f"/plan/resultaten/{target.pk}/bereikt/", {"value": value, "measured_on": day})
    assert response.status_code == 422
    assert error in Page.of(response).words
    assert not Realisation.objects.exists()


def test_an_editor_of_the_lead_adds_progress_but_can_not_alter_the_target_and_the_entry_is_stamped_with_the_period(
    bas: Client, action: Action, cast: Cast
) -> None:
    target = ActionTargetFactory(action=action, minimum=3, maximum=5)
    path = f"/plan/resultaten/{target.pk}/"
    assert bas.get(path).status_code == 403
    assert bas.post(path, {"unit": "trajecten", "minimum": "1", "maximum": "1"}).status_code == 403
    assert bas.post(f"{path}verwijderen/").status_code == 403
    assert bas.post(f"/plan/acties/{action.pk}/resultaat/", {"unit": "groepen", "minimum": "1"}).status_code == 403
    lights = {"time": "green", "money": "green", "quality": "green", "progress": "40"}
    assert bas.post(f"/plan/acties/{action.pk}/stand/", lights).status_code == 302
    report = action.status_reports.get()
    assert (report.progress, report.reported_by) == (40, cast.lead_editor)
    assert f"voor het {(today().month + 2) // 3}e kwartaal {today().year}." in page_of(bas, action).words
    assert page_of(bas, action).texts(".aspects dd")[-1] == "40 %"
    target.refresh_from_db()
    assert (target.minimum, target.maximum) == (3, 5)


@pytest.mark.parametrize("percent", ["101", "-1", "veel"])
def test_progress_is_a_percentage(bas: Client, action: Action, percent: str) -> None:
    lights = {"time": "green", "money": "green", "quality": "green", "progress": percent}
    assert bas.post(f"/plan/acties/{action.pk}/stand/", lights).status_code == 422
    assert not action.status_reports.exists()


def test_a_target_upside_down_or_without_a_number_is_refused(marijke: Client, action: Action) -> None:
    path = f"/plan/acties/{action.pk}/resultaat/"
    upside_down = Page.of(marijke.post(path, {"unit": "trajecten", "minimum": "5", "maximum": "3"}))
    assert "«Tot» is lager dan «van»." in upside_down.words
    assert "Vul «van», «tot» of allebei in." in Page.of(marijke.post(path, {"unit": "trajecten"})).words
    assert not ActionTarget.objects.exists()


# --- what belongs to the plan and what does not ---------------------------------------------------------------------


def test_changing_what_was_agreed_opens_the_next_version_and_a_closed_plan_does_not_change(
    marijke: Client, action: Action
) -> None:
    marijke.post(f"/plan/acties/{action.pk}/resultaat/", {"unit": "trajecten", "minimum": "3"})
    assert action.plan.versions.open().exists()
    action.plan.status = PlanStatus.CLOSED
    action.plan.save()
    response = marijke.post(f"/plan/acties/{action.pk}/mijlpaal/", {"title": "Te laat bedacht"})
    assert response.status_code == 422
    assert "Dit plan is afgesloten" in Page.of(response).words
    target = action.targets.get()
    assert marijke.post(f"/plan/resultaten/{target.pk}/verwijderen/").status_code == 422
    assert ActionTarget.objects.exists()
    assert not Milestone.objects.exists()


# --- remarks and files ----------------------------------------------------------------------------------------------


def test_a_remark_is_for_everybody_and_taken_away_by_who_wrote_it_or_the_coordinator(
    marijke: Client, bas: Client, noor: Client, action: Action
) -> None:
    path = f"/plan/acties/{action.pk}/opmerking/"
    for client, text in ((noor, "Wij kunnen een ruimte lenen."), (bas, "Graag."), (bas, "Graag.")):
        assert client.post(path, {"text": text}).status_code == 302
    first, second = ActionComment.objects.order_by("pk")
    assert "Wij kunnen een ruimte lenen." in page_of(bas, action).texts("#opmerkingen ~ ol > li")[0]
    assert noor.post(f"/plan/opmerkingen/{second.pk}/verwijderen/").status_code == 403
    assert noor.post(f"/plan/opmerkingen/{first.pk}/verwijderen/").status_code == 302
    assert marijke.post(f"/plan/opmerkingen/{second.pk}/verwijderen/").status_code == 302
    assert not ActionComment.objects.exists()


def test_whoever_only_reads_places_no_remark(cast: Cast, client_of: Callable[[Person], Client], action: Action) -> None:
    lotte = client_of(cast.reader)
    assert lotte.post(f"/plan/acties/{action.pk}/opmerking/", {"text": "Mag dit?"}).status_code == 403
    assert page_of(lotte, action).all("form[action$=opmerking]") == []


def test_a_remark_with_a_number_of_a_person_asks_first(bas: Client, action: Action) -> None:
    response = bas.post(f"/plan/acties/{action.pk}/opmerking/", {"text": "Bel 06-12345678."})
    assert response.status_code == 422
    assert not ActionComment.objects.exists()


def place(client: Client, action: Action, content: bytes, name: str = "verslag.pdf") -> HttpResponse:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(f"/plan/acties/{action.pk}/bewijsstuk/", {"title": "Verslag", "file": file})


def test_the_lead_places_a_pdf_that_every_member_downloads_and_that_goes_with_its_file(
    bas: Client,
    noor: Client,
    action: Action,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    content = pdf()
    assert [place(bas, action, content).status_code for _ in range(2)] == [302, 302]
    document = ActionDocument.objects.get()
    answer = noor.get(f"/plan/bewijsstukken/{document.pk}/")
    assert answer.content == content
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    path = f"/plan/bewijsstukken/{document.pk}/verwijderen/"
    assert noor.post(path, {"reason": "Weg ermee"}).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert bas.post(path, {"reason": "De verkeerde scan"}).status_code == 302
    assert not ActionDocument.objects.exists()
    assert "De verkeerde scan" in page_of(bas, action).texts(".history > li")[0]
    assert not default_storage.exists(document.file.name)


def test_what_is_no_pdf_is_not_placed(bas: Client, action: Action) -> None:
    response = place(bas, action, b"<script>alert(1)</script>")
    assert response.status_code == 422
    assert not ActionDocument.objects.exists()


def test_a_file_that_was_altered_on_the_disk_is_not_given(bas: Client, action: Action) -> None:
    place(bas, action, pdf())
    document = ActionDocument.objects.get()
    ActionDocument.objects.update(sha256="0" * 64)
    response = bas.get(f"/plan/bewijsstukken/{document.pk}/")
    assert response.status_code == 500
    assert "Daarom geven wij het niet." in Page.of(response).words


def test_uploads_remarks_and_counts_never_stand_in_the_way_of_who_edits_the_action(
    marijke: Client, bas: Client, noor: Client, action: Action
) -> None:
    target = ActionTargetFactory(action=action)
    path = f"/plan/acties/{action.pk}/wijzigen/"
    form: dict[str, Any] = fields_of(marijke.get(path))
    place(bas, action, pdf())
    noor.post(f"/plan/acties/{action.pk}/opmerking/", {"text": "Dit gaat goed."})
    bas.post(f"/plan/resultaten/{target.pk}/bereikt/", {"value": "4", "measured_on": long_date(YESTERDAY)})
    bas.post(f"/plan/acties/{action.pk}/stand/", {"time": "green", "money": "green", "quality": "green"})
    assert Action.objects.get(pk=action.pk).version == action.version
    assert marijke.post(path, {**form, "title": "Begeleiding thuis"}).status_code == 302
    assert (ActionDocument.objects.count(), ActionComment.objects.count(), target.realisations.count()) == (1, 1, 1)
