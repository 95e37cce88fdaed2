"""Handing one mail to the mail server, and reading its answer."""

import re
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage

# Answers that blame the sender, the message or a full mailbox. They say nothing about whether the address exists.
NOT_ABOUT_THE_ADDRESS = ("5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.", "5.5.", "5.6.", "5.7.")


class Refused(Exception):  # noqa: N818  (an answer of the server)
    """The server says that no mail will arrive at this address."""


class NotNow(Exception):  # noqa: N818  (an answer of the server)
    """The server is away, or says to come back."""


def hand_over(text: str, *, subject: str, to: str, message_id: str) -> None:
    """Send one plain mail to one address, without its person's name. Raises `Refused` or `NotNow`."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id}
    message = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        [(code, answer)] = refused.recipients.values()
        raise _meaning_of(code, answer) from None
    except SMTPResponseException as refused:
        raise _meaning_of(refused.smtp_code, refused.smtp_error) from None
    except ValueError:  # Django found a line break or no address at all
        raise Refused("ongeldig adres") from None
    except (SMTPException, OSError):
        raise NotNow("geen verbinding") from None


def is_about_the_address(code: int, status: str) -> bool:
    """Does this refusal mean that no mail will arrive there? `status` is like «5.1.1», or empty."""
    if status:
        return status.startswith("5.") and not status.startswith(NOT_ABOUT_THE_ADDRESS)
    return code in {550, 551, 553}


def _meaning_of(code: int, answer: bytes | str) -> Refused | NotNow:
    """Only the codes of an answer are kept: its words repeat the address."""
    text = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    found = re.match(r"[245]\.\d{1,3}\.\d{1,3}", text)
    status = found[0] if found else ""
    words = f"{code} {status}".strip()
    return Refused(words) if is_about_the_address(code, status) else NotNow(words)
