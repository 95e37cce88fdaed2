"""M26: who still has to deliver, and one reminder each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from monitor.delivery_forms import NewRoundForm
from monitor.delivery_mails import remind_on_the_due_date
from monitor.models import Delivery, DeliveryRound, DeliveryStatus, ReleasedValue, ValueStatus
from network import mail
from network.calendar import calendar_of
from network.dates import today
from network.models import Mailing, MailingState, Municipality
from network.overview import todos_of
from network.reminders import remind_everybody
from tests.cast import Cast
from tests.factories import (
    AreaMembershipFactory,
    DeliveredIndicatorFactory,
    DeliveryFactory,
    DeliveryRoundFactory,
    DimensionFactory,
    DimensionPartFactory,
    EditionFactory,
    IndicatorFactory,
    OrganisationFactory,
)
from tests.monitor.deliveries.conftest import Asked
from tests.reading import Page
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db

LIST = "/leveringen/"


def states(client: Client, query: str = "") -> dict[str, str]:
    page = Page.of(client.get(LIST + query))
    rows = [row for row in page.all("tbody tr") if row.get("class") != "group-row"]
    return {
        Page(row).texts("th a")[0]: Page(row).texts(".badge")[0]
        for row in rows
    }  # fmt: skip


def test_the_coordinator_sees_per_partner_and_period_how_far_it_is(asked: Asked, marijke: Client) -> None:
    """M26: The coordinator sees per partner and period: not due, due, late, delivered, approved; one reminder each."""
    mee, sterker = "MEE Gelderse Poort", "Sterker"
    assert states(marijke) == {mee: "te leveren", sterker: "te leveren"}
    asked.deliver("12")
    assert states(marijke) == {mee: "geleverd", sterker: "te leveren"}
    asked.approve()
    asked.move(opens_in=-20, due_in=-1)
    assert states(marijke) == {mee: "goedgekeurd", sterker: "te laat"}
    assert states(marijke, "?stand=te-laat") == {sterker: "te laat"}
    assert states(marijke, "?stand=goedgekeurd") == {mee: "goedgekeurd"}
    Delivery.objects.filter(pk=asked.of_sterker.pk).update(status=DeliveryStatus.SENT_BACK, sent_back_because="Nee.")
    assert states(marijke, "?stand=teruggestuurd") == {sterker: "teruggestuurd"}
    Delivery.objects.filter(pk=asked.of_sterker.pk).update(status=DeliveryStatus.WAITING)
    asked.move(opens_in=1, due_in=20)
    assert states(marijke, "?stand=nog-niet") == {sterker: "nog niet aan de beurt"}
    marijke.post(reverse("monitor:round-close", args=[asked.round.pk]))
    assert states(marijke, "?stand=niet-geleverd") == {sterker: "niet geleverd, gesloten"}


def test_a_partner_sees_its_own_deliveries_only_by_date(asked: Asked, bas: Client) -> None:
    later = DeliveryRoundFactory(period="2026HJ01", opens_on=today(), due_on=today() + timedelta(days=40))
    DeliveryFactory(round=later, organisation=asked.cast.lead_organisation)
    page = Page.of(bas.get(LIST))
    assert page.texts("tbody th .row-title") == [str(asked.round), str(later)]
    assert "Sterker" not in page.words


def test_the_list_costs_as_much_for_a_thousand_deliveries_as_for_ten(
    asked: Asked, marijke: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def measured() -> None:
        with django_assert_max_num_queries(12):
            assert marijke.get(LIST).status_code == 200

    measured()
    partners = OrganisationFactory.create_batch(20)
    rounds = DeliveryRound.objects.bulk_create(
        DeliveryRoundFactory.build(indicator=asked.indicator, period=f"{1950 + number}HJ01") for number in range(50)
    )
    Delivery.objects.bulk_create(Delivery(round=each, organisation=partner) for each in rounds for partner in partners)
    measured()


# --- asking ---------------------------------------------------------------------------------------------------------


def question(asked: Asked, **other: object) -> dict[str, object]:
    return {
        "indicator": asked.indicator.pk,
        "period": "2e halfjaar 2026",
        "opens_on": "4 januari 2027",
        "due_on": "1 maart 2027",
        "instructions": "Tel elke persoon één keer.",
        "organisations": [asked.cast.lead_organisation.pk],
    } | other


def test_the_coordinator_asks_partners_for_a_figure_over_a_period(asked: Asked, marijke: Client) -> None:
    marijke.post("/leveringen/vragen/", question(asked))
    made = DeliveryRound.objects.get(period="2026HJ02")
    assert [delivery.organisation for delivery in made.deliveries.all()] == [asked.cast.lead_organisation]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("period", "1e halfjaar 2026", "Over deze periode is dit cijfer al gevraagd."),
        ("period", "2026", "Dit cijfer wordt per half jaar geteld. Typ bijvoorbeeld 1e halfjaar 2026."),
        ("period", "voorjaar", "Dit is geen periode die wij kennen."),
        ("due_on", "3 januari 2027", "De laatste dag ligt voor de eerste."),
        ("organisations", [], "Kies aan welke partners u de cijfers vraagt."),
    ],
)
def test_a_question_that_can_not_be_says_why(
    asked: Asked, marijke: Client, field: str, typed: object, told: str
) -> None:
    response = marijke.post("/leveringen/vragen/", question(asked, **{field: typed}))
    assert response.status_code == 422
    assert told in response.content.decode()


def test_only_a_figure_that_partners_deliver_is_asked_for(asked: Asked, marijke: Client) -> None:
    published = IndicatorFactory(name="Misdrijven", frequency="HJ")
    assert marijke.post("/leveringen/vragen/", question(asked, indicator=published.pk)).status_code == 422


@pytest.mark.parametrize(
    ("frequency", "typed", "code"),
    [
        ("JJ", "2026", "2026JJ00"),
        ("HJ", "1e halfjaar 2026", "2026HJ01"),
        ("KW", "3e kwartaal 2026", "2026KW03"),
        ("MM", "mei 2026", "2026MM05"),
        ("SJ", "2025/2026", "2025SJ00"),
    ],
)
def test_each_kind_of_period_can_be_asked_for(cast: Cast, frequency: str, typed: str, code: str) -> None:
    form = NewRoundForm({"indicator": DeliveredIndicatorFactory(frequency=frequency).pk, "period": typed})
    form.is_valid()
    assert form.cleaned_data["period"] == code


def test_a_figure_with_more_cells_than_a_form_can_hold_is_not_asked_for(asked: Asked, marijke: Client) -> None:
    for municipality in Municipality.objects.bulk_create(
        Municipality(code=f"GM9{number:03d}", name=f"Plaats {number}") for number in range(30)
    ):
        AreaMembershipFactory(area_set=asked.cast.tiel.area_sets.get(), municipality=municipality)
    other = DimensionFactory(indicator=asked.indicator, name="Soort", position=2)
    for number in range(14):
        DimensionPartFactory(dimension=other, position=number)
    response = marijke.post("/leveringen/vragen/", question(asked))
    assert response.status_code == 422
    assert "Elke partner zou 924 getallen moeten invullen." in response.content.decode()


def test_a_partner_can_be_asked_later_and_days_can_move(asked: Asked, marijke: Client) -> None:
    marijke.post(
        reverse("monitor:round-edit", args=[asked.round.pk]),
        {"opens_on": "1-7-2026", "due_on": "1-9-2027", "organisations": [asked.cast.tiel_organisation.pk]},
    )
    assert DeliveryRound.objects.get(pk=asked.round.pk).due_on.year == 2027
    assert asked.round.deliveries.filter(organisation=asked.cast.tiel_organisation).exists()


def test_after_figures_were_released_no_partner_is_asked_as_well(asked: Asked, marijke: Client) -> None:
    """What it delivered would be the difference between two editions."""
    edition = EditionFactory(indicator=asked.indicator, is_protected=True)
    ReleasedValue.objects.create(
        edition=edition,
        indicator=asked.indicator,
        area_kind="municipality",
        area_name="Tiel",
        period=asked.round.period,
        value=40,
        value_status=ValueStatus.VALUE,
    )
    url = reverse("monitor:round-edit", args=[asked.round.pk])
    days = {"opens_on": "1-7-2026", "due_on": "1-9-2027"}

    refused = marijke.post(url, days | {"organisations": [asked.cast.tiel_organisation.pk]})
    assert refused.status_code == 422
    assert "is uit te rekenen wat die partner leverde" in refused.content.decode()
    assert asked.round.deliveries.count() == 2

    assert marijke.post(url, days).status_code == 302  # days can still move


# --- reminding ------------------------------------------------------------------------------------------------------


def mails_to(cast: Cast) -> list[tuple[str, str]]:
    return [(mailing.person.name, mailing.kind) for mailing in Mailing.objects.order_by("pk")]


def test_who_is_late_gets_one_mail_per_round_with_a_link_only(asked: Asked, marijke: Client, cast: Cast) -> None:
    asked.deliver("12")
    remind = reverse("monitor:delivery-remind", args=[asked.of_sterker.pk])
    assert "Er is geen mail gestuurd." in marijke.post(remind, follow=True).content.decode()  # not late yet
    asked.move(opens_in=-20, due_in=-1)
    all_late = reverse("monitor:round-remind", args=[asked.round.pk])
    assert "1 partner krijgt een mail" in marijke.post(all_late, follow=True).content.decode()
    for url in (all_late, remind):
        marijke.post(url)

    assert mails_to(cast) == [("Noor Bakker", "delivery_reminder")]
    text = mail.text_of(Mailing.objects.get())
    assert "/leveringen/" in text
    assert not [word for word in (asked.indicator.name, "Sterker", "2026", "Noor") if word in text]
    assert "herinnerd op" in marijke.get(LIST).content.decode()


def test_on_the_due_date_the_portal_reminds_by_itself_once(asked: Asked, cast: Cast) -> None:
    """FC-064 and FC-065: a run that was missed is made up for once, and nothing old is told about."""
    asked.deliver("12")
    asked.move(opens_in=-20, due_in=-1)
    old = DeliveryRoundFactory(
        period="2025HJ01", due_on=today() - timedelta(days=200), opens_on=today() - timedelta(300)
    )
    DeliveryFactory(round=old, organisation=cast.other_organisation)
    now = timezone.now()

    for _ in range(2):
        remind_on_the_due_date(now - timedelta(days=3), now)
    remind_everybody(now - timedelta(days=3), now)

    assert mails_to(cast).count(("Noor Bakker", "delivery_reminder")) == 1
    assert Delivery.objects.get(round=old).reminded_on is None
    keys = set(cast.other_editor.notifications.values_list("key", flat=True))
    assert f"delivery:{asked.of_sterker.pk}:{today() - timedelta(days=1)}:op-de-dag" in keys


def test_no_mail_when_it_was_delivered_before_the_mail_went_out(asked: Asked, marijke: Client) -> None:
    asked.move(opens_in=-20, due_in=-1)
    marijke.post(reverse("monitor:delivery-remind", args=[asked.of_mee.pk]))
    asked.deliver("12")
    assert mail.deliver(Mailing.objects.get()) == MailingState.WITHDRAWN


def test_who_has_nobody_that_takes_mail_is_told_to_the_coordinator(asked: Asked, marijke: Client) -> None:
    alone = DeliveryFactory(round=asked.round, organisation=OrganisationFactory(name="Zonder redacteur"))
    asked.move(opens_in=-20, due_in=-1)
    page = marijke.post(reverse("monitor:delivery-remind", args=[alone.pk]), follow=True).content.decode()
    assert "Bij Zonder redacteur is er niemand die herinneringen krijgt. Bel zelf." in page
    assert Delivery.objects.get(pk=alone.pk).reminded_on is None


# --- «Mijn overzicht» -----------------------------------------------------------------------------------------------


def test_a_partner_editor_sees_on_its_own_page_what_is_due_and_nothing_of_another(asked: Asked, cast: Cast) -> None:
    """N18: one delivery due, with date and link, and nothing of another organisation."""
    [todo] = [todo for todo in todos_of(cast.lead_editor, today()) if "leveren" in todo.title]
    assert (todo.due, todo.url, todo.late) == (asked.round.due_on, asked.page, False)
    assert not [todo for todo in todos_of(cast.reader, today()) if "leveren" in todo.title]
    asked.deliver("12")
    assert not [todo for todo in todos_of(cast.lead_editor, today()) if "leveren" in todo.title]
    judging = [todo for todo in todos_of(cast.coordinator, today()) if todo.title == "1 levering beoordelen"]
    assert [todo.url for todo in judging] == ["/leveringen/?stand=geleverd"]


def test_before_it_opens_nothing_is_to_do_and_after_its_day_it_is_late(asked: Asked, cast: Cast) -> None:
    asked.move(opens_in=1, due_in=20)
    assert not [todo for todo in todos_of(cast.lead_editor, today()) if "leveren" in todo.title]
    asked.move(opens_in=-20, due_in=-1)
    assert [todo.late for todo in todos_of(cast.lead_editor, today()) if "leveren" in todo.title] == [True]


def test_the_due_date_stands_in_the_calendar_without_what_it_is_about(asked: Asked, cast: Cast) -> None:
    """N20: as the other days on which something has to be done."""
    text = calendar_of(cast.lead_editor).decode()
    assert "SUMMARY:Cijfers leveren" in text
    assert f"DTSTART;VALUE=DATE:{asked.round.due_on:%Y%m%d}" in text
    assert asked.indicator.name not in text


def test_a_member_who_only_reads_has_no_list(cast: Cast) -> None:
    assert browser_of(cast.reader).get(LIST).status_code == 403
