"""A real mail server on loopback, which keeps what it is given and can be told to refuse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

ACCEPTED = "250 OK"


def accept(number: int, address: str) -> str:
    return ACCEPTED


def every_third_not_now(number: int, address: str) -> str:
    return "451 4.3.0 Nu even niet" if number % 3 == 0 else ACCEPTED


@dataclass
class SmtpSink:
    """`answer` gets the number of the offered mail (from 1) and its recipient, and says what the server says."""

    answer: Callable[[int, str], str] = accept
    offered: int = 0
    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]
    ) -> str:
        self.offered += 1
        said = self.answer(self.offered, address)
        if said == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        self.messages.append(BytesParser(policy=default).parsebytes(envelope.content))
        return ACCEPTED

    def went_to(self) -> list[str]:
        return [str(message["To"]) for message in self.messages]

    def texts(self) -> list[str]:
        """Header and text of each mail, as a mailbox shows them."""
        return [f"{message}\n{message.get_content()}" for message in self.messages]


@pytest.fixture
def smtp_sink(settings: Settings) -> Iterator[SmtpSink]:
    """The portal's mail goes to this server, over SMTP."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sink = SmtpSink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield sink
    controller.stop()
