"""Searching for help, as a visitor: what is asked, and what is found. Nothing of it is kept.

What would be of no use to somebody always counts: for whom, which age, and where. The rest makes way when nothing is
found, so that nobody stands before an empty page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from allauth.core.internal import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from network.models import Municipality
from network.search import LONGEST, Asked, asked
from partners.models import Audience, CareService, ChannelKind, FundingRegime, HelpLine, Language, Phase
from partners.models.directory import CareServiceQuerySet

AT_ONCE = 25  # results on one page: more is no help on a telephone, and a list of everything takes too long
SEARCHES = "60/m/ip"  # with a word, from one place; a school or a library is one place too
OLDEST = 120
TRY_ANOTHER = "Dit woord zegt te weinig. Probeer een ander woord."

# Values as the page sends them. They tell nothing to who sees them.
WHO = {
    "mij": Audience.VICTIM,
    "ander": Audience.RELATIVE,
    "zelf": Audience.PERPETRATOR,
    "werk": Audience.PROFESSIONAL,
}
WHEN = {"kort": Phase.ACUTE, "lang": Phase.NON_ACUTE, "voor": Phase.PREVENTION}
WAYS = {
    "bellen": [ChannelKind.PHONE],
    "chatten": [ChannelKind.CHAT, ChannelKind.WHATSAPP],
    "mailen": [ChannelKind.EMAIL],
}
COSTS = {
    "gratis": [FundingRegime.FREE, FundingRegime.FORENSIC],
    "zorg": [FundingRegime.HEALTH_INSURANCE],
    "gemeente": [FundingRegime.SOCIAL_SUPPORT, FundingRegime.YOUTH],
    "betalen": [FundingRegime.ONESELF],
}
COMING_BY = "langskomen"
ANYTHING = ("", "Maakt niet uit")


@dataclass(frozen=True)
class Question:
    """What a visitor asks. Empty is: whatever."""

    words: Asked | None = None
    audience: Audience | None = None
    phase: Phase | None = None
    age: int | None = None
    place: Municipality | None = None
    way: str = ""
    language: str = ""
    costs: str = ""
    comes_alone: bool = False

    def services(self) -> CareServiceQuerySet:
        """What answers it, without what is closed for a while."""
        found = CareService.objects.open_to_the_public().taking_people_in()
        if self.audience:
            found = found.for_audiences([self.audience])
        if self.age is not None:
            found = found.accepting_age(self.age)
        if self.place:
            found = found.found_from(self.place)
        if self.phase:
            found = found.in_phases([self.phase])
        if self.way:
            found = found.with_a_place() if self.way == COMING_BY else found.reached_by_clients(WAYS[self.way])
        if self.language:
            found = found.speaking(self.language)
        if self.costs:
            found = found.funded_by(COSTS[self.costs])
        if self.comes_alone:
            found = found.without_referral()
        return found.matching(self.words) if self.words else found

    def wider(self) -> Iterable["Wider"]:
        """The same with less in it, step by step. For whom, the age and the place stay."""
        less, left_out = self, []
        if self.words:
            less, left_out = replace(less, words=None), ["uw woord"]
            yield Wider(less, tuple(left_out))
        if self.way or self.language or self.costs or self.comes_alone:
            less = replace(less, way="", language="", costs="", comes_alone=False)
            left_out.append("contact, taal, kosten en verwijzing")
            yield Wider(less, tuple(left_out))
        if self.phase:
            left_out.append("wanneer")
            yield Wider(replace(less, phase=None), tuple(left_out))


class Wider(NamedTuple):
    question: Question
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One page of what answers a question, or of what comes near when nothing does."""

    services: list[CareService]
    has_more: bool
    left_out: tuple[str, ...] = ()


def look_for(question: Question, *, page: int = 1) -> Found:
    services, has_more = _page_of(question, page)
    if services or page > 1:
        return Found(services, has_more)
    for wider in question.wider():
        services, has_more = _page_of(wider.question, 1)
        if services:
            return Found(services, has_more=False, left_out=wider.left_out)
    return Found([], has_more=False)


