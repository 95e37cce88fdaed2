"""The personal data of the register of partners and the sociale kaart."""

from collections.abc import Iterator

from django.db.models import Q

from network.data_inventory import About, Basis, Entry, Erasure, not_personal, register, tie
from network.data_of_the_ground import AS_THE_HISTORY
from network.dates import today
from network.models import Person

AS_LONG_AS_IT_IS_OFFERED = "zolang het aanbod bestaat, en in de geschiedenis even lang als die"

register(
    Entry(
        "partners.Membership",
        ("person",),
        About.MEMBERS,
        "Bij welke organisatie iemand hoort, met periode",
        "weten voor wie iemand werkt en wat iemand mag bijhouden",
        Basis.PUBLIC_TASK,
        AS_THE_HISTORY,
        Erasure.KEPT,
        of="person",
        shows=("organisation", "may_edit", "starts_on", "ends_on"),
    ),
    Entry(
        "partners.Membership",
        ("function",),
        About.MEMBERS,
        "Functie bij de organisatie",
        "weten waarvoor iemand te benaderen is",
        Basis.PUBLIC_TASK,
        "tot wissen",
        Erasure.EMPTIED,
        of="person",
        shows=("organisation",),
    ),
    Entry(
        "partners.Seat",
        ("person",),
        About.MEMBERS,
        "Zetel in een overleg; nooit die van een ervaringsdeskundige",
        "weten wie meebeslist",
        Basis.PUBLIC_TASK,
        AS_THE_HISTORY,
        Erasure.KEPT,
        of="person",
        shows=("body", "kind", "starts_on", "ends_on"),
    ),
    Entry(
        "partners.CareService",
        ("verified_by",),
        About.WORK,
        "Wie een aanbod controleerde",
        "weten of een gegeven klopt",
        Basis.PUBLIC_TASK,
        AS_LONG_AS_IT_IS_OFFERED,
        Erasure.KEPT,
        of="verified_by",
        shows=("name", "last_verified_on"),
    ),
    Entry(
        "partners.ChangeRequest",
        ("asked_by", "old_value", "new_value"),
        About.WORK,
        "Wie een nieuw nummer vroeg, en welk",
        "een verkeerd nummer voorkomen",
        Basis.PUBLIC_TASK,
        AS_THE_HISTORY,
        Erasure.KEPT,
        of="asked_by",
        shows=("service", "asked_at", "status"),
    ),
    Entry(
        "partners.ChangeRequest",
        ("decided_by",),
        About.WORK,
        "Wie een nieuw nummer beoordeelde",
        "een verkeerd nummer voorkomen",
        Basis.PUBLIC_TASK,
        AS_THE_HISTORY,
        Erasure.KEPT,
        of="decided_by",
        shows=("service", "decided_at", "status"),
    ),
    Entry(
        "partners.Channel",
        ("value",),
        About.ORGANISATIONS,
        "Telefoon, chat of website van een aanbod",
        "mensen laten weten waar zij hulp krijgen",
        Basis.PUBLIC_TASK,
        AS_LONG_AS_IT_IS_OFFERED,
        Erasure.BY_HAND,
    ),
    Entry(
        "partners.Location",
        ("place", "street", "postcode"),
        About.ORGANISATIONS,
        "Adres van een aanbod; bij een geheime plek niets",
        "mensen laten weten waar zij hulp krijgen",
        Basis.PUBLIC_TASK,
        "zolang het aanbod bestaat; nooit in de geschiedenis",
        Erasure.BY_HAND,
    ),
    Entry(
        "partners.CareService",
        ("description",),
        About.FREE_TEXT,
        "Omschrijving van een aanbod",
        "uitleggen wat er is",
        Basis.PUBLIC_TASK,
        AS_LONG_AS_IT_IS_OFFERED,
        Erasure.BY_HAND,
    ),
    Entry(
        "partners.Organisation",
        ("description",),
        About.FREE_TEXT,
        "Wie een organisatie is",
        "elkaar leren kennen",
        Basis.PUBLIC_TASK,
        "zolang de organisatie meedoet, en in de geschiedenis",
        Erasure.BY_HAND,
    ),
)

not_personal(
    "naam of nummer van een organisatie, een overleg, een aanbod of een landelijke hulplijn",
    *("partners.Organisation.name", "partners.Organisation.short_name", "partners.Organisation.kvk_number"),
    *("partners.Body.name", "partners.CareService.name", "partners.HelpLine.name", "partners.HelpLine.number"),
)


@tie
def memberships_and_seats(person: Person) -> Iterator[str]:
    for membership in person.memberships.not_over().select_related("organisation"):
        yield f"hoort bij {membership.organisation}"
    for seat in person.seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today())).select_related("body"):
        yield f"heeft een zetel in {seat.body}"
