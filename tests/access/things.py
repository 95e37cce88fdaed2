"""The things that addresses are about, by the words that the table uses."""

from datetime import date
from typing import Any

from django.utils import timezone

from actionplan.models import Action, ActionOrigin, Plan, PlanStatus, PolicyConnection
from actionplan.plan_contents import contents_of
from actionplan.plan_import import PLANS
from monitor.import_flows import bring_in_unknown
from monitor.models import (
    ActionIndicator,
    DeliveryStatus,
    EditionStage,
    HouseStyle,
    Indicator,
    QuestionReason,
    Report,
    ReportPublication,
    ReportQuestion,
    ReportReader,
    ReportSection,
    SectionKind,
)
from monitor.year_editions import freeze_year
from network.areas.area_import import AREAS
from network.calendar_flows import make_feed
from network.dates import today
from network.imports import flows as list_flows
from network.models import Office, Person, Role
from partners.hsds.ids import id_of
from partners.hsds.vocabulary import AUDIENCE
from partners.hsds.ways import AtPlace
from partners.models import (
    AgendaItem,
    AgreementParty,
    BodyKind,
    CareService,
    ChangeRequest,
    ContactRequest,
    DocumentAccess,
    Location,
    Organisation,
    ProfileChange,
    ProfileField,
    RiskyField,
    SeatKind,
    ServiceStatus,
    Visibility,
    WooCategory,
    WooDecision,
)
from partners.organisation_import import ORGANISATIONS
from partners.service_import import SERVICES
from partners.upkeep_reminders import ask, secret_of
from tests.cast import Cast
from tests.factories import (
    ActionCommentFactory,
    ActionDocumentFactory,
    ActionFactory,
    ActionPointFactory,
    ActionTargetFactory,
    ActivityFactory,
    AdjoiningPolicyFactory,
    AgreementDocumentFactory,
    AgreementFactory,
    AmbitionFactory,
    AreaMembershipFactory,
    AwarenessCampaignFactory,
    BodyFactory,
    BottleneckFactory,
    BudgetLineFactory,
    CampaignFactory,
    CapacityFactory,
    CareServiceFactory,
    ChainLinkFactory,
    ChainRoleFactory,
    ChannelFactory,
    ContributionFactory,
    DecisionFactory,
    DeliveredIndicatorFactory,
    DeliveryFactory,
    DeliveryRoundFactory,
    EditionFactory,
    EmbeddingFactory,
    EvaluationFactory,
    FeedbackFactory,
    FundingSourceFactory,
    GoalFactory,
    HelpLineFactory,
    HoursExceptionFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    InterventionFactory,
    LessonFactory,
    MeetingDocumentFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    MunicipalOfficeFactory,
    PillarFactory,
    PlanAdoptionFactory,
    PlanFactory,
    PlanVersionFactory,
    PriorityFactory,
    RegionFactory,
    ReportFactory,
    ResponsibilityFactory,
    RoleGrantFactory,
    ScanAnswerFactory,
    SeatFactory,
    SeriesBreakFactory,
    SuccessFactory,
    TargetGroupFactory,
    TermFactory,
    TrainingFactory,
    VisionFactory,
    WorkingGroupFactory,
    report_edition,
)
from tests.monitor.figures.bringing_in import bring_in, load, long_table


def _list_of(person: Person) -> int:
    content = b"Naam;Soort;Domein\nHuis A;wijkteam;sociaal\n"
    return list_flows.take(ORGANISATIONS, file_name="lijst.csv", content=content, by=person).pk


def _list_of_areas(person: Person) -> int:
    content = b"Code;Soort gebied;Gebied\nGM0281;vt;Gelderland-Zuid\n"
    return list_flows.take(AREAS, file_name="gebieden.csv", content=content, by=person).pk


def _list_of_services(person: Person) -> int:
    content = b"Organisatie;Naam van het aanbod;Voor wie\nMEE;Nieuw aanbod;professionals\n"
    return list_flows.take(SERVICES, file_name="aanbod.csv", content=content, by=person).pk


