"""The cast: the same people in every test."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache

from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

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
    """As they are on this day. Nearly every test asks for them, so their rows are written in one go, and thought out
    once for all tests of a process.
    """
    cast, statements = _cast_on(today(), str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute(statements)
    return deepcopy(cast)


@cache
def _cast_on(day: date, database: str) -> tuple[Cast, str]:
    """Everybody, and the statements that write them; their numbers are given to nothing else in this database."""
    with CaptureQueriesContext(connection) as written, transaction.atomic():
        cast = _write_cast(day)
        transaction.set_rollback(True)
    statements = [query["sql"] for query in written.captured_queries if query["sql"].startswith("INSERT")]
    return cast, ";\n".join(statements)


def _write(rows: Sequence[Model]) -> None:
    """Kind by kind, with numbers of their own."""
    model = type(rows[0])
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [model._meta.db_table, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
    model._default_manager.bulk_create(rows)


def _write_cast(day: date) -> Cast:
    tiel = MunicipalityFactory.build(code="GM0281", name="Tiel")
    nijmegen = MunicipalityFactory.build(code="GM0268", name="Nijmegen")
    _write([tiel, nijmegen])

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
    _write([lead, other, nijmegen_as_partner, tiel_as_partner])

    marijke = PersonFactory.build(name="Marijke de Wit", email="marijke@voorbeeld.example")
    joost = PersonFactory.build(name="Joost van Dam", email="joost@voorbeeld.example")
    bas = PersonFactory.build(name="Bas Hendriks", email="bas@voorbeeld.example")
    noor = PersonFactory.build(name="Noor Bakker", email="noor@voorbeeld.example")
    hester = PersonFactory.build(name="Hester Kramer", email="hester@voorbeeld.example")
    samir = PersonFactory.build(name="Samir el Amrani", email="samir@voorbeeld.example")
    ineke = PersonFactory.build(name="Ineke Postma", email="ineke@voorbeeld.example")
    lotte = PersonFactory.build(name="Lotte Visser", email="lotte@voorbeeld.example")
    kees = PersonFactory.build(name="Kees Mulder", email="kees@voorbeeld.example")
    _write([marijke, joost, bas, noor, hester, samir, ineke, lotte, kees])

    _write(
        [
            RoleGrantFactory.build(person=marijke, role=Role.COORDINATOR),
            RoleGrantFactory.build(person=joost, role=Role.MUNICIPAL_COORDINATOR, municipality=tiel),
            RoleGrantFactory.build(person=hester, role=Role.STEERING_MEMBER),
            RoleGrantFactory.build(person=samir, role=Role.DATA_STEWARD),
            RoleGrantFactory.build(person=ineke, role=Role.ADMINISTRATOR),
        ]
    )
    _write(
        [
            MembershipFactory.build(person=bas, organisation=lead, may_edit=True),
            MembershipFactory.build(person=noor, organisation=other, may_edit=True),
            MembershipFactory.build(person=lotte, organisation=lead),
            MembershipFactory.build(
                person=kees, organisation=lead, may_edit=True, starts_on=LONG_AGO, ends_on=day - timedelta(days=1)
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