def _page_of(question: Question, page: int) -> tuple[list[CareService], bool]:
    """One more is asked than is shown: that tells whether there is a next page."""
    start = (page - 1) * AT_ONCE
    services = list(question.services().with_what_visitors_see()[start : start + AT_ONCE + 1])
    return services[:AT_ONCE], len(services) > AT_ONCE


def lines_for(audience: Audience | None, lines: Iterable[HelpLine]) -> list[HelpLine]:
    """Of these the lines for these people, for everybody while nobody said for whom; without those above everything."""
    return [line for line in lines if not line.is_first and (audience is None or audience in line.audiences)]


def may_search(request: HttpRequest) -> bool:
    """Whether this place may search on a word now. Of the place only a count is kept, for a minute."""
    counted = ratelimit.consume(
        request, app="partners", action="public_search", config={"public_search": SEARCHES}, limit_get=True
    )
    return counted is not None


# --- the form ---------------------------------------------------------------------------------------------------


class WordField(forms.CharField):
    """A word or a few. What can't be typed is left out and what is too long is cut off: nobody has to correct that."""

    def to_python(self, value: Any) -> str:
        typed = "".join(letter if letter.isprintable() else " " for letter in str(value or "")[: 10 * LONGEST])
        return " ".join(typed.split())[:LONGEST].strip()

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What stands in the box afterwards is what was searched for."""
        return self.to_python(super().bound_data(data, initial))


def _choice(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[ANYTHING, *choices], required=False)


class PublicSearchForm(forms.Form):
    """Posted, so that nothing of it stands in an address. It asks for no name, no date and no story."""

    woord = WordField(
        label="Zoekwoord",
        required=False,
        help_text="Vul geen namen in.",
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    wie = _choice(
        "Voor wie?",
        [
            ("mij", "Ik maakte iets mee"),
            ("ander", "Ik maak mij zorgen om iemand"),
            ("zelf", "Ik ben bang dat ik te ver ga"),
            ("werk", "Ik werk met iemand"),
        ],
    )
    wanneer = _choice(
        "Wanneer was het?",
        [("kort", "7 dagen of korter"), ("lang", "Langer geleden"), ("voor", "Er is nog niets gebeurd")],
    )
    leeftijd = forms.IntegerField(
        label="Leeftijd",
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Vul een leeftijd in cijfers in.",
            "min_value": "Vul een leeftijd in cijfers in.",
            "max_value": "Deze leeftijd is te hoog.",
        },
    )
    gemeente = forms.ModelChoiceField(
        label="Gemeente", queryset=Municipality.objects.none(), required=False, empty_label=ANYTHING[1]
    )
    vorm = _choice(
        "Hoe wilt u contact?",
        [("bellen", "Bellen"), ("chatten", "Chatten of appen"), ("mailen", "Mailen"), (COMING_BY, "Langskomen")],
    )
    taal = _choice("Taal", [(value, label) for value, label in Language.choices])
    kosten = _choice(
        "Kosten",
        [
            ("gratis", "Gratis"),
            ("zorg", "Via de zorgverzekering"),
            ("gemeente", "Via de gemeente"),
            ("betalen", "Zelf betalen"),
        ],
    )
    verwijzing = _choice("Brief van de huisarts nodig?", [("nee", "Liever zonder brief")])
    bladzijde = forms.IntegerField(required=False, min_value=1, max_value=400, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        places: Any = self.fields["gemeente"]
        places.queryset = Municipality.objects.of_this_region()

    def clean_woord(self) -> Asked | None:
        question = asked(str(self.cleaned_data["woord"]))
        if question.text and not question.is_telling:
            raise ValidationError(TRY_ANOTHER)
        return question if question.text else None

    @property
    def audience(self) -> Audience | None:
        """Also when something else in the form can't be used."""
        return WHO.get(getattr(self, "cleaned_data", {}).get("wie", ""))

    @property
    def page(self) -> int:
        return self.cleaned_data["bladzijde"] or 1

    @property
    def question(self) -> Question:
        said = self.cleaned_data
        return Question(
            words=said["woord"],
            audience=self.audience,
            phase=WHEN.get(said["wanneer"]),
            age=said["leeftijd"],
            place=said["gemeente"],
            way=said["vorm"],
            language=said["taal"],
            costs=said["kosten"],
            comes_alone=said["verwijzing"] == "nee",
        )