def _list_of_actions(person: Person) -> int:
    content = b"Titel;Bouwsteen;Pijler;Trekker\nScholing;4;Preventie;MEE\n"
    return list_flows.take(PLANS, file_name="plan.csv", content=content, by=person).pk


def things_of_plan_files(cast: Cast, plan: Plan) -> dict[str, dict[str, Any]]:
    """Lists of actions that wait, and a speerpunt to take along as a template."""
    colleague = RoleGrantFactory(role=Role.COORDINATOR).person
    return {
        "lijst met acties van Marijke": {"pk": _list_of_actions(cast.coordinator)},
        "lijst met acties van haar collega": {"pk": _list_of_actions(colleague)},
        "sjabloon van een speerpunt": {"pk": PriorityFactory(plan=plan).pk},
    }


def things_with_an_address(cast: Cast) -> dict[str, dict[str, Any]]:
    """Words of the table → arguments of the address."""
    published = CareServiceFactory(organisation=cast.lead_organisation)
    draft = CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    published_of_sterker = CareServiceFactory(organisation=cast.other_organisation)
    draft_of_sterker = CareServiceFactory(organisation=cast.other_organisation, status=ServiceStatus.DRAFT)
    new_number = ChangeRequest.objects.create(
        service=published, field=RiskyField.CLIENT_PHONE, old_value="088-0000 000", new_value="088-0000 001"
    )
    number_of_sterker = ChangeRequest.objects.create(
        service=published_of_sterker, field=RiskyField.CLIENT_PHONE, old_value="", new_value="088-0000 002"
    )
    kept = {name: kept_by_itself(each) for name, each in organisations_of(cast).items()}
    plan = PlanFactory()
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    action_of_tiel = ActionFactory(plan=plan, lead_organisation=cast.tiel_organisation)
    action_of_sterker = ActionFactory(plan=plan, lead_organisation=cast.other_organisation)
    action_of_nijmegen = ActionFactory(plan=plan, lead_organisation=cast.nijmegen_organisation)
    draft_report = ReportFactory(period_start=date(2026, 1, 1))
    text = ReportSection.objects.create(report=draft_report, kind=SectionKind.SUMMARY, position=1)
    adopted_report = ReportFactory(period_start=date(2025, 1, 1))
    draft_pdf = report_edition(draft_report)
    adopted_pdf = report_edition(adopted_report, adopted_on=date(2025, 9, 18))
    shared_report = ReportFactory(period_start=date(2024, 1, 1))
    shared_pdf = report_edition(shared_report)
    offered_report = ReportFactory(period_start=date(2023, 1, 1))
    report_edition(offered_report, stage=EditionStage.OFFERED)
    questions = {report: _question_in(report) for report in (draft_report, offered_report, adopted_report)}
    lotte_reads_along = ReportReader.objects.create(edition=shared_pdf, person=cast.reader)
    indicator = load(long_table("Mensenhandel;2023;Nederland;590"))
    looked_at = bring_in(long_table("Mensenhandel;2022;Nederland;560"), name="nog-niet-gekozen.csv")
    own_layout = bring_in_unknown(content=b"Plaats;Jaar;Meldingen\nTiel;2025;12\n", file_name="eigen.csv", by=None)
    role_of_joost = cast.municipal_coordinator.role_grants.get()
    role_in_nijmegen = RoleGrantFactory(role=Role.MUNICIPAL_COORDINATOR, municipality=cast.nijmegen)
    region = RegionFactory()
    link = ChainLinkFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
        MunicipalOfficeFactory(municipality=municipality, office=Office.PORTFOLIO_HOLDER)
        ContributionFactory(action=action, municipality=municipality)
    covenant = AgreementFactory(parties=[cast.lead_organisation])
    secret = AgreementFactory(parties=[cast.other_organisation], is_confidential=True)
    draft_of_tiel = AgreementFactory(keeper=cast.tiel_organisation, offered_on=None)
    meetings = things_of_meetings(cast)
    success, success_of_sterker = SuccessFactory(action=action), SuccessFactory(action=action_of_sterker)
    lesson = LessonFactory(organisation=cast.lead_organisation)
    lesson_of_sterker = LessonFactory(organisation=cast.other_organisation)
    return {
        "": {},
        **things_of_plan_files(cast, plan),
        **{name: {"pk": thing.pk} for name, thing in meetings.items()},
        **things_of_the_parts_of_an_action(cast, {"MEE": action, "Sterker": action_of_sterker}),
        "succes van MEE": {"pk": success.pk},
        "succes van Sterker": {"pk": success_of_sterker.pk},
        "verbeterpunt van MEE": {"pk": lesson.pk},
        "verbeterpunt van Sterker": {"pk": lesson_of_sterker.pk},
        "herkomst van een actie van MEE": {"pk": ActionOrigin.objects.create(action=action, lesson=lesson).pk},
        **things_of_the_money({"MEE": action, "Sterker": action_of_sterker}),
        **things_of_the_scan_and_library(cast, action),
        "begrip": {"pk": TermFactory().pk},
        "hoofdstuk": {"slug": "inloggen"},
        "agenda van Lotte": {"secret": make_feed(cast.reader)},
        "agenda van Noor": {"secret": make_feed(cast.other_editor)},
        "convenant van MEE": {"pk": covenant.pk},
        "vertrouwelijke van Sterker": {"pk": secret.pk},
        "concept van de gemeente Tiel": {"pk": draft_of_tiel.pk},
        "handtekening van MEE": {"pk": AgreementParty.objects.get(version__agreement=covenant).pk},
        "handtekening van Sterker": {"pk": AgreementParty.objects.get(version__agreement=secret).pk},
        "document van MEE": {"pk": AgreementDocumentFactory(of=covenant, access=DocumentAccess.CONFIDENTIAL).pk},
        "document van Sterker": {"pk": AgreementDocumentFactory(of=secret, access=DocumentAccess.PUBLIC).pk},
        "Tiel": {"code": cast.tiel.code},
        "Nijmegen": {"code": cast.nijmegen.code},
        "functie in Tiel": {"code": cast.tiel.code, "office": Office.PORTFOLIO_HOLDER.label},
        "functie in Nijmegen": {"code": cast.nijmegen.code, "office": Office.PORTFOLIO_HOLDER.label},
        **things_of_the_life_of_a_plan(cast, plan),
        **things_of_what_a_plan_is_for(plan),
        "bijdrage van Tiel": {"pk": action.pk, "code": cast.tiel.code},
        "bijdrage van Nijmegen": {"pk": action.pk, "code": cast.nijmegen.code},
        "Lotte van MEE": {"pk": cast.reader.pk},
        "Noor van Sterker": {"pk": cast.other_editor.pk},
        **{f"{word} van {name}": {"pk": pk} for name, of in kept.items() for word, pk in of.items()},
        "Lotte bij MEE": {"pk": cast.reader.memberships.get().pk},
        "Noor bij Sterker": {"pk": cast.other_editor.memberships.get().pk},
        "rol van Joost in Tiel": {"pk": role_of_joost.pk},
        "rol in Nijmegen": {"pk": role_in_nijmegen.pk},
        "indicator met cijfers": {"slug": indicator.slug},
        **things_of_the_catalogue(cast, indicator),
        **things_of_editions(),
        **things_of_deliveries(cast),
        **things_of_trainings(cast, action, action_of_sterker),
        "bekeken import": {"pk": looked_at.pk},
        "eigen tabel": {"pk": own_layout.pk},
        "lijst van Marijke": {"pk": _list_of(cast.coordinator)},
        "lijst van haar collega": {"pk": _list_of(RoleGrantFactory(role=Role.COORDINATOR).person)},
        "gebied": {"pk": region.area_set_id},
        "lijst met gebieden van Marijke": {"pk": _list_of_areas(cast.coordinator)},
        "lijst met gebieden van haar collega": {
            "pk": _list_of_areas(RoleGrantFactory(role=Role.COORDINATOR).person),
        },
        "lijst met aanbod van Marijke": {"pk": _list_of_services(cast.coordinator)},
        "lijst met aanbod van haar collega": {
            "pk": _list_of_services(RoleGrantFactory(role=Role.COORDINATOR).person),
        },
        "bestand voor Excel": {"file_format": "csv"},
        "uren van MEE": {"pk": CapacityFactory(organisation=cast.lead_organisation).pk},
        "uren van Sterker": {"pk": CapacityFactory(organisation=cast.other_organisation).pk},
        "schakel": {"pk": link.pk},
        "schakel buiten gebruik": {"pk": ChainLinkFactory(is_in_use=False).pk},
        "rol van MEE in de keten": {"pk": ChainRoleFactory(link=link, organisation=cast.lead_organisation).pk},
        "rol van Sterker in de keten": {"pk": ChainRoleFactory(link=link, organisation=cast.other_organisation).pk},
        "taak van MEE": {"pk": ResponsibilityFactory(organisation=cast.lead_organisation).pk},
        "taak van Sterker": {"pk": ResponsibilityFactory(organisation=cast.other_organisation).pk},
        "MEE": {"pk": cast.lead_organisation.pk},
        "Sterker": {"pk": cast.other_organisation.pk},
        "aanbod van MEE, gepubliceerd": {"short_id": published.short_id},
        "aanbod van MEE, concept": {"short_id": draft.short_id},
        "aanbod van Sterker, gepubliceerd": {"short_id": published_of_sterker.short_id},
        "aanbod van Sterker, concept": {"short_id": draft_of_sterker.short_id},
        **things_of_the_sociale_kaart(cast, published, published_of_sterker),
        **things_of_the_open_data(published, draft, published_of_sterker),
        "nieuw nummer van MEE": {"pk": new_number.pk},
        "nieuw nummer van Sterker": {"pk": number_of_sterker.pk},
        "actie van MEE": {"pk": action.pk},
        "actie van Sterker": {"pk": action_of_sterker.pk},
        "actie van de gemeente Tiel": {"pk": action_of_tiel.pk},
        "actie van de gemeente Nijmegen": {"pk": action_of_nijmegen.pk},
        **things_that_are_public(),
        "rapportage in concept": {"pk": draft_report.pk},
        "tekst van dat concept": {"pk": draft_report.pk, "kind": text.kind},
        "PDF van dat concept": {"pk": draft_report.pk, "version": draft_pdf.version},
        "vastgestelde rapportage": {"pk": adopted_report.pk},
        "tekst van de vastgestelde": {"pk": adopted_report.pk, "kind": text.kind},
        "PDF van de vastgestelde": {"pk": adopted_report.pk, "version": adopted_pdf.version},
        "rapportage ter vaststelling": {"pk": offered_report.pk},
        "vragen van dat concept": {"pk": draft_report.pk},
        "vragen die voorliggen": {"pk": offered_report.pk},
        "vragen van de vastgestelde": {"pk": adopted_report.pk},
        "vraag in dat concept": {"pk": draft_report.pk, "question": questions[draft_report]},
        "vraag die voorligt": {"pk": offered_report.pk, "question": questions[offered_report]},
        "vraag in de vastgestelde": {"pk": adopted_report.pk, "question": questions[adopted_report]},
        "rapport, met Lotte gedeeld": {"pk": shared_report.pk},
        "versie, met Lotte gedeeld": {"pk": shared_report.pk, "version": shared_pdf.version},
        "Lotte leest mee": {"pk": shared_report.pk, "reader": lotte_reads_along.pk},
    }


