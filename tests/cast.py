"""The cast: the same people in every test."""

from dataclasses import dataclass, fields
from datetime import timedelta

from network.dates import today
from network.models import Municipality, Person, Role, RoleGrant
from partners.models import Domain, Membership, Organisation, OrganisationKind
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGrantFactory,
)


@dataclass(frozen=True)
class Cast:
    """Everybody, and the organisations they work for."""

    coordinator: Person  # Marijke coordinates the region
    municipal_coordinator: Person  # Joost coordinates for Tiel
    lead_editor: Person  # Bas keeps the data of the lead partner
    other_editor: Person  # Noor keeps the data of another partner
    steering_member: Person  # Hester sits in the stuurgroep
    data_steward: Person  # Samir brings in the figures
    administrator: Person  # Ineke manages people and roles, and no content
    reader: Person  # Lotte works for the lead partner and only reads
    former_editor: Person  # Kees kept the data of the lead partner until yesterday

    lead_organisation: Organisation
    other_organisation: Organisation
    tiel: Municipality
    tiel_organisation: Organisation
    nijmegen: Municipality  # nobody of the cast coordinates there
    nijmegen_organisation: Organisation

    @property
    def people(self) -> dict[str, Person]:
        everybody = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: person for name, person in everybody.items() if isinstance(person, Person)}


def make_cast() -> Cast:
    """Kind by kind in one go: nearly every test asks for them."""
    tiel = MunicipalityFactory.build(code="GM0281", name="Tiel")
    nijmegen = MunicipalityFactory.build(code="GM0268", name="Nijmegen")
    Municipality.objects.bulk_create([tiel, nijmegen])

    lead = OrganisationFactory.build(
        name="MEE Gelderse Poort", kind=OrganisationKind.DISABILITY_CARE, domain=Domain.CARE
    )
    other = OrganisationFactory.build(name="Sterker", kind=OrganisationKind.SOCIAL_WORK, domain=Domain.SOCIAL)
    nijmegen_as_partner = OrganisationFactory.build(
        name="Gemeente Nijmegen", kind=OrganisationKind.MUNICIPALITY, municipality=nijmegen
    )
    tiel_as_partner = OrganisationFactory.build(
        name="Gemeente Tiel", kind=OrganisationKind.MUNICIPALITY, municipality=tiel
    )
    Organisation.objects.bulk_create([lead, other, nijmegen_as_partner, tiel_as_partner])

    marijke = PersonFactory.build(name="Marijke de Wit", email="marijke@voorbeeld.example")
    joost = PersonFactory.build(name="Joost van Dam", email="joost@voorbeeld.example")
    bas = PersonFactory.build(name="Bas Hendriks", email="bas@voorbeeld.example")
    noor = PersonFactory.build(name="Noor Bakker", email="noor@voorbeeld.example")
    hester = PersonFactory.build(name="Hester Kramer", email="hester@voorbeeld.example")
    samir = PersonFactory.build(name="Samir el Amrani", email="samir@voorbeeld.example")
    ineke = PersonFactory.build(name="Ineke Postma", email="ineke@voorbeeld.example")
    lotte = PersonFactory.build(name="Lotte Visser", email="lotte@voorbeeld.example")
    kees = PersonFactory.build(name="Kees Mulder", email="kees@voorbeeld.example")
    Person.objects.bulk_create([marijke, joost, bas, noor, hester, samir, ineke, lotte, kees])

    RoleGrant.objects.bulk_create(
        [
            RoleGrantFactory.build(person=marijke, role=Role.COORDINATOR),
            RoleGrantFactory.build(person=joost, role=Role.MUNICIPAL_COORDINATOR, municipality=tiel),
            RoleGrantFactory.build(person=hester, role=Role.STEERING_MEMBER),
            RoleGrantFactory.build(person=samir, role=Role.DATA_STEWARD),
            RoleGrantFactory.build(person=ineke, role=Role.ADMINISTRATOR),
        ]
    )
    yesterday = today() - timedelta(days=1)
    Membership.objects.bulk_create(
        [
            MembershipFactory.build(person=bas, organisation=lead, may_edit=True),
            MembershipFactory.build(person=noor, organisation=other, may_edit=True),
            MembershipFactory.build(person=lotte, organisation=lead),
            MembershipFactory.build(
                person=kees, organisation=lead, may_edit=True, starts_on=LONG_AGO, ends_on=yesterday
            ),
        ]
    )
    return Cast(
        coordinator=marijke,
        municipal_coordinator=joost,
        lead_editor=bas,
        other_editor=noor,
        steering_member=hester,
        data_steward=samir,
        administrator=ineke,
        reader=lotte,
        former_editor=kees,
        lead_organisation=lead,
        other_organisation=other,
        tiel=tiel,
        tiel_organisation=tiel_as_partner,
        nijmegen=nijmegen,
        nijmegen_organisation=nijmegen_as_partner,
    )
