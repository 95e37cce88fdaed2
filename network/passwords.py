"""A password that anybody who knows the portal would try first is no password."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from network.models import Region

_WORDS = (
    "netwerkportaal", "netwerk", "portaal", "regio", "gemeente", "stuurgroep", "coordinator", "seksueel", "geweld",
    "wachtwoord", "password", "welkom", "inloggen", "geheim", "winter", "lente", "zomer", "herfst",
)  # fmt: skip
LEAST_LEFT = 8


class LongEnough(MinimumLengthValidator):
    """Django has no Dutch for this sentence."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Kies er een van minstens {self.min_length} tekens."


class NotOurOwnWords:
    """What is left of a password without our own words and its figures must still be long enough to guess at."""

    def validate(self, password: str, user: Any = None) -> None:
        region = Region.objects.first()
        names = re.findall(r"\w{4,}", region.name.lower()) if region else []
        left = password.lower()
        for word in sorted({*_WORDS, *names}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"[\W\d_]", "", left)) < LEAST_LEFT and left != password.lower():
            raise ValidationError(
                "Dit wachtwoord bestaat vooral uit woorden van het portaal. Kies andere woorden, bijvoorbeeld vier"
                " woorden die niets met elkaar te maken hebben."
            )

    def get_help_text(self) -> str:
        return "Gebruik niet alleen woorden als «portaal», «netwerk» of de naam van de regio."
