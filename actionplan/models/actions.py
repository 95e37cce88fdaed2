"""Actions: who does what, for whom, by when, and how it is going."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone

from actionplan.models.plan import BuildingBlock, Pillar, Plan, TargetGroup
from actionplan.models.vision import Goal, Priority
from actionplan.progress import quarter_in_words
from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models import ChainLink, Organisation

if TYPE_CHECKING:
    from actionplan.models.library import ActionCampaign, ActionIntervention, AwarenessCampaign, Intervention
    from network.models import Person

FRESH_FOR = timedelta(days=90)  # a light that is older counts as «niet bijgewerkt»


class Light(models.TextChoices):
    """Stand of an action. Groen: op schema. Oranje: bijsturing nodig. Rood: lukt niet binnen de afspraken."""

    GREEN = "green", "Groen"
    AMBER = "amber", "Oranje"
    RED = "red", "Rood"
    GREY = "grey", "Grijs"


STALE = "stale"  # derived, never stored: the last report is older than FRESH_FOR


class Form(models.TextChoices):
    INDIVIDUAL = "individual", "individueel"
    COLLECTIVE = "collective", "collectief"
    BOTH = "both", "individueel en collectief"


class NationalLine(models.IntegerChoices):
    """The five lines of the Nationaal Actieprogramma Aanpak seksueel grensoverschrijdend gedrag en seksueel geweld."""

    LINE_1 = 1, "actielijn 1"
    LINE_2 = 2, "actielijn 2"
    LINE_3 = 3, "actielijn 3"
    LINE_4 = 4, "actielijn 4"
    LINE_5 = 5, "actielijn 5"


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.ACTION_EDIT):  # whatever the action
            return self
        return self.filter(lead_organisation__municipality__in=person.coordinates)

    def reportable_by(self, person: "Person") -> Self:
        """Actions whose light this person may change."""
        if may(person, Permission.ACTION_REPORT):  # whatever the action
            return self
        return self.filter(
            Q(lead_organisation__municipality__in=person.coordinates) | Q(lead_organisation__in=person.editor_of)
        )

    def of_plan(self, plan: Plan) -> Self:
        return self.filter(plan=plan)

    def in_base(self, on: date | None = None) -> Self:
        """Actions that count: whatever was dropped leaves the base from that day."""
        return self.filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=on or today()))

    def unfinished(self, on: date | None = None) -> Self:
        """Neither completed nor dropped on that day."""
        on = on or today()
        return self.in_base(on).filter(Q(completed_on__isnull=True) | Q(completed_on__gt=on))

    def late(self, on: date | None = None) -> Self:
        """Past their end date, from the day after, and neither completed nor dropped."""
        on = on or today()
        return self.in_base(on).filter(Q(completed_on__isnull=True) | Q(completed_on__gt=on), ends_on__lt=on)

    def busy_between(self, first: date, last: date, on: date | None = None) -> Self:
        """Those that run on any of these days or reach something on one, as they stand on a day. A date that is not
        filled in stands in nobody's way.
        """
        on = on or today()
        done, reached = Q(completed_on__lte=on), Q(achieved_on__lte=on)
        miles = Milestone.objects.filter(action=OuterRef("pk")).filter(
            (reached & Q(achieved_on__range=(first, last))) | (~reached & Q(planned_on__range=(first, last)))
        )
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
        not_over = (done & Q(completed_on__gte=first)) | (~done & (Q(ends_on__isnull=True) | Q(ends_on__gte=first)))
        return self.filter((begun & not_over) | Exists(miles))

    def with_light(self, on: date | None = None) -> Self:
        """Add `light` (a Light, or STALE), `light_reported_on` and `report_id` of the newest report up to that day.

        An action that nobody reported on yet is grey: not started. Grey does not go stale, and neither does an action
        that is completed.
        """
        on = on or today()
        newest = StatusReport.objects.filter(action=OuterRef("pk"), reported_on__lte=on).order_by("-reported_on", "-pk")
        # Inside one subquery: outside it, each mention of the newest report would be looked up anew, for every action.
        shown = _shown_light(on, report="", action="action__")
        return self.annotate(
            report_id=Subquery(newest.values("pk")[:1]),
            light_reported_on=Subquery(newest.values("reported_on")[:1]),
            light=Coalesce(Subquery(newest.values(shown=shown)[:1]), Value(Light.GREY.value)),
        )

    def with_light_of_many(self, on: date | None = None, *, progress: str = "") -> Self:
        """The same `light`, for many: all newest reports are found in one go, instead of one for each action. What they
        say of the progress comes along under the name in `progress`.
        """
        on = on or today()
        newest = StatusReport.objects.filter(reported_on__lte=on).order_by("action_id", "-reported_on", "-pk")
        is_newest = Q(status_reports__pk__in=Subquery(newest.distinct("action_id").values("pk")))
        shown = _shown_light(on, report="newest__", action="")
        told = {progress: F("newest__progress")} if progress else {}
        return self.annotate(newest=FilteredRelation("status_reports", condition=is_newest)).annotate(
            light=Coalesce(shown, Value(Light.GREY.value)), **told
        )

    def with_progress(self, on: date | None = None) -> Self:
        """Add `reported_progress`, in percent, of the newest report up to that day; None while nobody filled it in."""
        newest = StatusReport.objects.filter(action=OuterRef("pk"), reported_on__lte=on or today())
        newest = newest.order_by("-reported_on", "-pk")
        return self.annotate(reported_progress=Subquery(newest.values("progress")[:1]))

    def with_names_of_target_groups(self) -> Self:
        """Add `names_of_target_groups`, without a query for the groups."""
        groups = TargetGroup.objects.filter(actions=OuterRef("pk")).order_by("position", "name")
        return self.annotate(names_of_target_groups=ArraySubquery(groups.values("name")))

    def with_told_targets(self, on: date | None = None) -> Self:
        """Add `told_targets`: what each target says, and what was reached of it by that day."""
        targets = ActionTarget.objects.filter(action=OuterRef("pk")).with_reached(on)
        names = ("unit", "minimum", "maximum", "counts_persons", "reached")
        return self.annotate(told_targets=ArraySubquery(targets.values(each=JSONObject(**{n: n for n in names}))))

    def with_group_pks(self) -> Self:
        """Add `group_pks`: its target groups, without a question of their own, and in the order that was."""
        groups = ActionTargetGroup.objects.filter(action=OuterRef("pk"))
        return self.annotate(group_pks=ArraySubquery(groups.order_by("pk").values("target_group")))

    def with_last_milestone(self, on: date | None = None) -> Self:
        """Add `last_milestone` and `last_milestone_on`: the newest one that was reached by that day."""
        reached = Milestone.objects.filter(action=OuterRef("pk"), achieved_on__lte=on or today())
        reached = reached.order_by("-achieved_on", "-pk")
        return self.annotate(
            last_milestone=Subquery(reached.values("title")[:1]),
            last_milestone_on=Subquery(reached.values("achieved_on")[:1]),
        )

    def with_next_milestone(self, on: date | None = None) -> Self:
        """Add `next_milestone` and `next_milestone_on`: the first not reached yet; without a date it comes last."""
        coming = Milestone.objects.filter(action=OuterRef("pk")).to_come(on)
        return self.annotate(
            next_milestone=Subquery(coming.values("title")[:1]),
            next_milestone_on=Subquery(coming.values("planned_on")[:1]),
        )


def _shown_light(on: date, *, report: str, action: str) -> Case:
    """The light of a report as it counts on that day; `report` and `action` say how the query reaches them."""
    is_old = Q((f"{report}reported_on__lt", on - FRESH_FOR)) & ~Q((f"{report}light", Light.GREY))
    is_unfinished = Q((f"{action}completed_on__isnull", True)) | Q((f"{action}completed_on__gt", on))
    stale = When(is_old & is_unfinished, then=Value(STALE))
    return Case(stale, default=F(f"{report}light"), output_field=models.CharField())


@tracked()
class Action(models.Model):
    """Something that the network does, with one partner in the lead."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions", verbose_name="plan")
    code = models.CharField("nummer", max_length=20)
    title = models.CharField("titel", max_length=200)
    description = models.TextField("omschrijving", blank=True)

    building_block = models.PositiveSmallIntegerField("bouwsteen", choices=BuildingBlock.choices)
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="actions", verbose_name="pijler")
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, through="ActionTargetGroup", related_name="actions", verbose_name="doelgroepen"
    )
    form = models.CharField("vorm", max_length=12, choices=Form.choices, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="doel")
    priority = models.ForeignKey(
        Priority, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="speerpunt"
    )
    expected_result = models.TextField("beoogd resultaat", max_length=2000, blank=True)
    national_line = models.PositiveSmallIntegerField(
        "lijn van het nationaal actieprogramma", choices=NationalLine.choices, null=True, blank=True
    )
    chain_link = models.ForeignKey(
        ChainLink, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="ketenschakel"
    )

    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_actions", verbose_name="trekker"
    )
    lead_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_actions",
        verbose_name="persoon bij de trekker",
    )
    partner_organisations = models.ManyToManyField(
        Organisation, blank=True, through="ActionPartner", related_name="partner_actions", verbose_name="partners"
    )

    municipalities = models.ManyToManyField(
        "network.Municipality",
        blank=True,
        through="Contribution",
        related_name="actions_here",
        verbose_name="loopt in",
    )

    starts_on = models.DateField("begint op", null=True, blank=True)
    ends_on = models.DateField("klaar op", null=True, blank=True)
    completed_on = models.DateField("afgerond op", null=True, blank=True)
    dropped_on = models.DateField("gestopt op", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name="volgt op"
    )
    interventions: "models.ManyToManyField[Intervention, ActionIntervention]" = models.ManyToManyField(
        "Intervention", blank=True, through="ActionIntervention", related_name="actions", verbose_name="interventies"
    )
    campaigns: "models.ManyToManyField[AwarenessCampaign, ActionCampaign]" = models.ManyToManyField(
        "AwarenessCampaign", blank=True, through="ActionCampaign", related_name="actions", verbose_name="campagnes"
    )

    position = models.PositiveIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("versie", default=1)

    objects = ActionQuerySet.as_manager()

    # Added by with_light().
    light: str
    light_reported_on: date | None
    report_id: int | None
    # Added by with_progress().
    reported_progress: int | None
    # Added by with_names_of_target_groups().
    names_of_target_groups: list[str]
    # Added by with_told_targets().
    told_targets: list[dict[str, Any]]
    # Added by with_last_milestone().
    last_milestone: str | None
    last_milestone_on: date | None
    # Added by with_group_pks().
    group_pks: list[int]
    # Added by with_next_milestone().
    next_milestone: str | None
    next_milestone_on: date | None

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["building_block", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="one_action_per_code_in_a_plan",
                violation_error_message="Er is al een actie met dit nummer. Kies een ander nummer.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="action_ends_after_it_starts",
                violation_error_message="De actie is klaar voordat zij begint. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(building_block__in=BuildingBlock.values),
                name="action_belongs_to_one_of_the_four_bouwstenen",
                violation_error_message="Kies bouwsteen 1, 2, 3 of 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("actionplan:action-detail", args=[self.pk])

    def is_late(self, on: date | None = None) -> bool:
        """Late from the day after its end date, unless it was completed or dropped by then."""
        on = on or today()
        is_over = any(day is not None and day <= on for day in (self.completed_on, self.dropped_on))
        return self.ends_on is not None and self.ends_on < on and not is_over


@tracked()
class ActionTargetGroup(models.Model):
    """A target group that an action is meant for."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name="actie")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+", verbose_name="doelgroep")

    class Meta:
        verbose_name = "doelgroep van een actie"
        verbose_name_plural = "doelgroepen van acties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "target_group"], name="a_target_group_once_per_action")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.target_group}"


@tracked()
class ActionPartner(models.Model):
    """A partner that takes part in an action without being in the lead."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name="actie")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="partner")

    class Meta:
        verbose_name = "partner van een actie"
        verbose_name_plural = "partners van acties"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "organisation"], name="a_partner_once_per_action")]

    def __str__(self) -> str:
        return f"{self.action}: {self.organisation}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.CONTRIBUTION_EDIT):  # whatever the municipality
            return self
        return self.filter(municipality__in=person.coordinates)


