"""A term with its other words: a line for each, so that nothing more than typing is needed."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from network.dutch import NotReadable, long_date, read_date
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Term, WordKind
from network.plain_words import plain
from network.terms import TypedWord

LONGEST_WORD = 100
_UNTIL = re.compile(r"^(?P<word>.+?)[\s,(]*\btot(?: en met)?\s+(?P<day>.+?)\)?$", re.IGNORECASE)


def in_lines(others: Iterable[TypedWord], kind: str) -> str:
    """As they stand in the form: «vrouwenhuis, tot en met 31 december 1999»."""
    return "\n".join(
        f"{other.word}, tot en met {long_date(other.used_until)}" if other.used_until else other.word
        for other in others
        if other.kind == kind
    )


class TermForm(forms.Form):
    """The word of today, what it means, and what else people call it."""

    word = GuardedLineField(
        label="Begrip",
        max_length=LONGEST_WORD,
        help_text="Zoals het nu heet, bijvoorbeeld: seksueel misdrijf.",
        error_messages={"required": "Het begrip ontbreekt. Typ bijvoorbeeld: meldcode."},
    )
    meaning = GuardedTextField(
        label="Betekenis",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In een of twee gewone zinnen.",
    )
    source = GuardedLineField(
        label="Bron", required=False, max_length=200, help_text="Bijvoorbeeld een wet en een artikel."
    )
    synonyms = GuardedTextField(
        label="Ook wel",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Andere woorden voor hetzelfde. Zet elk woord op een eigen regel.",
    )
    abbreviations = GuardedTextField(
        label="Afkortingen",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Elke afkorting op een eigen regel.",
    )
    former = GuardedTextField(
        label="Hoe het vroeger heette",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Elk woord op een eigen regel, met de laatste dag erachter als u die weet. Bijvoorbeeld:"
        " vrouwenhuis, tot en met 31 december 1999.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, term: Term | None = None) -> None:
        super().__init__(data, initial=stored_in_words(term) if term else {})
        self.term = term

    def clean_word(self) -> str:
        word = " ".join(self.cleaned_data["word"].split())
        others = Term.objects.exclude(pk=self.term.pk) if self.term else Term.objects.all()
        same = others.filter(word__iexact=word).first()
        if same:
            raise ValidationError(f"Het begrip «{same.word}» staat al in de lijst. Wijzig dat begrip.")
        return word

    def clean_meaning(self) -> str:
        return self.cleaned_data["meaning"].replace("\r\n", "\n").strip()

    def clean_synonyms(self) -> list[TypedWord]:
        return [TypedWord(line, WordKind.SYNONYM) for line in _lines(self.cleaned_data["synonyms"])]

    def clean_abbreviations(self) -> list[TypedWord]:
        return [TypedWord(line, WordKind.ABBREVIATION) for line in _lines(self.cleaned_data["abbreviations"])]

    def clean_former(self) -> list[TypedWord]:
        return [_former(line) for line in _lines(self.cleaned_data["former"])]

    def clean(self) -> dict[str, Any]:
        """Every word once, and not the term itself."""
        values = {**self.cleaned_data}
        told = {plain(values.get("word", ""))}
        for name in ("synonyms", "abbreviations", "former"):
            for other in values.get(name, []):
                if plain(other.word) in told:
                    self.add_error(name, f"«{other.word}» staat er twee keer. Haal er één weg.")
                told.add(plain(other.word))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """For the flows: the fields of the term, and its other words."""
        told = self.cleaned_data
        return {
            "word": told["word"],
            "meaning": told["meaning"],
            "source": told["source"],
            "others": [*told["synonyms"], *told["abbreviations"], *told["former"]],
        }

    def on_top_of(self, stored: Term) -> "TermForm":
        """What was typed, in a form that knows what somebody else saved meanwhile."""
        data = {name: self.data.get(name, "") for name in self.data}  # as plain text, not as the lists of a request
        return TermForm({**data, "version": str(stored.version)}, term=stored)


def stored_in_words(term: Term) -> dict[str, Any]:
    """What the form shows of a term."""
    others = [TypedWord(other.word, other.kind, other.used_until) for other in term.other_words.all()]
    return {
        "word": term.word,
        "meaning": term.meaning,
        "source": term.source,
        "synonyms": in_lines(others, WordKind.SYNONYM),
        "abbreviations": in_lines(others, WordKind.ABBREVIATION),
        "former": in_lines(others, WordKind.FORMER),
        "version": term.version,
    }


def _lines(text: str) -> list[str]:
    lines = [" ".join(line.split()).rstrip(",;") for line in text.splitlines()]
    too_long = next((line for line in lines if len(line) > LONGEST_WORD + 40), "")
    if too_long:
        raise ValidationError(f"«{too_long[:40]}…» is te lang. Zet elk woord op een eigen regel.")
    return [line for line in lines if line]


def _former(line: str) -> TypedWord:
    found = _UNTIL.match(line)
    if not found or not re.search(r"\d", found["day"]):
        return TypedWord(_short_enough(line), WordKind.FORMER)
    return TypedWord(_short_enough(found["word"]), WordKind.FORMER, _day(found["day"]))


def _day(text: str) -> date:
    try:
        return read_date(text)
    except NotReadable as error:
        raise ValidationError(str(error)) from error


def _short_enough(word: str) -> str:
    if len(word) > LONGEST_WORD:
        raise ValidationError(f"«{word[:40]}…» is te lang. Een woord heeft hoogstens {LONGEST_WORD} tekens.")
    return word
