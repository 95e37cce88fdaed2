"""The least valid object of each kind; a test names only what matters to its sentence."""

from datetime import date, timedelta
from hashlib import sha256

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from actionplan.models import (
    Action,
    ActionComment,
    ActionDocument,
    ActionTarget,
    Activity,
    AdjoiningPolicy,
    AdoptingBody,
    Ambition,
    AwarenessCampaign,
    BudgetLine,
    Contribution,
    Embedding,
    EmbeddingKind,
    Evaluation,
    Form,
    FundingSource,
    FundingType,
    Goal,
    Intervention,
    Light,
    Milestone,
    Pillar,
    Plan,
    PlanAdoption,
    PlanStatus,
    PlanVersion,
    Priority,
    Realisation,
    ScanAnswer,
    ScanItem,
    ScanState,
    StatusReport,
    Success,
    TargetGroup,
    Training,
    Vision,
)
from monitor.models import (
    Delivery,
    DeliveryRound,
    Dimension,
    DimensionPart,
    DisclosureRule,
    Edition,
    EditionStage,
    Indicator,
    IndicatorTarget,
    JobStatus,
    Report,
    ReportEdition,
    SeriesBreak,
    Source,
    SourceKind,
)
from monitor.reporting.edition_flows import BECOMES
from monitor.reporting.live import content_of
from network.dates import today
from network.models import (
    AreaKind,
    AreaMembership,
    AreaSet,
    Municipality,
    MunicipalOffice,
    Office,
    Person,
    Region,
    Role,
    RoleGrant,
    Term,
)
from partners.models import (
    ActionPoint,
    Agreement,
    AgreementDocument,
    AgreementKind,
    AgreementParty,
    AgreementVersion,
    Audience,
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStep,
    Campaign,
    Capacity,
    CareService,
    ChainLink,
    ChainRole,
    Channel,
    ChannelKind,
    Decision,
    Domain,
    Feedback,
    FeedbackAbout,
    HelpLine,
    HoursException,
    HoursKind,
    Lesson,
    Meeting,
    MeetingDocument,
    Membership,
    Organisation,
    OrganisationKind,
    Phase,
    Responsibility,
    Seat,
    SeatKind,
    ServiceStatus,
    StepKind,
)

LONG_AGO = date(2021, 1, 1)


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{9000 + n % 1000}")
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
    is_active = True


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    role = Role.COORDINATOR
    starts_on = LONG_AGO


class MunicipalOfficeFactory(DjangoModelFactory[MunicipalOffice]):
    class Meta:
        model = MunicipalOffice

    municipality = factory.SubFactory(MunicipalityFactory)
    office = Office.ADVISER
    person = factory.SubFactory(PersonFactory)
    starts_on = LONG_AGO


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.SOCIAL_WORK
    domain = Domain.SOCIAL
    joined_on = LONG_AGO


class CapacityFactory(DjangoModelFactory[Capacity]):
    class Meta:
        model = Capacity

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2026
    task = "Deelname aan het casuïstiekoverleg"
    hours_per_year = 40


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = LONG_AGO


class CareServiceFactory(DjangoModelFactory[CareService]):
    class Meta:
        model = CareService

    short_id = factory.Sequence(lambda n: f"k{n}")  # drawn by lot, one in thousands of tests draws the same twice
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


class CampaignFactory(DjangoModelFactory[Campaign]):
    class Meta:
        model = Campaign

    title = "Voor de zomer"
    starts_on = factory.LazyFunction(today)
    ends_on = factory.LazyAttribute(lambda campaign: campaign.starts_on + timedelta(days=28))


class FeedbackFactory(DjangoModelFactory[Feedback]):
    class Meta:
        model = Feedback

    service = factory.SubFactory(CareServiceFactory)
    about = FeedbackAbout.PHONE


class HoursExceptionFactory(DjangoModelFactory[HoursException]):
    class Meta:
        model = HoursException

    channel = factory.SubFactory(ChannelFactory)
    first_day = date(2026, 12, 25)
    last_day = factory.SelfAttribute("first_day")
    kind = HoursKind.CLOSED
    note = "eerste kerstdag"


class HelpLineFactory(DjangoModelFactory[HelpLine]):
    class Meta:
        model = HelpLine

    name = factory.Sequence(lambda n: f"Lijn {n}")
    number = "0800-0000"
    audiences = [Audience.VICTIM]
    last_verified_on = date(2026, 9, 14)
    proof = "nagebeld"


