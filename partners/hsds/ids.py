"""The identifiers of the open data, which are UUIDs.

An entry has one of its own. What hangs on it gets one that is worked out from a kind and a key: the same thing has the
same identifier each time it is asked for, and no other portal gives that one to something else.
"""

import uuid
from functools import cache
from typing import Any, TypeAlias

from django.conf import settings

Json: TypeAlias = dict[str, Any]  # an object of the standard, as it goes over the line

# Of the words with which we describe entries: those are the same in every portal.
VOCABULARY = uuid.UUID("7d1b2a9c-94c5-4f43-8d7e-0a3c5b9e6f21")


def id_of(kind: str, key: object) -> str:
    return str(uuid.uuid5(_namespace(settings.PORTAL_URL), f"{kind}:{key}"))


def id_of_word(kind: str, key: str) -> str:
    return str(uuid.uuid5(VOCABULARY, f"{kind}:{key}"))


@cache
def _namespace(portal: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{portal}/api/hsds/")


def told(**properties: Any) -> Json:
    """Only the properties that say something: the standard leaves out what nobody knows."""
    return {name: value for name, value in properties.items() if value is not None and value != "" and value != []}
