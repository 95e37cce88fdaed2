"""How Dutch people write numbers and dates: written for the screen, and read back from what somebody typed."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

NOT_FILLED_IN = "niet ingevuld"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

Number = int | float | Decimal


class NotReadable(ValueError):  # noqa: N818  (read aloud as what happened, also in the imports)
    """What was typed is no number or date; the message is Dutch and says what to type instead."""


# --- writing ------------------------------------------------------------------------------------------------


def number(value: Number | None, decimals: int | None = None) -> str:
    """1310 → 1.310, 28.5 → 28,5. Trailing zeros disappear, unless the number of decimals is given."""
    if value is None:
        return NOT_FILLED_IN
    exact = _exact(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    sign = "−" if exact < 0 else ""
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    return f"{sign}{_grouped(whole)}{',' if fraction else ''}{fraction}"


def euro(value: Number | None) -> str:
    """145423 → € 145.423, with a no-break space; cents only when they are not 00."""
    if value is None:
        return NOT_FILLED_IN
    amount = _exact(value).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    has_cents = amount != amount.to_integral_value()
    return f"€{NO_BREAK_SPACE}{number(amount, decimals=2 if has_cents else 0)}"


def percentage(fraction: Number | None, decimals: int = 1) -> str:
    """A fraction of 0–1: 0.125 → 12,5 %."""
    if fraction is None:
        return NOT_FILLED_IN
    share = (_exact(fraction) * 100).quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    return f"{number(share)}{NO_BREAK_SPACE}%"


def hours(value: Number | None) -> str:
    """475.00 → 475. Hours stay as they were agreed: per week or per year, never converted."""
    return number(value)


def long_date(day: date | None) -> str:
    """3 mei 2026"""
    if day is None:
        return NOT_FILLED_IN
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date | None) -> str:
    """31 dec 2026"""
    if day is None:
        return NOT_FILLED_IN
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def day_and_date(day: date | None) -> str:
    """dinsdag 22 september 2026, for where people plan."""
    if day is None:
        return NOT_FILLED_IN
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def clock(moment: time | datetime | None) -> str:
    """9.05 uur"""
    if moment is None:
        return NOT_FILLED_IN
    return f"{moment.hour}.{moment.minute:02d} uur"


def enumeration(words: Sequence[str], conjunction: str = "en") -> str:
    """Tiel; Tiel en Buren; Tiel, Buren en Wijchen."""
    first, last = words[:-1], words[-1:]
    return f" {conjunction} ".join([", ".join(first), *last] if first else last)


def how_late(due: date, on: date) -> str:
    """How long ago a day passed, in the largest unit that fits: 3 weken te laat. Nothing while it is not late."""
    days = (on - due).days
    if days <= 0:
        return ""
    if days < 14:
        return f"{days} {'dag' if days == 1 else 'dagen'} te laat"
    if days < 63:
        return f"{days // 7} weken te laat"
    return f"{days // 30} maanden te laat"


# --- reading ------------------------------------------------------------------------------------------------

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_POINT_AS_COMMA = re.compile(r"\d+\.\d+")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_WRITTEN_DATE = re.compile(r"(\d{1,2})[-/. ]*([a-z]{3,9})\.?[-/. ]*(\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MIDNIGHT = re.compile(r"[ t]0?0[:.]00(?:[:.]00)?(?:[.,]0+)?z?$")  # what other systems write behind a date
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
# Short forms in use beside those we write ourselves.
_OTHER_SHORT_MONTHS = {"maa": 3, "mar": 3, "sept": 9, "oct": 10}


def read_number(text: str) -> Decimal:
    """1.234,50 · 145.423 · 12,5 · € 145.423,-: a point groups thousands, a comma starts the decimals."""
    plain = " ".join(text.replace("€", " ").replace("−", "-").split())
    plain = re.sub(r",-+$", "", plain)
    sign, digits = ("-", plain[1:].lstrip()) if plain.startswith("-") else ("", plain)
    if _GROUPED.fullmatch(digits):
        return Decimal(sign + digits.replace(".", "").replace(" ", "").replace(",", "."))
    if _POINT_AS_COMMA.fullmatch(digits):
        raise NotReadable(
            f"«{text.strip()}» kunnen we niet goed lezen. Schrijf een komma voor de decimalen, "
            f"bijvoorbeeld {digits.replace('.', ',')}."
        )
    raise NotReadable(f"«{_short(text)}» is geen getal. Vul alleen cijfers in, bijvoorbeeld 1.310 of 12,5.")


def read_whole_number(text: str) -> int:
    """1.310 → 1310; a number with decimals is refused, never cut off."""
    value = read_number(text)
    if value != value.to_integral_value():
        raise NotReadable(f"«{_short(text)}» heeft cijfers achter de komma. Vul een heel getal in, bijvoorbeeld 4.")
    return int(value)


def read_date(text: str) -> date:
    """3 mei 2026 · 3-5-2026 · 03-05-2026 · 3-mrt-2026 · 31-12-25 · 2026-05-03. The day comes first."""
    plain = _MIDNIGHT.sub("", " ".join(text.lower().split()))
    for weekday in WEEKDAYS:
        plain = plain.removeprefix(weekday).strip()
    if match := _ISO_DATE.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC_DATE.fullmatch(plain):
        day, month, year = int(match[1]), int(match[2]), _full_year(match[3])
    elif (match := _WRITTEN_DATE.fullmatch(plain)) and (found := _month_number(match[2])):
        day, month, year = int(match[1]), found, _full_year(match[3])
    else:
        raise NotReadable(
            f"«{_short(text)}» is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 3 mei 2026 of 3-5-2026."
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise NotReadable(f"De datum «{_short(text)}» bestaat niet. {_why_no_such_day(year, month)}") from None


def read_time(text: str) -> time:
    """9.00 · 17:30 · 9 · 9.00 uur. 24.00 is the end of the day and is read as 0.00."""
    plain = text.lower().replace("uur", "").replace(" ", "")
    match = _TIME.fullmatch(plain)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59 or (int(match[1]) == 24 and int(match[2] or 0)):
        raise NotReadable(f"«{_short(text)}» is geen tijd. Schrijf uren en minuten, bijvoorbeeld 9.00 of 17.30.")
    return time(int(match[1]) % 24, int(match[2] or 0))


# --- parts of the above --------------------------------------------------------------------------------------


def _exact(value: Number) -> Decimal:
    # By way of text, so that a float reads as people see it: 0.1 and not 0.1000000000000000055.
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _grouped(whole: str) -> str:
    return f"{int(whole):,}".replace(",", ".")


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month_number(word: str) -> int | None:
    if word in _OTHER_SHORT_MONTHS:
        return _OTHER_SHORT_MONTHS[word]
    for names in (MONTHS, SHORT_MONTHS):
        if word in names:
            return names.index(word) + 1
    return None


def _why_no_such_day(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return "Schrijf eerst de dag en dan de maand. De maand is een getal van 1 tot en met 12."
    if year < 1:
        return "Controleer het jaar."
    last_day = calendar.monthrange(year, month)[1]
    return f"{MONTHS[month - 1].capitalize()} {year} heeft dag 1 tot en met {last_day}."


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