@tracked()
class Contribution(models.Model):
    """A municipality where an action runs, and what that municipality itself does for it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="contributions", verbose_name="actie")
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, related_name="contributions", verbose_name="gemeente"
    )
    text = models.TextField("bijdrage van de gemeente", max_length=2000, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage van een gemeente"
        verbose_name_plural = "bijdragen van gemeenten"
        ordering = ["municipality__name"]
        constraints = [
            models.UniqueConstraint(fields=["action", "municipality"], name="a_municipality_once_per_action")
        ]

    def __str__(self) -> str:
        return f"{self.municipality} bij {self.action}"


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    def newest(self) -> "StatusReport | None":
        return self.select_related("reported_by").order_by("-reported_on", "-pk").first()

    def oldest_first(self) -> Self:
        return self.order_by("reported_on", "pk")


def _explained_unless_on_course() -> Q:
    return Q(light__in=[Light.GREEN, Light.GREY]) | (~Q(cause="") & ~Q(consequence="") & ~Q(correction=""))


@tracked()
class StatusReport(models.Model):
    """How an action was going on a day, in time, money and quality."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="status_reports", verbose_name="actie")
    reported_on = models.DateField("datum", default=today)
    recorded_at = models.DateTimeField("opgeslagen op", default=timezone.now, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="ingevuld door"
    )

    time = models.CharField("tijd", max_length=10, choices=Light.choices)
    money = models.CharField("geld", max_length=10, choices=Light.choices)
    quality = models.CharField("kwaliteit", max_length=10, choices=Light.choices)
    light = models.CharField("stand", max_length=10, choices=Light.choices)

    progress = models.PositiveSmallIntegerField("voortgang in procenten", null=True, blank=True)
    explanation = models.TextField("toelichting", blank=True)
    cause = models.TextField("oorzaak", blank=True)
    consequence = models.TextField("consequentie", blank=True)
    correction = models.TextField("bijsturing", blank=True)

    objects = StatusReportQuerySet.as_manager()

    TEXTS = ("explanation", "cause", "consequence", "correction")
    ASPECTS = ("time", "money", "quality")

    class Meta:
        verbose_name = "stand van een actie"
        verbose_name_plural = "standen van acties"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=_explained_unless_on_course(),
                name="amber_and_red_are_explained",
                violation_error_message="Vul bij oranje of rood de oorzaak, de consequentie en de bijsturing in.",
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100),
                name="progress_is_at_most_everything",
                violation_error_message="De voortgang is hoogstens 100 procent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_light_display()}"

    @property
    def period(self) -> str:
        """4e kwartaal 2026"""
        return quarter_in_words(self.reported_on)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def of_plan(self, plan: Plan, on: date | None = None) -> Self:
        """Milestones of the actions that count on that day."""
        return self.of_actions(Action.objects.of_plan(plan).in_base(on))

    def of_actions(self, actions: ActionQuerySet) -> Self:
        return self.filter(action__in=actions.values("pk"))

    def due_by(self, last_day: date, on: date | None = None) -> Self:
        """Planned up to and including that day, and not reached yet."""
        return self.filter(planned_on__lte=last_day).to_come(on)

    def to_come(self, on: date | None = None) -> Self:
        """Not reached on that day, the first one first."""
        return self.filter(Q(achieved_on__isnull=True) | Q(achieved_on__gt=on or today()))

    def late(self, on: date | None = None) -> Self:
        """Past their planned date and not reached on that day."""
        on = on or today()
        return self.due_by(on - timedelta(days=1), on)