def _question_in(report: Report) -> int:
    """What it asks of the stuurgroep."""
    ReportSection.objects.create(report=report, kind=SectionKind.QUESTIONS, position=9)
    asked = ReportQuestion.objects.create(
        report=report, key="own:1", reason=QuestionReason.OWN, is_chosen=True, title="Stem in met het plan"
    )
    return asked.pk


def things_that_are_public() -> dict[str, dict[str, Any]]:
    """Three public versions: one that everybody reads, one that was withdrawn, one that is ready; and a house style."""
    days = {
        "openbaar stuk": {"published_on": date(2023, 10, 1)},
        "ingetrokken stuk": {"published_on": date(2023, 10, 1), "withdrawn_on": date(2024, 2, 1)},
        "stuk dat nog niet openbaar is": {},
    }
    HouseStyle.objects.create(logo=b"een logo", logo_text="Een logo")
    found = {}
    for year, (name, on) in enumerate(days.items(), start=2018):
        report = ReportFactory(period_start=date(year, 1, 1))
        report_edition(report, adopted_on=date(year, 9, 18))
        edition = report_edition(report, adopted_on=date(year, 9, 18), stage=EditionStage.PUBLIC)
        publication = ReportPublication.objects.create(
            report=report, edition=edition, woo_decision=WooDecision.PUBLISH, woo_category=WooCategory.PLANS, **on
        )
        found[name] = {"pk": publication.pk}
    return found


