"""Signing in as people do, and reading the mail that they get."""

import re
import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import update_last_login
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail as mailbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from network import mail
from network.models import Person
from network.sessions import begin

PASSWORD = "vier-losse-woorden-samen"


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def browser_of(person: Person) -> Client:
    """A browser in which this person signed in, with the second factor. What signing in leaves behind is written at
    once: nearly every test asks for this.
    """
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "network.accounts.SignInBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            "account_authentication_methods": [{"method": "password"}, {"method": "mfa"}],
        }
    )
    begin(session, time.time())
    session._session_key = get_random_string(32)  # without asking whether it is new
    session.create_model_instance(dict(session.items())).save(force_insert=True)
    update_last_login(Person, person)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def sign_in(email: str, password: str = PASSWORD, *, ip: str = "127.0.0.1") -> Client:
    client = Client(REMOTE_ADDR=ip)
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_second_step(person: Person) -> str:
    """Give somebody an app with codes; returns its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(person, secret)
    return secret


def code_of_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30)))


def work() -> None:
    """Do what a worker would do now: the jobs of the accounts, then the mail."""
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name="network.new_password_asked")
    for job in waiting.order_by("pk"):
        app.tasks[job.task_name].func(**job.args)
    mail.deliver_all()


def mails_to(address: str) -> list[str]:
    """The texts that this address got, oldest first."""
    work()
    return [str(message.body) for message in mailbox.outbox if message.to == [address]]


def link_in(text: str) -> str:
    """The path of the link in a mail."""
    (link,) = re.findall(r"http://localhost:\d+(/account/\S+)", text)
    return str(link)


class FewerRounds(PBKDF2PasswordHasher):
    iterations = PBKDF2PasswordHasher.iterations // 5
