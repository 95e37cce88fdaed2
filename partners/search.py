"""What search finds of partners: who they are, the help they give, what they agreed, and what they meet about.

Each source starts from what the person may see, and looks in no field that this person can't read.
"""

from django.db.models import F, Func, Q, TextField

from network.dates import today
from network.dutch import day_and_date, long_date
from network.models import Person
from network.plain_words import plain
from network.policy import Permission, may
from network.search import Asked, Finds, Found, PlainWords, best_of, some_of, source
from partners import service_search
from partners.models import (
    AgendaItem,
    Agreement,
    AgreementParty,
    Body,
    Bottleneck,
    CareService,
    Decision,
    HelpLine,
    Lesson,
    Meeting,
    MeetingDocument,
    Organisation,
    OrganisationKind,
)
from partners.models.register import OrganisationQuerySet


def _of_a_partner() -> PlainWords:
    return PlainWords("name", "short_name", "description", "kvk_number")


def _kinds_called(word: str) -> Q:
    """«Opvang» finds every partner of the kind «vrouwenopvang»."""
    kinds = [kind for kind in OrganisationKind if kind != OrganisationKind.OTHER]
    return Q(kind__in=[kind.value for kind in kinds if len(word) > 3 and word in plain(str(kind.label))])


@source("partners", "Partners", place=1)
def partners(person: Person, question: Asked, most: int) -> Finds:
    visible = Organisation.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(_of_a_partner(), also=_kinds_called)),
        visible.filter(question.in_phone("phone")),
        title=PlainWords("name", "short_name"),
        order=("name", "pk"),
        most=most,
    )
    return Finds([Found(each.name, _about_a_partner(each), each.get_absolute_url()) for each in rows], total)


def _called(question: Asked) -> OrganisationQuerySet:
    """Partners by their name alone. The wider question before it has an index."""
    by_name = question.in_words(PlainWords("name", "short_name"))
    return Organisation.objects.filter(question.in_words(_of_a_partner())).filter(by_name)


def _about_a_partner(partner: Organisation) -> str:
    kind = partner.get_kind_display()
    return f"{kind}, doet niet meer mee" if partner.has_left else kind


@source("aanbod", "Sociale kaart", place=2)
def services(person: Person, question: Asked, most: int) -> Finds:
    """Help by its own words, by the partner that gives it, by where it is, and by its number."""
    visible = CareService.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(service_search.answers(question)),
        title=PlainWords("name"),
        order=("name", "pk"),
        related=("organisation",),
        most=most,
    )
    return Finds([Found(each.name, _about_a_service(each), each.get_absolute_url()) for each in rows], total)


def _about_a_service(service: CareService) -> str:
    if service.is_published:
        return str(service.organisation)
    return f"{service.organisation}, {service.get_status_display()}"


@source("hulplijnen", "Landelijke hulplijnen", place=3)
def help_lines(person: Person, question: Asked, most: int) -> Finds:
    """Numbers that everybody may know. They have no page of their own: the link calls them."""
    shown = HelpLine.objects.visible_to(person).shown()
    rows, total = best_of(
        shown,
        question,
        shown.filter(question.in_words(PlainWords("name", "for_whom")) | question.in_phone("number")),
        title=PlainWords("name"),
        order=("position", "pk"),
        most=most,
    )
    return Finds([_line_found(line) for line in rows], total)


def _line_found(line: HelpLine) -> Found:
    if line.phone:
        return Found(f"{line.name}: {line.phone.display}", line.details, line.phone.link)
    return Found(line.name, line.details, line.website)


@source("besluiten", "Besluiten", place=6)
def decisions(person: Person, question: Asked, most: int) -> Finds:
    visible = Decision.objects.visible_to(person)
    number = Func(
        "year",
        "sequence",
        template="(%(expressions)s::text, 3, '0'))",
        arg_joiner="::text || '-' || lpad(",
        output_field=TextField(),
    )
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords(number, F("title"), F("text")))),
        title=PlainWords("title"),
        order=("-year", "-sequence"),
        related=("body",),
        most=most,
    )
    return Finds([Found(str(each), _about_a_decision(each), each.get_absolute_url()) for each in rows], total)


