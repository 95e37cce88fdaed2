"""Signing in: by invitation, with a second factor for whoever can change what others rely on."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from allauth.account.auth_backends import AuthenticationBackend
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from network.models import HomeAddress, MailingState, Person
from network.shared_cache import SharedCache
from tests.cast import Cast
from tests.figures_table import Figure
from tests.signing_in import PASSWORD, is_signed_in, link_in, mails_to, sign_in, with_password, work

pytestmark = pytest.mark.django_db


def test_nobody_makes_an_account_for_themselves() -> None:
    form = {"email": "vreemd@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}
    page = Client().post(reverse("account_signup"), form)
    assert page.status_code == 200
    assert not Person.objects.filter(email="vreemd@voorbeeld.example").exists()


def test_other_capitals_are_the_same_address(cast: Cast) -> None:
    person = with_password(cast.reader)
    assert is_signed_in(sign_in(person.email.upper()))


def test_a_wrong_password_gets_a_dutch_answer(cast: Cast) -> None:
    form = {"login": with_password(cast.reader).email, "password": "fout-wachtwoord"}
    page = Client().post(reverse("account_login"), form).content.decode()
    assert "wachtwoord" in page
    assert "incorrect" not in page


def test_known_and_unknown_addresses_get_the_same_answer_to_a_reset(cast: Cast) -> None:
    person = with_password(cast.reader)
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (person.email, "onbekend@voorbeeld.example")
    ]
    pages = [re.sub(r'value="[^"]{64}"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert len(mails_to(person.email)) == 1
    assert mails_to("onbekend@voorbeeld.example") == []


@pytest.mark.parametrize("who", ["coordinator", "municipal_coordinator", "data_steward", "administrator"])
def test_whoever_can_change_much_opens_no_page_without_a_second_factor(who: str, cast: Cast) -> None:
    client = sign_in(with_password(cast.people[who]).email)
    assert is_signed_in(client)
    for path in ("/", "/wie-mag-wat/", "/beheer/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    assert "Uw rol heeft een tweede stap nodig" in client.get(reverse("mfa_index")).content.decode()
    assert client.get(reverse("mfa_activate_totp")).status_code in {200, 302}


@pytest.mark.parametrize("who", ["lead_editor", "steering_member", "reader"])
def test_a_second_factor_is_offered_to_the_others_and_not_required(who: str, cast: Cast) -> None:
    client = sign_in(with_password(cast.people[who]).email)
    assert client.get("/wie-mag-wat/").status_code == 200
    assert "Uw rol heeft een tweede stap nodig" not in client.get(reverse("mfa_index")).content.decode()


@pytest.mark.control_of("test_every_page_that_is_not_public_waits_for_the_second_step")
def test_only_the_demo_turns_the_second_factor_off(cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = sign_in(with_password(cast.coordinator).email)
    assert client.get("/wie-mag-wat/").status_code == 200


def test_whoever_is_switched_off_is_out_at_once(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.reader)
    assert client.get("/wie-mag-wat/").status_code == 200
    Person.objects.filter(pk=cast.reader.pk).update(is_active=False)
    assert client.get("/wie-mag-wat/")["Location"].startswith("/account/login/")


# --- equal answers, and limits that lock nobody else out -------------------------------------------------------------

WRONG = "fout-wachtwoord"
TRIES = 45


def tries(email: str, password: str = WRONG, *, ip: str = "127.0.0.1", **extra: str) -> HttpResponse:
    form = {"login": email, "password": password}
    return Client(REMOTE_ADDR=ip).post(reverse("account_login"), form, **extra)


@pytest.fixture
def within_a_minute() -> Iterator[None]:
    """Limits count per minute, however slow the machine."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def is_told_to_wait(response: HttpResponse) -> bool:
    return response.status_code == 429 or "U heeft het te vaak geprobeerd" in response.content.decode()