class PlanFactory(DjangoModelFactory[Plan]):
    """The plan in force: there is one at a time, so whoever asks again gets the same."""

    class Meta:
        model = Plan
        django_get_or_create = ("title", "starts_on")

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


class ContributionFactory(DjangoModelFactory[Contribution]):
    class Meta:
        model = Contribution

    action = factory.SubFactory(ActionFactory)
    municipality = factory.SubFactory(MunicipalityFactory)


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


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    class Meta:
        model = TargetGroup

    name = factory.Sequence(lambda n: f"Doelgroep {n}")


class ActionTargetFactory(DjangoModelFactory[ActionTarget]):
    class Meta:
        model = ActionTarget

    action = factory.SubFactory(ActionFactory)
    unit = "trajecten"


class RealisationFactory(DjangoModelFactory[Realisation]):
    class Meta:
        model = Realisation

    target = factory.SubFactory(ActionTargetFactory)
    value = 4
    measured_on = date(2026, 11, 1)


class BudgetLineFactory(DjangoModelFactory[BudgetLine]):
    class Meta:
        model = BudgetLine

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2026
    description = factory.Sequence(lambda n: f"Post {n}")
    funding_type = FundingType.GRANT


class PlanVersionFactory(DjangoModelFactory[PlanVersion]):
    """The version that is being made."""

    class Meta:
        model = PlanVersion
        django_get_or_create = ("plan", "number")

    plan = factory.SubFactory(PlanFactory)
    number = 2


class PlanAdoptionFactory(DjangoModelFactory[PlanAdoption]):
    class Meta:
        model = PlanAdoption

    version = factory.SubFactory(PlanVersionFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    body = AdoptingBody.COLLEGE
    decided_on = date(2026, 3, 10)
    decision_number = factory.Sequence(lambda n: f"B-2026-{n}")


class VisionFactory(DjangoModelFactory[Vision]):
    class Meta:
        model = Vision

    number = factory.Sequence(lambda n: n + 1)
    shared_vision = "Iedereen in de regio is veilig."
    adopted_on = date(2026, 1, 8)


class AmbitionFactory(DjangoModelFactory[Ambition]):
    class Meta:
        model = Ambition

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Ambitie {n}")
    from_year = 2026


class GoalFactory(DjangoModelFactory[Goal]):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    building_block = 4
    title = factory.Sequence(lambda n: f"Doel {n}")


class PriorityFactory(DjangoModelFactory[Priority]):
    class Meta:
        model = Priority

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Speerpunt {n}")


class EvaluationFactory(DjangoModelFactory[Evaluation]):
    class Meta:
        model = Evaluation

    year = factory.Sequence(lambda n: 2026 + n)


class ScanItemFactory(DjangoModelFactory[ScanItem]):
    class Meta:
        model = ScanItem

    building_block = 1
    question = factory.Sequence(lambda n: f"Vraag {n}")


class ScanAnswerFactory(DjangoModelFactory[ScanAnswer]):
    class Meta:
        model = ScanAnswer

    item = factory.SubFactory(ScanItemFactory)
    year = 2026
    state = ScanState.NOT_YET


class InterventionFactory(DjangoModelFactory[Intervention]):
    class Meta:
        model = Intervention

    name = factory.Sequence(lambda n: f"Interventie {n}")


class AwarenessCampaignFactory(DjangoModelFactory[AwarenessCampaign]):
    class Meta:
        model = AwarenessCampaign

    name = factory.Sequence(lambda n: f"Campagne {n}")


class AdjoiningPolicyFactory(DjangoModelFactory[AdjoiningPolicy]):
    class Meta:
        model = AdjoiningPolicy

    name = factory.Sequence(lambda n: f"Beleid {n}")
    owner = factory.SubFactory(OrganisationFactory)


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Activiteit {n}")
    form = Form.COLLECTIVE


class TrainingFactory(DjangoModelFactory[Training]):
    class Meta:
        model = Training

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Training {n}")
    given_on = date(2026, 5, 3)


class ActionCommentFactory(DjangoModelFactory[ActionComment]):
    class Meta:
        model = ActionComment

    action = factory.SubFactory(ActionFactory)
    text = "Dit gaat goed."


class ActionDocumentFactory(DjangoModelFactory[ActionDocument]):
    class Meta:
        model = ActionDocument

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Bewijsstuk {n}")
    file_name = "bewijs.pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 voorbeeld", name="bewijs.pdf"))
    size = 18
    sha256 = sha256(b"%PDF-1.7 voorbeeld").hexdigest()