def _about_a_decision(decision: Decision) -> str:
    withdrawn = ", ingetrokken" if decision.withdrawn_on else ""
    return f"{decision.body}, {long_date(decision.decided_on)}{withdrawn}"


@source("overeenkomsten", "Overeenkomsten", place=7)
def agreements(person: Person, question: Asked, most: int) -> Finds:
    """By their own words, and by the parties and the keeper."""
    visible = Agreement.objects.visible_to(person)
    named = some_of(_called(question))
    parties = AgreementParty.objects.filter(organisation__in=named)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title", "purpose"))),
        visible.filter(pk__in=parties.values("version__agreement")),
        visible.filter(keeper__in=named),
        title=PlainWords("title"),
        order=("title", "pk"),
        most=most,
    )
    return Finds([Found(str(each), _about_an_agreement(each), each.get_absolute_url()) for each in rows], total)


def _about_an_agreement(agreement: Agreement) -> str:
    kind = agreement.get_kind_display()
    return f"{kind}, vertrouwelijk" if agreement.is_confidential else kind


@source("knelpunten", "Knelpunten", place=8)
def bottlenecks(person: Person, question: Asked, most: int) -> Finds:
    visible = Bottleneck.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title", "description", "asked", "outcome"))),
        title=PlainWords("title"),
        order=("-raised_on", "pk"),
        related=("body",),
        most=most,
    )
    return Finds(
        [Found(str(each), f"{each.get_status_display()}, {each.body}", each.get_absolute_url()) for each in rows], total
    )


@source("verbeterpunten", "Verbeterpunten", place=9)
def lessons(person: Person, question: Asked, most: int) -> Finds:
    visible = Lesson.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title", "text", "settled_because"))),
        title=PlainWords("title"),
        order=("-noted_on", "pk"),
        most=most,
    )
    return Finds(
        [
            Found(str(each), f"{each.get_status_display()}, {long_date(each.noted_on)}", each.get_absolute_url())
            for each in rows
        ],
        total,
    )


@source("overleggen", "Overleggen", place=10)
def bodies(person: Person, question: Asked, most: int) -> Finds:
    visible = Body.objects.all() if may(person, Permission.MEETING_VIEW) else Body.objects.none()
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("name", "theme", "purpose"))),
        title=PlainWords("name", "theme"),
        order=("name", "pk"),
        most=most,
    )
    return Finds([Found(str(each), _about_a_body(each), each.get_absolute_url()) for each in rows], total)


def _about_a_body(body: Body) -> str:
    kind = body.get_kind_display()
    return f"{kind}, beëindigd" if body.ends_on and body.ends_on < today() else kind


@source("bijeenkomsten", "Bijeenkomsten", place=11)
def meetings(person: Person, question: Asked, most: int) -> Finds:
    """When and what about, for all; agenda, papers and minutes for who may read those of that body."""
    visible = Meeting.objects.visible_to(person)
    with_papers = visible.with_papers_for(person)
    agenda = AgendaItem.objects.filter(question.in_words(PlainWords("title", "explanation")))
    papers = MeetingDocument.objects.filter(question.in_words(PlainWords("title")))
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("theme", "place"))),
        with_papers.filter(question.in_words(PlainWords("minutes", "numbers"))),
        with_papers.filter(pk__in=some_of(agenda, "meeting")),
        with_papers.filter(pk__in=some_of(papers, "meeting")),
        title=PlainWords("theme"),
        order=("-starts_at", "-pk"),
        related=("body",),
        most=most,
    )
    return Finds([Found(str(each), _about_a_meeting(each), each.get_absolute_url()) for each in rows], total)


def _about_a_meeting(meeting: Meeting) -> str:
    day = day_and_date(meeting.day)
    return f"{day}, afgelast" if meeting.is_cancelled else day
