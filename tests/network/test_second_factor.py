"""The second step: sealed, asked of everybody who can change much, and lost only with the help of two people."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.core import mail as mailbox
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from network.account_flows import NotPossible, approve_second_factor_reset, ask_second_factor_reset, tidy_accounts
from network.models import Person, SecondFactorReset
from network.sealing import open_sealed, reseal_all, seal
from tests.access.things import things_with_an_address
from tests.access.walk import agreed_lines
from tests.cast import Cast
from tests.figures_table import Figure
from tests.reading import Page
from tests.signing_in import PASSWORD, code_of_now, is_signed_in, mails_to, sign_in, with_password, with_second_step

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


def page_of(person: Person) -> str:
    return f"/personen/{person.pk}/tweede-stap/"


def signs_in_with_a_code(person: Person, code: str) -> Client:
    client = sign_in(person.email)
    client.post("/account/2fa/authenticate/", {"code": code})
    return client


def rows_of_authenticators() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, '') FROM mfa_authenticator a")
        return str(cursor.fetchone()[0])


def test_a_code_of_the_app_lets_in_once(cast: Cast) -> None:
    secret = with_second_step(with_password(cast.coordinator))
    code = code_of_now(secret)
    assert is_signed_in(signs_in_with_a_code(cast.coordinator, code))
    assert not is_signed_in(signs_in_with_a_code(cast.coordinator, code))


def test_a_recovery_code_lets_in_once(cast: Cast) -> None:
    with_second_step(with_password(cast.coordinator))
    code = RecoveryCodes.activate(cast.coordinator).generate_codes()[0]
    assert is_signed_in(signs_in_with_a_code(cast.coordinator, code))
    assert not is_signed_in(signs_in_with_a_code(cast.coordinator, code))


def test_a_copy_of_the_database_holds_no_secret_of_a_second_step(cast: Cast) -> None:
    secret = with_second_step(cast.coordinator)
    RecoveryCodes.activate(cast.coordinator)
    copied = rows_of_authenticators()
    assert secret not in copied
    assert not re.search(r"[0-9a-f]{80}", copied)  # the seed of recovery codes
    assert "gAAAA" in copied  # the control: what is sealed is there


def test_a_former_key_still_opens_until_everything_is_sealed_anew(cast: Cast, settings: Settings) -> None:
    settings.MFA_KEYS = ["eerste"]
    secret = with_second_step(with_password(cast.coordinator))
    codes = RecoveryCodes.activate(cast.coordinator).generate_codes()

    settings.MFA_KEYS = ["tweede", "eerste"]
    assert is_signed_in(signs_in_with_a_code(cast.coordinator, code_of_now(secret)))
    assert reseal_all() == 2
    assert reseal_all() == 0

    settings.MFA_KEYS = ["tweede"]
    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert recovery.wrap().generate_codes() == codes
    settings.MFA_KEYS = ["eerste"]
    with pytest.raises(InvalidToken):
        recovery.wrap().generate_codes()


def test_the_same_text_is_sealed_otherwise_each_time() -> None:
    assert seal("geheim") != seal("geheim")
    assert open_sealed(seal("geheim")) == "geheim"


def test_every_page_that_is_not_public_waits_for_the_second_step(cast: Cast, figure: Figure) -> None:
    """Every address of the table of access, for somebody who signed in with a password alone."""
    client = sign_in(with_password(cast.administrator).email)
    assert is_signed_in(client)
    private = {line.url_name for line in agreed_lines() if line.method == "GET" and line.answers["bez"] == "in"}
    things = things_with_an_address(cast)
    asked = {
        (line.url_name, line.thing, method): client.generic(method, reverse(line.url_name, kwargs=things[line.thing]))
        for line in agreed_lines()
        if line.url_name in private and line.thing in things
        for method in ("GET", "POST")
    }
    opened = [what for what, response in asked.items() if response.headers.get("Location") != "/account/2fa/"]
    assert len({name for name, _, _ in asked}) == len(private) > 40
    assert opened == []
    figure("G-09", "adressen die op de tweede stap wachten", len(private), goal="≥ 40")
    figure("G-09", "adressen die zonder opengaan", len(opened), goal="0")


def test_the_second_step_can_not_be_passed_with_the_address_of_the_next_page(cast: Cast) -> None:
    with_second_step(with_password(cast.coordinator))
    client = sign_in(cast.coordinator.email)
    for path in ("/", "/wie-mag-wat/", "/beheer/", "/account/2fa/", "/account/sessions/"):
        client.get(path)
        assert not is_signed_in(client)


def test_a_change_of_the_second_step_is_told_by_mail(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = sign_in(with_password(cast.reader).email)
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code_of_now(secret)})
    assert any("app, sleutel of herstelcode" in text for text in mails_to(cast.reader.email))


# --- lost ----------------------------------------------------------------------------------------------------------


def test_two_people_clear_a_second_step_and_the_person_is_told(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(with_password(cast.data_steward))
    assert client_of(cast.administrator).post(page_of(cast.data_steward), {"step": "vragen"}).status_code == 302
    assert len(mails_to(cast.data_steward.email)) == 1
    assert cast.data_steward.authenticator_set.exists()  # type: ignore[attr-defined]  # of allauth

    theirs = client_of(cast.data_steward)
    client_of(cast.coordinator).post(page_of(cast.data_steward), {"step": "akkoord"})
    assert not Authenticator.objects.filter(user=cast.data_steward).exists()
    assert theirs.get("/wie-mag-wat/").status_code == 302
    assert len(mails_to(cast.data_steward.email)) == 2
    assert sign_in(cast.data_steward.email).get("/wie-mag-wat/")["Location"] == "/account/2fa/"
    assert all(cast.data_steward.name.split()[0] not in str(message.body) for message in mailbox.outbox)


def test_the_one_who_asks_can_not_approve(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.data_steward)
    asker = client_of(cast.administrator)
    asker.post(page_of(cast.data_steward), {"step": "vragen"})
    assert asker.post(page_of(cast.data_steward), {"step": "akkoord"}).status_code == 422
    assert "akkoord" not in [
        button.get("value") for button in Page.of(asker.get(page_of(cast.data_steward))).all("button")
    ]
    reset = SecondFactorReset.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.filter(pk=reset.pk).update(approved_by=reset.asked_by)


def test_nobody_clears_their_own(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.coordinator)
    assert client_of(cast.coordinator).post(page_of(cast.coordinator), {"step": "vragen"}).status_code == 422
    reset = ask_second_factor_reset(cast.coordinator, by=cast.administrator)
    with pytest.raises(NotPossible):
        approve_second_factor_reset(reset, by=cast.coordinator)


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_whoever_can_change_everything_gets_a_day_to_object(who: str, cast: Cast) -> None:
    person = cast.people[who]
    other = cast.administrator if who == "coordinator" else cast.coordinator
    third = cast.data_steward  # the rule about who may is the policy's; here it is about the day
    with_second_step(person)
    approve_second_factor_reset(ask_second_factor_reset(person, by=other), by=third)
    job = ProcrastinateJob.objects.get(task_name="network.carry_out_resets")
    assert job.scheduled_at == SecondFactorReset.objects.get().not_before
    for hours, is_cleared in ((23, False), (25, True)):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            tidy_accounts(None, None)
        assert Authenticator.objects.filter(user=person).exists() is not is_cleared
    assert SecondFactorReset.objects.get().done_at


def test_a_request_that_was_refused_clears_nothing(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.coordinator)
    approve_second_factor_reset(ask_second_factor_reset(cast.coordinator, by=cast.administrator), by=cast.data_steward)
    client_of(cast.administrator).post(page_of(cast.coordinator), {"step": "afwijzen"})
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tidy_accounts(None, None)
    assert Authenticator.objects.filter(user=cast.coordinator).exists()


def test_the_person_self_can_stop_it(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.coordinator)
    reset = ask_second_factor_reset(cast.coordinator, by=cast.administrator)
    assert client_of(cast.coordinator).post("/account/2fa/aanvraag-stoppen/").status_code == 302
    with pytest.raises(NotPossible):
        approve_second_factor_reset(reset, by=cast.data_steward)


def test_each_step_stands_in_the_history_with_who_did_it(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.data_steward)
    client_of(cast.administrator).post(page_of(cast.data_steward), {"step": "vragen"})
    client_of(cast.coordinator).post(page_of(cast.data_steward), {"step": "akkoord"})
    events = SecondFactorReset.objects.get().history_events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert {event.pgh_context.metadata["person"] for event in events} == {
        cast.administrator.pk,
        cast.coordinator.pk,
    }
    assert "Geschiedenis" in Page.of(client_of(cast.coordinator).get(page_of(cast.data_steward))).words


def test_a_second_request_for_the_same_person_waits_for_the_first(cast: Cast, client_of: ClientOf) -> None:
    with_second_step(cast.data_steward)
    ask_second_factor_reset(cast.data_steward, by=cast.administrator)
    response = client_of(cast.coordinator).post(page_of(cast.data_steward), {"step": "vragen"})
    assert response.status_code == 422
    assert "loopt al een aanvraag" in Page.of(response).words


def test_of_two_who_ask_at_the_same_moment_the_second_waits_for_the_first(cast: Cast) -> None:
    with_second_step(cast.data_steward)
    with CaptureQueriesContext(connection) as asked:
        ask_second_factor_reset(cast.data_steward, by=cast.administrator)
    questions = [query["sql"] for query in asked]
    lock = next(nr for nr, sql in enumerate(questions) if "FOR UPDATE" in sql)
    assert '"network_person"' in questions[lock]
    assert lock < next(nr for nr, sql in enumerate(questions) if '"network_secondfactorreset"' in sql)


def test_whoever_signed_in_a_moment_ago_is_not_asked_again_and_later_is(cast: Cast) -> None:
    client = sign_in(with_password(cast.reader).email)
    assert client.get("/account/email/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert client.get("/account/email/")["Location"].startswith("/account/reauthenticate/")


def test_the_password_alone_does_not_turn_a_second_step_off(cast: Cast) -> None:
    with_second_step(with_password(cast.coordinator))
    client = sign_in(cast.coordinator.email, PASSWORD)
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.coordinator).exists()


def test_whoever_got_in_with_the_password_alone_is_out_once_a_second_step_is_set_up(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """A thief with the password who waits for the owner to set up the second step has waited for nothing."""
    thief, owner = sign_in(with_password(cast.coordinator).email), sign_in(cast.coordinator.email)
    assert is_signed_in(thief)
    owner.get("/account/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        owner.post("/account/2fa/totp/activate/", {"code": code_of_now(owner.session["mfa.totp.secret"])})
    assert owner.get("/wie-mag-wat/").status_code == 200
    assert thief.get("/wie-mag-wat/")["Location"].startswith("/account/login/")
