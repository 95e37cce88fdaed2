"""The least valid object of each kind; a test names only what matters to its sentence."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from actionplan.models import Action, FundingSource, Light, Milestone, Pillar, Plan, PlanStatus, StatusReport
from monitor.models import Indicator, Report, Source
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Region, Role, RoleGrant
from partners.models import (
    Audience,
    CareService,
    Channel,
    ChannelKind,
    Domain,
    HelpLine,
    Membership,
    Organisation,
    OrganisationKind,
    Phase,
    ServiceStatus,
)

LONG_AGO = date(2021, 1, 1)


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{9000 + n}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    valid_from = LONG_AGO


class AreaSetFactory(DjangoModelFactory[AreaSet]):
    class Meta:
        model = AreaSet

    kind = AreaKind.NETWORK
    name = factory.Sequence(lambda n: f"Gebied {n}")


class AreaMembershipFactory(DjangoModelFactory[AreaMembership]):
    class Meta:
        model = AreaMembership

    area_set = factory.SubFactory(AreaSetFactory)
    municipality = factory.SubFactory(MunicipalityFactory)


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region

    name = "Proefregio"
    area_set = factory.SubFactory(AreaSetFactory)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"persoon{n}@voorbeeld.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    role = Role.COORDINATOR
    starts_on = LONG_AGO


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.SOCIAL_WORK
    domain = Domain.SOCIAL
    joined_on = LONG_AGO


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = LONG_AGO


class CareServiceFactory(DjangoModelFactory[CareService]):
    class Meta:
        model = CareService

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Aanbod {n}")
    description = "Wat iemand hier krijgt."
    audiences = [Audience.VICTIM]
    phases = [Phase.NON_ACUTE]
    status = ServiceStatus.PUBLISHED


class ChannelFactory(DjangoModelFactory[Channel]):
    class Meta:
        model = Channel

    service = factory.SubFactory(CareServiceFactory)
    kind = ChannelKind.PHONE
    value = "088-0000 000"


class HelpLineFactory(DjangoModelFactory[HelpLine]):
    class Meta:
        model = HelpLine

    name = factory.Sequence(lambda n: f"Lijn {n}")
    number = "0800-0000"
    audiences = [Audience.VICTIM]
    last_verified_on = date(2026, 9, 14)
    proof = "nagebeld"


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    title = "Plan van aanpak 2026–2029"
    starts_on = date(2026, 1, 1)
    ends_on = date(2029, 12, 31)
    status = PlanStatus.ADOPTED
    adopted_on = date(2026, 1, 8)


class PillarFactory(DjangoModelFactory[Pillar]):
    class Meta:
        model = Pillar

    name = factory.Sequence(lambda n: f"Pijler {n}")


class ActionFactory(DjangoModelFactory[Action]):
    class Meta:
        model = Action

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"4.{n}")
    title = factory.Sequence(lambda n: f"Actie {n}")
    building_block = 4
    pillar = factory.SubFactory(PillarFactory)
    lead_organisation = factory.SubFactory(OrganisationFactory)


class StatusReportFactory(DjangoModelFactory[StatusReport]):
    class Meta:
        model = StatusReport

    action = factory.SubFactory(ActionFactory)
    reported_on = date(2026, 11, 1)
    time = money = quality = light = Light.GREEN


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Mijlpaal {n}")
    planned_on = date(2026, 12, 31)


class FundingSourceFactory(DjangoModelFactory[FundingSource]):
    class Meta:
        model = FundingSource

    name = factory.Sequence(lambda n: f"Bron {n}")
    year = 2026


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"Bron {n}")
    attribution = "Bron: CBS"


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    slug = factory.Sequence(lambda n: f"indicator-{n}")
    name = factory.Sequence(lambda n: f"Indicator {n}")
    definition = "Wat meetelt."
    source = factory.SubFactory(SourceFactory)


class ReportFactory(DjangoModelFactory[Report]):
    class Meta:
        model = Report

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    period_start = date(2026, 1, 1)
    period_end = date(2026, 6, 30)
    reference_date = date(2026, 7, 10)
