"""What nobody may read in a copy of the database is sealed, with a key that stands outside it."""

import base64
import hashlib

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

# Where an authenticator keeps something secret. Public keys of passkeys are no secret.
_SECRETS = ("secret", "seed")


def _fernets() -> list[Fernet]:
    """The key of today first; the former ones only open what was sealed before."""
    digests = [hashlib.sha256(b"portal sealing:" + key.encode()).digest() for key in settings.MFA_KEYS]
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]


def seal(text: str) -> str:
    return _fernets()[0].encrypt(text.encode()).decode()


def open_sealed(text: str) -> str:
    """What was sealed. Raises InvalidToken when no key of ours fits."""
    return MultiFernet(_fernets()).decrypt(text.encode()).decode()


@transaction.atomic
def reseal_all() -> int:
    """Seal every secret with the key of today, so that a former key can go. Returns how many authenticators changed."""
    changed = 0
    for authenticator in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update():
        old = {name: text for name, text in authenticator.data.items() if name in _SECRETS and not _is_of_today(text)}
        if old:
            authenticator.data |= {name: seal(open_sealed(text)) for name, text in old.items()}
            authenticator.save(update_fields=["data"])
            changed += 1
    return changed


def _is_of_today(text: str) -> bool:
    try:
        _fernets()[0].decrypt(text.encode())
    except InvalidToken:
        return False
    return True