def things_of_the_life_of_a_plan(cast: Cast, plan: Plan) -> dict[str, Any]:
    """Version 1 is in force, and both municipalities adopted it."""
    version = PlanVersionFactory(
        plan=plan, number=1, status=PlanStatus.ADOPTED, adopted_on=plan.adopted_on, contents=contents_of(plan)
    )
    for municipality in (cast.tiel, cast.nijmegen):
        PlanAdoptionFactory(version=version, municipality=municipality)
    return {
        "versie van het plan": {"pk": version.pk},
        "vaststelling door Tiel": {"code": cast.tiel.code},
        "vaststelling door Nijmegen": {"code": cast.nijmegen.code},
    }


def things_of_what_a_plan_is_for(plan: Plan) -> dict[str, dict[str, Any]]:
    """The ambition in the list is another than the one that was judged, so that it may go."""
    priority = PriorityFactory(plan=plan, goal=GoalFactory(plan=plan))
    evaluation = EvaluationFactory(year=2026)
    verdict = evaluation.verdicts.create(ambition=AmbitionFactory(plan=plan))
    return {
        "vastgestelde visie": {"number": VisionFactory(number=1).number},
        "visie in de maak": {"number": VisionFactory(number=2, adopted_on=None).number},
        "ambitie": {"pk": AmbitionFactory(plan=plan, from_year=2027).pk},
        "doel": {"pk": priority.goal_id},
        "speerpunt": {"pk": priority.pk},
        "pijler": {"pk": PillarFactory(name="Online veiligheid").pk},
        "doelgroep": {"pk": TargetGroupFactory().pk},
        "evaluatie": {"year": evaluation.year},
        "oordeel": {"year": evaluation.year, "pk": verdict.pk},
    }