@tracked()
class Milestone(models.Model):
    """A point that an action has to reach by a date."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones", verbose_name="actie")
    title = models.CharField("mijlpaal", max_length=200)
    planned_on = models.DateField("gepland op", null=True, blank=True)
    forecast_on = models.DateField("verwacht op", null=True, blank=True)
    achieved_on = models.DateField("behaald op", null=True, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = [F("planned_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    def is_achieved(self, on: date | None = None) -> bool:
        return self.achieved_on is not None and self.achieved_on <= (on or today())

    def is_late(self, on: date | None = None) -> bool:
        """Late from the day after its planned date; without a date nothing is late."""
        on = on or today()
        return not self.is_achieved(on) and self.planned_on is not None and self.planned_on < on


class ActionTargetQuerySet(models.QuerySet["ActionTarget"]):
    def with_reached(self, on: date | None = None) -> Self:
        """Add `reached`, the newest realisation up to that day, and `measured_on`."""
        newest = Realisation.objects.filter(target=OuterRef("pk"), measured_on__lte=on or today())
        newest = newest.order_by("-measured_on", "-pk")
        return self.annotate(
            reached=Subquery(newest.values("value")[:1]), measured_on=Subquery(newest.values("measured_on")[:1])
        )


@tracked()
class ActionTarget(models.Model):
    """What an action should bring about: a range in a unit. Counted once, whatever the number of target groups."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="targets", verbose_name="actie")
    unit = models.CharField("eenheid", max_length=60, help_text="Bijvoorbeeld: trajecten.")
    minimum = models.DecimalField("van", max_digits=9, decimal_places=1, null=True, blank=True)
    maximum = models.DecimalField("tot", max_digits=9, decimal_places=1, null=True, blank=True)
    counts_persons = models.BooleanField("telt personen", default=False)
    note = models.CharField("toelichting", max_length=200, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = ActionTargetQuerySet.as_manager()

    # Added by with_reached().
    reached: Decimal | None
    measured_on: date | None

    class Meta:
        verbose_name = "beoogd resultaat"
        verbose_name_plural = "beoogde resultaten"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="target_range_runs_upwards",
                violation_error_message="«Tot» is lager dan «van». Draai de twee getallen om.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.unit}"


@tracked()
class Realisation(models.Model):
    """What was reached of a target, up to a day."""

    target = models.ForeignKey(ActionTarget, models.CASCADE, related_name="realisations", verbose_name="resultaat")
    value = models.DecimalField("bereikt", max_digits=9, decimal_places=1)
    measured_on = models.DateField("gemeten op", default=today)

    class Meta:
        verbose_name = "realisatie"
        verbose_name_plural = "realisaties"
        ordering = ["-measured_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.target.unit}"