@pytest.mark.usefixtures("within_a_minute")
def test_guessing_hits_a_limit_and_locks_out_nobody_else(cast: Cast, figure: Figure) -> None:
    """Many wrong passwords for one account from one place; meanwhile its owner signs in elsewhere."""
    victim, other = with_password(cast.reader), with_password(cast.lead_editor)
    answers = [tries(victim.email, ip="192.0.2.1") for _ in range(TRIES)]
    told = [is_told_to_wait(answer) for answer in answers]
    assert told[:5] == [False] * 5
    assert all(told[5:])
    assert answers[-1].status_code == 429
    locked_out = [person for person in (victim, other) if not is_signed_in(sign_in(person.email, ip="198.51.100.9"))]
    figure("G-09", f"kansen bij {TRIES} foute wachtwoorden vanaf één plek", told.count(False), goal="5")
    figure("G-09", "mensen die daardoor elders niet konden inloggen", len(locked_out), goal="0")


@pytest.mark.control_of("test_guessing_hits_a_limit_and_locks_out_nobody_else")
def test_without_the_limits_guessing_would_go_on(cast: Cast, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    assert not any(is_told_to_wait(tries(cast.reader.email, ip="192.0.2.1")) for _ in range(8))


@pytest.mark.usefixtures("within_a_minute")
def test_guessing_at_many_accounts_from_one_place_hits_the_limit_too(cast: Cast) -> None:
    answers = [tries(f"persoon{n}@voorbeeld.example", ip="192.0.2.1") for n in range(TRIES)]
    assert [answer.status_code for answer in answers].count(429) >= TRIES - 30


@pytest.mark.usefixtures("within_a_minute")
def test_a_made_up_address_in_a_header_makes_nobody_somebody_else(cast: Cast) -> None:
    victim = with_password(cast.reader)
    for n in range(TRIES):
        answer = tries(victim.email, ip="192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
    assert answer.status_code == 429


@pytest.mark.usefixtures("within_a_minute")
def test_behind_a_proxy_of_our_own_everybody_counts_apart(cast: Cast, settings: Settings) -> None:
    """The proxy adds the true address last; what comes before it, the visitor made up."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy, victim = "10.0.0.1", with_password(cast.reader)
    for n in range(TRIES):
        answer = tries(victim.email, ip=proxy, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.1")
    assert answer.status_code == 429
    right = tries(victim.email, PASSWORD, ip=proxy, HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert right.status_code == 302


def test_who_believes_more_proxies_than_there_are_reads_in_the_log_why_nobody_signs_in(
    cast: Cast, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    person = with_password(cast.reader)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    through_one = tries(person.email, PASSWORD, ip="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert through_one.status_code == 503
    assert "Inloggen kan nu niet" in through_one.content.decode()
    assert "TRUSTED_PROXIES" in caplog.text
    through_two = tries(person.email, PASSWORD, ip="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 10.0.0.2")
    assert through_two.status_code == 302


@pytest.mark.usefixtures("within_a_minute")
def test_the_limit_is_one_for_all_processes_of_the_portal(cast: Cast, settings: Settings) -> None:
    """Two caches that know nothing of each other but the place where they keep things, as two processes have."""
    first, second = (SharedCache(settings.CACHES["default"]["LOCATION"], {}) for _ in range(2))
    assert first.add("sleutel", 1)
    assert not second.add("sleutel", 2)
    assert second.get("sleutel") == 1
    for _ in range(TRIES):
        tries(cast.reader.email, ip="192.0.2.1")
    del caches["default"]  # what a second process has: no memory of its own
    assert is_told_to_wait(tries(cast.reader.email, ip="192.0.2.1"))


@pytest.mark.usefixtures("within_a_minute")
def test_who_guesses_waits_for_no_turn_once_the_limit_is_reached(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library counts in turns, and lets a thread of the portal sleep until it is this one's."""
    for n in range(31):
        tries(f"persoon{n}@voorbeeld.example", ip="192.0.2.1")
    monkeypatch.setattr(SharedCache, "add", lambda *_args, **_kwargs: pytest.fail("er is om een beurt gevraagd"))

    assert tries(cast.reader.email, ip="192.0.2.1").status_code == 429


def test_a_look_at_a_count_that_is_over_takes_no_newer_one_away(tmp_path: Path) -> None:
    """It opened the old file a moment before another process counted in a new one."""
    looking, counting = SharedCache(str(tmp_path), {}), SharedCache(str(tmp_path), {})
    counting.set("tries", [1.0], timeout=0)
    [old] = tmp_path.glob("*.djcache")
    with old.open("rb") as opened:
        counting.set("tries", [2.0], timeout=60)
        assert looking._is_expired(opened)

    assert looking.get("tries") == [2.0]


@pytest.mark.usefixtures("within_a_minute")
def test_who_asks_for_new_passwords_waits_for_no_turn_either(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(email: str) -> HttpResponse:
        return Client(REMOTE_ADDR="192.0.2.1").post(reverse("account_reset_password"), {"email": email})

    answers = [asks(f"persoon{n}@voorbeeld.example").status_code for n in range(21)]
    assert answers == [302] * 20 + [429]
    monkeypatch.setattr(SharedCache, "add", lambda *_args, **_kwargs: pytest.fail("er is om een beurt gevraagd"))

    assert asks(cast.reader.email).status_code == 429


def test_the_right_password_with_other_capitals_costs_no_try(cast: Cast) -> None:
    person = with_password(cast.reader)
    for _ in range(8):
        assert tries(person.email.upper(), PASSWORD, ip="192.0.2.1").status_code == 302


def slowest_by_fastest(*addresses: str) -> float:
    """Medians of wrong sign-ins, in turn in one run, so that a busy machine is busy for each."""
    times: dict[str, list[float]] = {address: [] for address in addresses}
    for n in range(9):
        for address in addresses:
            start = time.perf_counter()
            tries(address, ip=f"192.0.2.{n}")
            times[address].append(time.perf_counter() - start)
    medians = [statistics.median(taken) for taken in times.values()]
    return max(medians) / min(medians)


@pytest.mark.usefixtures("real_passwords")
def test_a_known_and_an_unknown_address_take_as_long(cast: Cast, figure: Figure) -> None:
    """Known, unknown, and known but never invited."""
    known, contact = with_password(cast.reader), cast.lead_editor
    contact.is_active = False
    contact.set_unusable_password()
    contact.save()
    ratio = slowest_by_fastest(known.email, "onbekend@voorbeeld.example", contact.email)
    figure("G-09", "traagste soort adres door de snelste, bij een fout wachtwoord", round(ratio, 2), goal="≤ 1.5")


@pytest.mark.usefixtures("real_passwords")
@pytest.mark.control_of("test_a_known_and_an_unknown_address_take_as_long")
def test_an_unknown_address_that_skips_the_work_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda backend, password: None)
    assert slowest_by_fastest(with_password(cast.reader).email, "onbekend@voorbeeld.example") > 1.5


def queries_of(ask: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured]


def test_asking_for_a_new_password_does_the_same_work_for_every_address(cast: Cast) -> None:
    person = with_password(cast.reader)
    addresses = (person.email, "onbekend@voorbeeld.example", cast.former_editor.email)
    work_done = [
        queries_of(lambda email=email: Client().post(reverse("account_reset_password"), {"email": email}))
        for email in addresses
    ]
    assert work_done[0] == work_done[1] == work_done[2]
    assert any("procrastinate" in query for query in work_done[0])  # the control: the work is seen
    assert len(mails_to(person.email)) == 1
    assert mails_to(cast.former_editor.email) == []


def test_the_address_that_was_asked_for_stands_nowhere_in_the_queue(cast: Cast) -> None:
    Client().post(reverse("account_reset_password"), {"email": "onbekend@voorbeeld.example"})
    job = ProcrastinateJob.objects.get(task_name="network.new_password_asked")
    assert "onbekend" not in str(job.args)


def test_asking_again_and_again_floods_nobody(cast: Cast) -> None:
    person = with_password(cast.reader)
    for _ in range(6):
        Client().post(reverse("account_reset_password"), {"email": person.email})
    assert len(mails_to(person.email)) == 1


def test_a_new_password_works_once_and_is_told_by_mail(cast: Cast) -> None:
    person = with_password(cast.reader)
    Client().post(reverse("account_reset_password"), {"email": person.email})
    (text,) = mails_to(person.email)
    client = Client()
    form_page = client.get(link_in(text), follow=True).request["PATH_INFO"]
    new = "heel-andere-woorden-nu"
    client.post(form_page, {"password1": new, "password2": new})
    assert is_signed_in(sign_in(person.email, new))
    assert not is_signed_in(sign_in(person.email))
    assert "wachtwoord van uw account" in mails_to(person.email)[-1]
    assert "Deze link werkt niet meer" in Client().get(link_in(text), follow=True).content.decode()


def test_a_page_works_when_the_mail_server_is_down(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    person = with_password(cast.reader)
    client = sign_in(person.email)
    new = "heel-andere-woorden-nu"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    work()
    assert person.mailings.get().state == MailingState.WAITING


FOREIGN_HOSTS = [
    "evil.invalid",
    "localhost:8443@evil.invalid",
    "localhost.evil.invalid",
    "evil.invalid:8000",
    "localhost,evil.invalid",
    "[::1].evil.invalid",
]


def test_a_foreign_host_gets_no_mail_sent(cast: Cast, figure: Figure) -> None:
    form = {"email": with_password(cast.reader).email}
    reset = reverse("account_reset_password")
    statuses = [Client().post(reset, form, HTTP_HOST=host).status_code for host in FOREIGN_HOSTS]
    figure("G-09", "vreemde hosts die 400 kregen", statuses.count(400), goal="6")
    figure("G-09", "mails die zij lieten versturen", len(mails_to(cast.reader.email)), goal="0")


@pytest.mark.control_of("test_a_foreign_host_gets_no_mail_sent")
def test_with_any_host_allowed_the_mail_would_be_sent(cast: Cast, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    form = {"email": with_password(cast.reader).email}
    assert Client().post(reverse("account_reset_password"), form, HTTP_HOST="evil.invalid").status_code == 302


ELSEWHERE = [
    "//evil.invalid",
    "/\\evil.invalid",
    "https:evil.invalid",
    "\t//evil.invalid",
    "https://evil.invalid/",
    "javascript:alert(1)",
    "///evil.invalid",
    "http:///evil.invalid",
    "/%09//evil.invalid/..//evil.invalid",
    "https://localhost@evil.invalid/",
    "\\\\evil.invalid",
]


def sent_elsewhere(person: Person) -> list[str]:
    """Which of those a sign-in really leads to."""
    form = {"login": person.email, "password": PASSWORD}
    answers = [Client().post(reverse("account_login"), form | {"next": target}) for target in ELSEWHERE]
    places = [answer.get("Location", "/") for answer in answers]  # a refusal leads nowhere
    return [place for place in places if not place.startswith("/") or place.startswith(("//", "/\\"))]


def test_after_signing_in_nobody_is_sent_to_another_site(cast: Cast, figure: Figure) -> None:
    person = with_password(cast.reader)
    figure("G-09", f"van {len(ELSEWHERE)} lokadressen bij het inloggen werkten", len(sent_elsewhere(person)), goal="0")


@pytest.mark.control_of("test_after_signing_in_nobody_is_sent_to_another_site")
def test_a_sign_in_that_believes_every_address_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.accounts.InvitationOnlyAdapter.is_safe_url", lambda adapter, url: bool(url))
    assert sent_elsewhere(with_password(cast.reader))


def test_the_link_in_a_mail_starts_with_the_address_of_the_settings(cast: Cast, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portaal.voorbeeld.example"
    HomeAddress.objects.create(host="portaal.voorbeeld.example")
    person = with_password(cast.reader)
    headers = {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "evil.invalid"}
    Client().post(reverse("account_reset_password"), {"email": person.email}, **headers)
    (text,) = mails_to(person.email)
    assert "https://portaal.voorbeeld.example/account/password/reset/key/" in text
    assert "evil" not in text
    assert "127.0.0.1" not in text