def things_of_the_parts_of_an_action(cast: Cast, actions: dict[str, Action]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, action in actions.items():
        found |= {
            f"mijlpaal van {name}": {"pk": MilestoneFactory(action=action).pk},
            f"beoogd resultaat van {name}": {"pk": ActionTargetFactory(action=action).pk},
            f"bewijsstuk van {name}": {"pk": ActionDocumentFactory(action=action).pk},
        }
    for name, person in {"Bas": cast.lead_editor, "Noor": cast.other_editor}.items():
        found[f"opmerking van {name}"] = {"pk": ActionCommentFactory(action=actions["MEE"], person=person).pk}
    return found


def things_of_the_sociale_kaart(cast: Cast, of_mee: CareService, of_sterker: CareService) -> dict[str, Any]:
    """Channels of both, what visitors told about both, a campaign, a national line, and lists that wait."""
    channel, channel_of_sterker = ChannelFactory(service=of_mee), ChannelFactory(service=of_sterker)
    return {
        "kanaal van MEE": {"pk": channel.pk},
        "kanaal van Sterker": {"pk": channel_of_sterker.pk},
        "kerst van MEE": {"pk": HoursExceptionFactory(channel=channel).pk},
        "kerst van Sterker": {"pk": HoursExceptionFactory(channel=channel_of_sterker).pk},
        "melding over MEE": {"pk": FeedbackFactory(service=of_mee).pk},
        "melding over Sterker": {"pk": FeedbackFactory(service=of_sterker).pk},
        "controleronde": {"pk": CampaignFactory().pk},
        "bevestigingslink van MEE": {"secret": secret_for(of_mee, cast.lead_editor)},
        "bevestigingslink van Sterker": {"secret": secret_for(of_sterker, cast.other_editor)},
        "hulplijn": {"pk": HelpLineFactory().pk},
    }


def things_of_the_open_data(of_mee: CareService, draft: CareService, of_sterker: CareService) -> dict[str, Any]:
    """What everybody may ask of /api/hsds/, by the identifiers of the standard."""
    found: dict[str, Any] = {
        "open aanbod van MEE, concept": {"key": str(draft.uuid)},
        "open woordenlijst": {"key": AUDIENCE.id},
        "open woord": {"key": AUDIENCE.terms[0].id},
    }
    for name, service in {"MEE": of_mee, "Sterker": of_sterker}.items():
        place = Location.objects.create(service=service, visibility=Visibility.PLACE_ONLY, place="Tiel")
        found |= {
            f"open aanbod van {name}": {"key": str(service.uuid)},
            f"open gegevens van {name}": {"key": id_of("organization", service.organisation_id)},
            f"open plek van {name}": {"key": AtPlace(False, place.pk, service.pk).id},
        }
    return found


def secret_for(service: CareService, person: Person) -> str:
    """What stands in the link of a mail to this person about this entry."""
    return secret_of(ask(person, [service]), service.pk)


def organisations_of(cast: Cast) -> dict[str, Organisation]:
    return {"MEE": cast.lead_organisation, "Sterker": cast.other_organisation}


def kept_by_itself(organisation: Organisation) -> dict[str, int]:
    """Two contacts, one of whom did not agree to be named, and what waits for the coordinator; by their words."""
    listed = MembershipFactory(organisation=organisation, listed_since=date(2026, 5, 3))
    change = ProfileChange.objects.create(organisation=organisation, field=ProfileField.PHONE, new_value="088-0000 000")
    proposed = ContactRequest.objects.create(
        organisation=organisation, name="Nadia Bos", email="nadia@voorbeeld.example"
    )
    return {
        "contact": listed.pk,
        "verborgen contact": MembershipFactory(organisation=organisation).pk,
        "wijziging": change.pk,
        "voorstel": proposed.pk,
    }


def things_of_the_money(actions: dict[str, Action]) -> dict[str, Any]:
    """Of both a line that asks money of one source, and where an action is anchored."""
    source = FundingSourceFactory()
    found: dict[str, Any] = {"bron van geld": {"pk": source.pk}}
    for name, action in actions.items():
        line = BudgetLineFactory(
            organisation=action.lead_organisation, action=action, source=source, amount_requested=100
        )
        found |= {
            f"post van {name}": {"pk": line.pk},
            f"blad van {name}": {"organisation": line.organisation_id, "year": line.year},
            f"borging van {name}": {"pk": EmbeddingFactory(action=action).pk},
        }
    return found


def things_of_the_catalogue(cast: Cast, indicator: Indicator) -> dict[str, Any]:
    """A source, what is said of its figures, and the year in which they were kept."""
    return {
        "bron van cijfers": {"pk": indicator.source_id},
        "trendbreuk": {"pk": SeriesBreakFactory(indicator=indicator).pk},
        "streefwaarde": {"pk": IndicatorTargetFactory(indicator=indicator).pk},
        "jaareditie": {"year": freeze_year(2025, by=cast.data_steward).year},
    }


def things_of_the_scan_and_library(cast: Cast, action: Action) -> dict[str, Any]:
    """A question with the answer of the region, and what an action of MEE is tied to."""
    answer = ScanAnswerFactory(year=today().year)
    policy = AdjoiningPolicyFactory(owner=cast.nijmegen_organisation)
    figure = IndicatorFactory()
    return {
        "jaar van de scan": {"year": answer.year},
        "vraag van de scan": {"year": answer.year, "pk": answer.item_id},
        "antwoord in de scan": {"pk": answer.pk},
        "interventie": {"pk": InterventionFactory().pk},
        "landelijke campagne": {"pk": AwarenessCampaignFactory().pk},
        "aanpalend beleid": {"pk": policy.pk},
        "verbinding met beleid": {"pk": PolicyConnection.objects.create(policy=policy, action=action).pk},
        "indicator bij een actie": {"pk": ActionIndicator.objects.create(indicator=figure, action=action).pk},
    }


def things_of_meetings(cast: Cast) -> dict[str, Any]:
    """Hester presides over the stuurgroep. In the werkgroep sit Joost, and Sterker without a name."""
    mee, sterker = cast.lead_organisation, cast.other_organisation
    steering_group, working_group = BodyFactory(), WorkingGroupFactory()
    SeatFactory(body=steering_group, person=cast.steering_member, kind=SeatKind.CHAIR)
    of_joost = SeatFactory(body=working_group, person=cast.municipal_coordinator, organisation=cast.tiel_organisation)
    of_sterker = SeatFactory(body=working_group, organisation=sterker)
    found: dict[str, Any] = {"zetel van Joost": of_joost, "zetel van Sterker": of_sterker}
    for name, body in {"stuurgroep": steering_group, "werkgroep": working_group}.items():
        meeting = MeetingFactory(body=body)
        found |= {
            name: body,
            f"bijeenkomst van de {name}": meeting,
            f"agendapunt van de {name}": AgendaItem.objects.create(meeting=meeting, title="Voortgang"),
            f"stuk van de {name}": MeetingDocumentFactory(meeting=meeting),
            f"besluit van de {name}": DecisionFactory(body=body, meeting=meeting),
        }
    regional_day = BodyFactory(kind=BodyKind.REGIONAL_DAY, is_open=True)
    return {
        **found,
        "regio-dag": MeetingFactory(body=regional_day),
        "actiepunt van MEE, stuurgroep": ActionPointFactory(body=steering_group, organisation=mee),
        "actiepunt van Sterker, werkgroep": ActionPointFactory(body=working_group, organisation=sterker),
        "knelpunt van MEE, stuurgroep": (asked := BottleneckFactory(body=steering_group, organisation=mee)),
        "stap van dat knelpunt van MEE": asked.steps.get(),
        "knelpunt van Sterker, werkgroep": (stuck := BottleneckFactory(body=working_group, organisation=sterker)),
        "stap van dat knelpunt van Sterker": stuck.steps.get(),
    }


def things_of_editions() -> dict[str, Any]:
    """A figure that partners deliver, with an edition of it."""
    indicator = DeliveredIndicatorFactory()
    edition = EditionFactory(indicator=indicator)
    return {
        "cijfer dat partners leveren": {"slug": indicator.slug},
        "editie van dat cijfer": {"slug": indicator.slug, "number": edition.number},
        "bron van dat cijfer": {"pk": indicator.source_id},
    }


def things_of_deliveries(cast: Cast) -> dict[str, Any]:
    """Of MEE in each state, of Sterker one that it gave; what is asked stands open, and once closed."""
    given = {"status": DeliveryStatus.DELIVERED, "delivered_at": timezone.now()}
    approved = {"status": DeliveryStatus.APPROVED, "delivered_at": timezone.now()}
    mee, sterker = cast.lead_organisation, cast.other_organisation
    deliveries = {
        "open levering van MEE": DeliveryFactory(organisation=mee),
        "geleverde van MEE": DeliveryFactory(organisation=mee, **given),
        "goedgekeurde van MEE": DeliveryFactory(organisation=mee, **approved),
        "geleverde van Sterker": DeliveryFactory(organisation=sterker, **given),
    }
    return {name: {"pk": delivery.pk} for name, delivery in deliveries.items()} | {
        "open uitvraag": {"pk": deliveries["open levering van MEE"].round_id},
        "gesloten uitvraag": {"pk": DeliveryRoundFactory(closed_at=timezone.now()).pk},
    }


def things_of_trainings(cast: Cast, action: Action, action_of_sterker: Action) -> dict[str, Any]:
    """What both partners do for somebody, a training at an action of each, and a year to agree about."""
    return {
        "activiteit van MEE": {"pk": ActivityFactory(organisation=cast.lead_organisation).pk},
        "activiteit van Sterker": {"pk": ActivityFactory(organisation=cast.other_organisation).pk},
        "training van MEE": {"pk": TrainingFactory(action=action).pk},
        "training van Sterker": {"pk": TrainingFactory(action=action_of_sterker).pk},
        "jaar met een streefgetal": {"year": 2026},
    }
