"""Reporting how an action goes: in its row, on a page, and with two people at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from actionplan import flows
from actionplan.models import Action, Light, StatusReport
from network.dates import today
from network.history import history_of
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, PlanFactory, StatusReportFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}
GREEN = {"time": "green", "money": "green", "quality": "green"}
TEXTS = {
    "cause": "De tweede trainer viel uit.",
    "consequence": "De groep start later.",
    "correction": "Sterker levert een trainer vanaf 1 januari.",
}
AMBER = {**GREEN, "time": "amber", **TEXTS}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(
        plan=PlanFactory(), code="4.5", title="Lotgenotengroep", lead_organisation=cast.lead_organisation
    )


@pytest.fixture
def send(action: Action, cast: Cast, client_of: ClientOf) -> Callable[..., HttpResponse]:
    """Send the form: `send(AMBER, person=cast.lead_editor, **HTMX)`."""

    def post(answers: dict[str, Any], *, person: Person = cast.lead_editor, **headers: str) -> HttpResponse:
        return client_of(person).post(f"/plan/acties/{action.pk}/stand/", answers, **headers)

    return post


Send = Callable[..., HttpResponse]


def newest(action: Action) -> StatusReport:
    report = StatusReport.objects.filter(action=action).newest()
    assert report
    return report


# --- one person -----------------------------------------------------------------------------------------------------


def test_the_lead_reports_and_the_action_gets_the_worst_of_the_three_lights(
    send: Send, action: Action, cast: Cast
) -> None:
    response = send(AMBER)
    report = newest(action)
    assert response.headers["Location"] == f"/plan/acties/{action.pk}/"
    assert (report.light, report.reported_by, report.reported_on) == (Light.AMBER, cast.lead_editor, today())
    assert report.correction == TEXTS["correction"]


def test_after_saving_the_page_says_so(send: Send, action: Action, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lead_editor)
    page = Page.of(client.post(f"/plan/acties/{action.pk}/stand/", AMBER, follow=True))
    assert "Opgeslagen: de stand van 4.5 Lotgenotengroep is oranje." in page.words


@pytest.mark.parametrize("light", ["amber", "red"])
@pytest.mark.parametrize("aspect", ["time", "money", "quality"])
def test_oranje_or_rood_without_cause_consequence_and_correction_is_refused_with_a_clear_error_for_each(
    send: Send, action: Action, light: str, aspect: str
) -> None:
    response = send({**GREEN, aspect: light})
    words = Page.of(response).words
    assert response.status_code == 422
    assert not StatusReport.objects.exists()
    assert "De oorzaak ontbreekt. Schrijf bij oranje of rood wat er gebeurde." in words
    assert "De consequentie ontbreekt. Schrijf bij oranje of rood wat er nu niet lukt, en voor wie." in words
    assert "De bijsturing ontbreekt. Schrijf bij oranje of rood wat u doet, en wanneer het klaar is." in words


@pytest.mark.parametrize("missing", ["cause", "consequence", "correction"])
def test_one_missing_explanation_is_enough_to_refuse_and_the_others_stay_as_typed(send: Send, missing: str) -> None:
    response = send({**AMBER, missing: "   ", "explanation": "Wat er gebeurde."})
    page = Page.of(response)
    assert len(page.all(".utrecht-form-field--invalid")) == 1
    for name, text in {**TEXTS, "explanation": "Wat er gebeurde."}.items():
        assert name == missing or text in page.one(f"textarea[name={name}]").text
    assert page.one("input[name=time][value=amber]").get("checked") is not None


def test_a_light_that_was_not_chosen_is_asked_for(send: Send) -> None:
    words = Page.of(send({"time": "green"})).words
    assert "Kies een stand voor het geld: groen, oranje, rood of grijs." in words
    assert "Kies een stand voor de kwaliteit: groen, oranje, rood of grijs." in words
    assert "Kies een stand voor de tijd" not in words


def test_back_on_course_there_is_nothing_left_to_explain(send: Send, action: Action) -> None:
    send(AMBER)
    send({**GREEN, **TEXTS, "last_seen": newest(action).pk})
    assert newest(action).light == Light.GREEN
    assert newest(action).cause == ""
    assert StatusReport.objects.filter(cause=TEXTS["cause"]).count() == 1


def test_the_database_itself_refuses_oranje_without_an_explanation(action: Action) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReportFactory(action=action, time="amber", light="amber", cause="Alleen een oorzaak")


def test_the_form_starts_from_the_newest_report(action: Action, cast: Cast, client_of: ClientOf) -> None:
    StatusReportFactory(action=action, reported_on=date(2026, 6, 1))
    last = StatusReportFactory(action=action, time="red", light="red", **TEXTS)
    page = Page.of(client_of(cast.lead_editor).get(f"/plan/acties/{action.pk}/stand/"))
    assert page.one("input[name=last_seen]").get("value") == str(last.pk)
    assert page.one("input[name=time][value=red]").get("checked") is not None
    assert TEXTS["cause"] in page.one("textarea[name=cause]").text


def test_the_history_tells_who_reported_and_why(send: Send, action: Action, cast: Cast) -> None:
    send(GREEN)
    [change] = history_of(newest(action))
    assert (change.who, change.kind, change.reason) == ("Bas Hendriks", "toegevoegd", "nieuwe stand gemeld")


# --- in its row -----------------------------------------------------------------------------------------------------


def test_the_form_opens_under_its_row_with_the_focus_on_its_heading(
    action: Action, cast: Cast, client_of: ClientOf
) -> None:
    response = client_of(cast.lead_editor).get(f"/plan/acties/{action.pk}/stand/", **HTMX)
    page = Page.of(f"<table>{response.content.decode()}</table>")
    assert "HX-Request" in response.headers["Vary"]
    assert page.texts("[data-editor] h3[data-focus]") == ["Stand van 4.5 Lotgenotengroep"]
    assert page.one("form.row-edit__form").get("action") == f"/plan/acties/{action.pk}/stand/"
    assert page.one("form [data-close]").get("href") == f"/plan/acties/{action.pk}/rij/"
    assert "wordt bijgewerkt" in page.words
    assert "<html" not in response.content.decode()


def test_saving_replaces_the_row_says_so_and_brings_the_new_counts(send: Send, action: Action) -> None:
    response = send(AMBER, **HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    row, _, rest = html.partition("</tbody>")
    saved = Page.of(f"<table>{row}</tbody></table>")
    assert "Opgeslagen" in saved.texts("tr.row-saved [role=status]")[0]
    assert saved.texts(".light") == ["Oranje"]
    counts = Page.of(rest)
    assert counts.texts("#stand-plan[hx-swap-oob]") == ["1 oranje"]
    assert counts.texts("#stand-bouwsteen-4[hx-swap-oob]") == ["1 oranje"]
    assert len(counts.all("[id^=stand-bouwsteen][hx-swap-oob]")) == 4


def test_a_refused_save_in_the_row_comes_back_with_the_errors_and_what_was_typed(send: Send, action: Action) -> None:
    response = send({**AMBER, "cause": ""}, **HTMX)
    page = Page.of(f"<table>{response.content.decode()}</table>")
    assert response.status_code == 422
    assert page.all("[data-editor] [data-error-summary]")
    assert TEXTS["correction"] in page.one("textarea[name=correction]").text
    assert page.all("h3[data-focus]") == []  # the errors take the focus


def test_cancelling_brings_the_row_back(action: Action, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lead_editor)
    row = client.get(f"/plan/acties/{action.pk}/rij/", **HTMX).content.decode()
    assert f'id="actie-{action.pk}"' in row
    assert "row-edit" not in row
    without_script = client.get(f"/plan/acties/{action.pk}/rij/")
    assert without_script.headers["Location"] == f"/plan/#actie-{action.pk}"


# --- two people at once ---------------------------------------------------------------------------------------------

MINE = {**AMBER, "correction": "Sterker levert vanaf 15 januari een trainer."}
THEIRS = {"time": "red", "light": "red", **TEXTS}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "row"])
def test_whoever_saves_second_sees_both_texts_who_and_when_and_loses_nothing(
    send: Send, action: Action, cast: Cast, headers: dict[str, str]
) -> None:
    seen = StatusReportFactory(action=action)
    theirs = StatusReportFactory(action=action, reported_by=cast.coordinator, **THEIRS)
    response = send({**MINE, "last_seen": seen.pk}, **headers)
    html = response.content.decode()
    page = Page.of(f"<table>{html}</table>" if headers else html)
    assert response.status_code == 409
    assert StatusReport.objects.count() == 2
    assert "Marijke de Wit was u voor" in page.words
    assert f"{today().day} " in page.texts("[role=alert]")[0]
    assert "vanaf 1 januari" in " ".join(page.texts(".versus__side:first-child"))
    assert "vanaf 15 januari" in " ".join(page.texts(".versus__side--mine"))
    assert MINE["correction"] in page.one("textarea[name=correction]").text
    assert page.one("input[name=time][value=amber]").get("checked") is not None
    assert page.one("input[name=last_seen]").get("value") == str(theirs.pk)


def test_having_seen_the_other_report_the_same_answers_are_saved_and_the_other_stays(
    send: Send, action: Action, cast: Cast
) -> None:
    theirs = StatusReportFactory(action=action, reported_by=cast.coordinator, **THEIRS)
    refused = Page.of(send({**MINE, "last_seen": ""}))
    again = {field.get("name"): field.get("value") for field in refused.all("input[type=hidden]")}
    response = send({**MINE, "last_seen": again["last_seen"]})
    assert response.status_code == 302
    assert newest(action).correction == MINE["correction"]
    assert StatusReport.objects.filter(pk=theirs.pk, correction=TEXTS["correction"]).exists()


@pytest.mark.parametrize(("choice", "kept"), [("hun", TEXTS["correction"]), ("mijn", MINE["correction"])])
def test_of_a_text_that_two_people_wrote_the_one_that_was_chosen_is_saved(
    send: Send, action: Action, cast: Cast, choice: str, kept: str
) -> None:
    StatusReportFactory(action=action, reported_by=cast.coordinator, **THEIRS)
    refused = Page.of(send({**MINE, "last_seen": ""}))
    hidden = {field.get("name"): field.get("value") for field in refused.all("main input[type=hidden]")}
    response = send({**MINE, **hidden, "keuze-correction": choice, "keuze-time": choice})
    assert response.status_code == 302
    assert newest(action).correction == kept
    assert newest(action).time == {"hun": "red", "mijn": "amber"}[choice]


def test_saving_twice_in_a_row_is_no_conflict_for_who_saw_the_own_report(send: Send, action: Action) -> None:
    send(GREEN)
    assert send({**MINE, "last_seen": newest(action).pk}).status_code == 302


def test_the_flow_refuses_whoever_did_not_see_the_newest_report(action: Action, cast: Cast) -> None:
    theirs = StatusReportFactory(action=action)
    with pytest.raises(flows.ReportedMeanwhileError) as refused:
        flows.report_status(action, by=cast.lead_editor, on=today(), last_seen=None, **GREEN)
    assert refused.value.newest == theirs


# --- rights and accidents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["other_editor", "reader", "steering_member", "administrator", "municipal_coordinator"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "row"])
def test_nobody_else_reports_on_an_action_by_url_or_by_post(
    send: Send, action: Action, cast: Cast, client_of: ClientOf, who: str, headers: dict[str, str]
) -> None:
    person = cast.people[who]
    assert client_of(person).get(f"/plan/acties/{action.pk}/stand/", **headers).status_code == 403
    assert send(AMBER, person=person, **headers).status_code == 403
    assert not StatusReport.objects.exists()


def test_a_former_editor_is_a_visitor_and_changes_nothing(send: Send, cast: Cast) -> None:
    assert send(AMBER, person=cast.former_editor).status_code == 401
    assert not StatusReport.objects.exists()


def test_the_coordinator_and_the_municipal_coordinator_of_the_lead_municipality_report(
    cast: Cast, client_of: ClientOf
) -> None:
    of_tiel = ActionFactory(plan=PlanFactory(), lead_organisation=cast.tiel_organisation)
    path = f"/plan/acties/{of_tiel.pk}/stand/"
    assert client_of(cast.municipal_coordinator).post(path, GREEN).status_code == 302
    seen = {"last_seen": newest(of_tiel).pk}
    assert client_of(cast.coordinator).post(path, {**AMBER, **seen}).status_code == 302


def test_when_the_session_ended_the_typed_text_comes_back_on_the_page(action: Action) -> None:
    path = f"/plan/acties/{action.pk}/stand/"
    response = Client().post(path, AMBER, HTTP_SEC_FETCH_SITE="same-origin")
    page = Page.of(response)
    assert response.status_code == 401
    assert not StatusReport.objects.exists()
    for text in TEXTS.values():
        assert text in response.content.decode()
    assert page.one("main form").get("action") == path


def test_when_the_session_ended_the_open_row_stays_as_it_is(action: Action) -> None:
    response = Client().post(f"/plan/acties/{action.pk}/stand/", AMBER, **HTMX)
    assert response.status_code == 401
    assert "<" not in response.content.decode()


def test_a_report_about_yesterday_counts_from_yesterday(action: Action, cast: Cast) -> None:
    yesterday = today() - timedelta(days=1)
    flows.report_status(action, by=cast.lead_editor, on=yesterday, last_seen=None, **GREEN)
    assert Action.objects.with_light(yesterday).get(pk=action.pk).light == Light.GREEN
