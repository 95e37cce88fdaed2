"""The cast: the same people in every test."""

from dataclasses import dataclass, fields
from datetime import timedelta

from network.dates import today
from network.models import Municipality, Person, Role
from partners.models import Domain, Organisation, OrganisationKind
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
    tiel = MunicipalityFactory(code="GM0281", name="Tiel")
    lead = OrganisationFactory(name="MEE Gelderse Poort", kind=OrganisationKind.DISABILITY_CARE, domain=Domain.CARE)
    other = OrganisationFactory(name="Sterker", kind=OrganisationKind.SOCIAL_WORK, domain=Domain.SOCIAL)
    nijmegen = MunicipalityFactory(code="GM0268", name="Nijmegen")
    nijmegen_as_partner = OrganisationFactory(
        name="Gemeente Nijmegen", kind=OrganisationKind.MUNICIPALITY, municipality=nijmegen
    )
    tiel_as_partner = OrganisationFactory(name="Gemeente Tiel", kind=OrganisationKind.MUNICIPALITY, municipality=tiel)

    marijke = PersonFactory(name="Marijke de Wit", email="marijke@voorbeeld.example")
    joost = PersonFactory(name="Joost van Dam", email="joost@voorbeeld.example")
    bas = PersonFactory(name="Bas Hendriks", email="bas@voorbeeld.example")
    noor = PersonFactory(name="Noor Bakker", email="noor@voorbeeld.example")
    hester = PersonFactory(name="Hester Kramer", email="hester@voorbeeld.example")
    samir = PersonFactory(name="Samir el Amrani", email="samir@voorbeeld.example")
    ineke = PersonFactory(name="Ineke Postma", email="ineke@voorbeeld.example")
    lotte = PersonFactory(name="Lotte Visser", email="lotte@voorbeeld.example")
    kees = PersonFactory(name="Kees Mulder", email="kees@voorbeeld.example")

    RoleGrantFactory(person=marijke, role=Role.COORDINATOR)
    RoleGrantFactory(person=joost, role=Role.MUNICIPAL_COORDINATOR, municipality=tiel)
    RoleGrantFactory(person=hester, role=Role.STEERING_MEMBER)
    RoleGrantFactory(person=samir, role=Role.DATA_STEWARD)
    RoleGrantFactory(person=ineke, role=Role.ADMINISTRATOR)
    MembershipFactory(person=bas, organisation=lead, may_edit=True)
    MembershipFactory(person=noor, organisation=other, may_edit=True)
    MembershipFactory(person=lotte, organisation=lead)
    MembershipFactory(
        person=kees, organisation=lead, may_edit=True, starts_on=LONG_AGO, ends_on=today() - timedelta(days=1)
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
