"""The demo's region and its people. All persons are invented; the municipalities and their codes are real."""

from datetime import date

from django.conf import settings

from network import terms
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Region, Role, RoleGrant

# Municipalities of veiligheidsregio Gelderland-Zuid with their CBS codes, 2023 and later.
MUNICIPALITIES = {
    "GM0209": "Beuningen",
    "GM0214": "Buren",
    "GM0216": "Culemborg",
    "GM0225": "Druten",
    "GM0252": "Heumen",
    "GM0263": "Maasdriel",
    "GM0268": "Nijmegen",
    "GM0281": "Tiel",
    "GM0296": "Wijchen",
    "GM0297": "Zaltbommel",
    "GM0668": "West Maas en Waal",
    "GM1740": "Neder-Betuwe",
    "GM1945": "Berg en Dal",
    "GM1960": "West Betuwe",
}
CENTRAL_MUNICIPALITY = "GM0268"

# Areas with the very same municipalities. Those of the police and of others reach further; the portal reads them from
# a list (`manage.py load areas`).
AREAS_OF_OTHERS = (
    (AreaKind.SAFETY_REGION, "Gelderland-Zuid", "VR08"),
    (AreaKind.VEILIG_THUIS, "Gelderland-Zuid", ""),
    (AreaKind.GGD, "GGD Gelderland-Zuid", ""),
)

PEOPLE = {
    "beheer": ("Ineke Postma", Role.ADMINISTRATOR, ""),
    "coordinator": ("Marijke de Wit", Role.COORDINATOR, ""),
    "gemeente": ("Joost van Dam", Role.MUNICIPAL_COORDINATOR, "GM0281"),
    "partner": ("Bas Hendriks", None, ""),
    "stuurgroep": ("Hester Kramer", Role.STEERING_MEMBER, ""),
    "data": ("Samir el Amrani", Role.DATA_STEWARD, ""),
    "lezer": ("Lotte Visser", None, ""),
}


def load_region_and_people() -> None:
    municipalities = {code: Municipality.objects.create(code=code, name=name) for code, name in MUNICIPALITIES.items()}
    area = AreaSet.objects.create(kind=AreaKind.NETWORK, name="Gelderland-Zuid")
    others = [AreaSet.objects.create(kind=kind, name=name, code=code) for kind, name, code in AREAS_OF_OTHERS]
    for each in (area, *others):
        for municipality in municipalities.values():
            AreaMembership.objects.create(area_set=each, municipality=municipality)
    Region.objects.create(
        name="Gelderland-Zuid (voorbeeld)",
        area_set=area,
        central_municipality=municipalities[CENTRAL_MUNICIPALITY],
        is_example=True,
    )
    for account, (name, role, code) in PEOPLE.items():
        person = Person.objects.create_user(f"{account}@demo.example", settings.DEMO_PASSWORD, name=name)
        if role:
            RoleGrant.objects.create(
                person=person, role=role, municipality=municipalities.get(code), starts_on=date(2026, 1, 1)
            )
    terms.begin()