class EmbeddingFactory(DjangoModelFactory[Embedding]):
    class Meta:
        model = Embedding

    action = factory.SubFactory(ActionFactory)
    kind = EmbeddingKind.BASIC_TASK
    starts_on = date(2026, 1, 1)


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


class DisclosureRuleFactory(DjangoModelFactory[DisclosureRule]):
    class Meta:
        model = DisclosureRule

    source = factory.SubFactory(SourceFactory, kind=SourceKind.DELIVERED)


class DeliveredIndicatorFactory(IndicatorFactory):
    """An indicator that partners deliver, with the rule for small numbers that its source needs."""

    source = factory.LazyFunction(lambda: DisclosureRuleFactory().source)
    geography = "municipality"
    frequency = "JJ"


class EditionFactory(DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    indicator = factory.SubFactory(DeliveredIndicatorFactory)
    number = 1
    retrieved_on = date(2026, 3, 2)


class DimensionFactory(DjangoModelFactory[Dimension]):
    class Meta:
        model = Dimension

    indicator = factory.SubFactory(DeliveredIndicatorFactory)
    name = factory.Sequence(lambda n: f"Onderverdeling {n}")


class DimensionPartFactory(DjangoModelFactory[DimensionPart]):
    class Meta:
        model = DimensionPart

    dimension = factory.SubFactory(DimensionFactory)
    label = factory.Sequence(lambda n: f"Deel {n}")
    position = factory.Sequence(lambda n: n + 1)


class SeriesBreakFactory(DjangoModelFactory[SeriesBreak]):
    class Meta:
        model = SeriesBreak

    indicator = factory.SubFactory(IndicatorFactory)
    day = date(2024, 7, 1)
    title = "Nieuwe wet"
    text = "Sinds 1 juli 2024 tellen er meer feiten mee."


class IndicatorTargetFactory(DjangoModelFactory[IndicatorTarget]):
    class Meta:
        model = IndicatorTarget

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2027
    value = 120
    label = "Streefwaarde"


class DeliveryRoundFactory(DjangoModelFactory[DeliveryRound]):
    class Meta:
        model = DeliveryRound

    indicator = factory.SubFactory(DeliveredIndicatorFactory)
    period = "2025JJ00"
    opens_on = date(2026, 1, 5)
    due_on = date(2026, 3, 1)


class DeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    round = factory.SubFactory(DeliveryRoundFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ReportFactory(DjangoModelFactory[Report]):
    class Meta:
        model = Report

    period_start = factory.Sequence(lambda n: date(2026 - n % 20, 1, 1))  # one report per period
    period_end = factory.LazyAttribute(lambda report: date(report.period_start.year, 6, 30))
    reference_date = factory.LazyAttribute(lambda report: date(report.period_start.year, 7, 10))
    year = factory.LazyAttribute(lambda report: report.period_start.year)
    number = 1


def report_edition(
    report: Report,
    *,
    content: bytes = b"%PDF-1.7 proef",
    adopted_on: date | None = None,
    stage: EditionStage | None = None,
) -> ReportEdition:
    """A PDF that was made, with its bytes in the private storage; the report gets the state that goes with it."""
    stage = stage or (EditionStage.ADOPTED if adopted_on else EditionStage.DRAFT)
    edition = ReportEdition.objects.create(
        report=report,
        version=report.editions.count() + 1,
        stage=stage,
        job_status=JobStatus.DONE,
        content=content_of(report, version="Proef", made_on=report.reference_date, adopted_on=adopted_on).freeze(),
        file=ContentFile(content, name="proef.pdf"),
        size=len(content),
        pages=1,
        sha256=sha256(content).hexdigest(),
        adopted_on=adopted_on,
        is_adopted=stage == EditionStage.ADOPTED,
    )
    if stage in BECOMES:
        report.status = BECOMES[stage]
        report.save()
    return edition


class ChainLinkFactory(DjangoModelFactory[ChainLink]):
    class Meta:
        model = ChainLink

    name = factory.Sequence(lambda n: f"Schakel {n}")
    position = factory.Sequence(lambda n: n + 1)


class ChainRoleFactory(DjangoModelFactory[ChainRole]):
    class Meta:
        model = ChainRole

    link = factory.SubFactory(ChainLinkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = LONG_AGO


class ResponsibilityFactory(DjangoModelFactory[Responsibility]):
    class Meta:
        model = Responsibility

    organisation = factory.SubFactory(OrganisationFactory)
    description = factory.Sequence(lambda n: f"Taak {n}")
    starts_on = LONG_AGO


class AgreementFactory(DjangoModelFactory[Agreement]):
    """An agreement offered for signing, with its first version; `parties` are the organisations that have to sign."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    kind = AgreementKind.COVENANT
    title = factory.Sequence(lambda n: f"Convenant {n}")
    offered_on = LONG_AGO

    @factory.post_generation
    def parties(self, create: bool, organisations: list[Organisation] | None, **_: object) -> None:
        version = AgreementVersion.objects.create(agreement=self, dated_on=LONG_AGO)
        for organisation in organisations or []:
            AgreementParty.objects.create(version=version, organisation=organisation)


class AgreementDocumentFactory(DjangoModelFactory[AgreementDocument]):
    """A document of the first version of an agreement (`of=`)."""

    class Meta:
        model = AgreementDocument

    class Params:
        of = factory.SubFactory(AgreementFactory)

    version = factory.LazyAttribute(lambda made: made.of.versions.get(number=1))
    title = "De overeenkomst"
    file_name = "overeenkomst.pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 voorbeeld", name="overeenkomst.pdf"))
    size = 18
    sha256 = sha256(b"%PDF-1.7 voorbeeld").hexdigest()


class TermFactory(DjangoModelFactory[Term]):
    class Meta:
        model = Term

    word = factory.Sequence(lambda n: f"begrip {n}")


class BodyFactory(DjangoModelFactory[Body]):
    """A body without seats; its name tells its kind."""

    class Meta:
        model = Body

    kind = BodyKind.STEERING_GROUP
    name = factory.Sequence(lambda n: f"Overleg {n}")
    starts_on = LONG_AGO


class WorkingGroupFactory(BodyFactory):
    kind = BodyKind.WORKING_GROUP
    ends_on = date(2099, 12, 31)


class SeatFactory(DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    kind = SeatKind.MEMBER
    starts_on = LONG_AGO


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A meeting of two hours, a week from now."""

    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=2))


class MeetingDocumentFactory(DjangoModelFactory[MeetingDocument]):
    class Meta:
        model = MeetingDocument

    meeting = factory.SubFactory(MeetingFactory)
    title = "Notitie"
    file_name = "notitie.pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 voorbeeld", name="notitie.pdf"))
    size = 18
    sha256 = sha256(b"%PDF-1.7 voorbeeld").hexdigest()


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    decided_on = date(2026, 3, 12)
    year = factory.LazyAttribute(lambda made: made.decided_on.year)
    sequence = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Besluit {n}")


class ActionPointFactory(DjangoModelFactory[ActionPoint]):
    class Meta:
        model = ActionPoint

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda n: f"Actiepunt {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    due_on = date(2099, 1, 1)


class BottleneckFactory(DjangoModelFactory[Bottleneck]):
    """A bottleneck on the work floor, with its first step."""

    class Meta:
        model = Bottleneck
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Knelpunt {n}")
    description = "Er is geen plek waar dit besproken wordt."
    body = factory.SubFactory(WorkingGroupFactory)
    raised_on = date(2026, 2, 3)

    @factory.post_generation
    def first_step(self, create: bool, extracted: object, **_: object) -> None:
        BottleneckStep.objects.create(bottleneck=self, kind=StepKind.RAISED, happened_on=self.raised_on, body=self.body)


class LessonFactory(DjangoModelFactory[Lesson]):
    class Meta:
        model = Lesson

    title = factory.Sequence(lambda n: f"Verbeterpunt {n}")
    noted_on = date(2026, 2, 3)


class SuccessFactory(DjangoModelFactory[Success]):
    class Meta:
        model = Success

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Succes {n}")
    happened_on = date(2026, 3, 12)
