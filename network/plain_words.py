"""What is typed, as search compares it: words without accents and capitals, and the digits of a number."""

import re
import unicodedata

from django.db.models import Func, TextField
from django.db.models.expressions import Combinable


def plain(text: str) -> str:
    """Without accents and capitals, as `plain_words` in the database makes it."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def alphabetical(name: str | Combinable) -> Func:
    """To order by: «aanloop» before «Élan» before «Zorg». By itself the database puts capitals first, accents last."""
    return Func(name, function="plain_words", output_field=TextField())


def words_of(text: str) -> list[str]:
    """The words, without what stands around them: (GGD’en), → ggd’en."""
    bare = (word.strip("\"'.,;:!?()[]«»“”‘’/\\*") for word in plain(text).split())
    return [word for word in bare if word]


def phone_digits(text: str) -> str:
    """24 1234567 for +31 24 1234567, 0031241234567 and 024-123 45 67; nothing when it isn't a number."""
    if not re.fullmatch(r"[\s0-9+().\-/\u2010-\u2015]+", text):
        return ""
    digits = re.sub(r"\D", "", text)
    return re.sub(r"^(0031|31|0)0?", "", digits) if len(digits) > 2 else ""
