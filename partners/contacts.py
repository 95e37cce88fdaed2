"""Whom to reach at a partner: those who agreed to be named, and for the coordinator everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from network.dutch import enumeration
from network.models import Person
from network.phones import phone_link
from network.policy import Permission, may
from network.together import Part, fetch
from partners.models import ContactRequest, Membership, Organisation
from partners.models.register import by_contact_kind

EDITOR = "redacteur in het portaal"
KNOWN_TO_THE_COORDINATOR = "bekend bij de regiocoördinator"
NOBODY_YET = "nog niemand: de regiocoördinator nodigt iemand uit"
NOT_LISTED = "geen toestemming om te tonen"


@dataclass(frozen=True)
class ContactRow:
    """Somebody of a partner, as who looks may see them. Without a name it only says that there is somebody."""

    kind: str  # contactpersoon, aandachtsfunctionaris
    name: str = ""
    function: str = ""
    phone: str = ""
    email: str = ""
    is_editor: bool = False
    note: str = ""  # what a reader has to know: «geen toestemming om te tonen»
    edit_url: str = ""  # only for who may change it
    invite_url: str = ""  # where nobody keeps the data, for who may invite somebody

    @property
    def phone_link(self) -> str:
        return phone_link(self.phone)


def contacts_of(organisation: Organisation, person: Person, day: date | None = None) -> Part[list[ContactRow]]:
    """Everybody whom this person may see, the contacts first, and while it takes part who keeps the data."""
    members = organisation.memberships.on(day).in_active_organisation(day)
    visible = members.visible_to(person).with_names().order_by("person__name", "pk")
    editors = members.editors().order_by().values_list("pk")[:1]
    yield fetch(visible, editors)
    rows = [_row(membership, person) for membership in sorted(visible, key=by_contact_kind)]
    if any(row.is_editor for row in rows) or not organisation.is_active(day):
        return rows
    if editors:
        return [*rows, ContactRow(EDITOR, note=KNOWN_TO_THE_COORDINATOR)]
    if may(person, Permission.PERSON_INVITE):
        return [*rows, ContactRow(EDITOR, note="nog niemand", invite_url=reverse("partners:person-invite"))]
    return [*rows, ContactRow(EDITOR, note=NOBODY_YET)]


def _row(membership: Membership, person: Person) -> ContactRow:
    may_edit = may(person, Permission.CONTACT_EDIT, membership)
    return ContactRow(
        kind=membership.get_contact_kind_display(),
        name=membership.person.name,
        function=membership.function,
        phone=membership.phone,
        email=membership.person.email,
        is_editor=membership.may_edit,
        note="" if membership.listed_since else NOT_LISTED,
        edit_url=reverse("partners:contact-edit", args=[membership.pk]) if may_edit else "",
    )


def contacts_changeable_by(person: Person) -> QuerySet[Membership]:
    """Whom this person sees and could open: those in a list, and oneself, to agree to be in it."""
    going = Membership.objects.not_over().filter(organisation__merged_into__isnull=True).with_names()
    return going.filter(Q(pk__in=Membership.objects.visible_to(person).values("pk")) | Q(person=person))


# --- what the coordinator decides on ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What approving a proposed contact does."""

    name: str  # under which the contact will stand in the list
    about: str


def what_approving_does(request: ContactRequest) -> Outcome:
    known = Person.objects.with_address(request.email).first()
    if known is None:
        about = "Dit adres is nog niet bekend. De persoon komt in het register en krijgt geen uitnodiging."
        return Outcome(request.name, about)
    here = known.memberships.not_over().filter(organisation=request.organisation_id).first()
    there = known.memberships.on().in_active_organisation().exclude(organisation=request.organisation_id)
    names = enumeration([str(each.organisation) for each in there.select_related("organisation")])
    sentences = [f"Dit adres is al van {known.name}. Die naam komt in de lijst."]
    if here:
        function = here.function or "niet ingevuld"
        sentences.append(f"{known.name} hoort al bij {request.organisation}, met als functie: {function}.")
    if names:
        sentences.append(f"{known.name} hoort ook bij {names}.")
    if not known.may_sign_in:
        sentences.append("Deze persoon kan nu niet inloggen. Dat blijft zo.")
    return Outcome(known.name, " ".join(sentences))
