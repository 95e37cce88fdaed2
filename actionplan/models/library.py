"""What others made and do already: recognised interventions, national campaigns, adjoining policy."""

from django.db import models
from django.db.models import F, Q

from actionplan.models.actions import Action
from network.constraints import says_something
from network.history import tracked
from partners.models import Agreement, Organisation


class Database(models.TextChoices):
    """Where interventions are recognised."""

    NJI = "nji", "NJi"
    MOVISIE = "movisie", "Movisie"
    RIVM = "rivm", "RIVM Loket Gezond Leven"
    NONE = "", "geen databank"


class Recognition(models.TextChoices):
    """The levels of the shared recognition of interventions (RIVM, NJi, Movisie and others)."""

    DESCRIBED = "described", "goed beschreven"
    FOUNDED = "founded", "goed onderbouwd"
    FIRST_SIGNS = "first_signs", "effectief volgens eerste aanwijzingen"
    GOOD_SIGNS = "good_signs", "effectief volgens goede aanwijzingen"
    STRONG_SIGNS = "strong_signs", "effectief volgens sterke aanwijzingen"
    NONE = "", "niet erkend"


@tracked()
class Intervention(models.Model):
    """A method that actions can use, with its recognition and the day somebody looked that up."""

    name = models.CharField("naam", max_length=150, unique=True)
    text = models.TextField("waarvoor", max_length=2000, blank=True)
    database = models.CharField("databank", max_length=10, choices=Database.choices, blank=True)
    recognition = models.CharField("erkenning", max_length=15, choices=Recognition.choices, blank=True)
    url = models.URLField("webadres", max_length=500, blank=True)
    checked_on = models.DateField("nagekeken op", null=True, blank=True)

    class Meta:
        verbose_name = "interventie"
        verbose_name_plural = "interventies"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recognition="") | (~Q(database="") & ~Q(url="") & Q(checked_on__isnull=False)),
                name="a_recognised_intervention_says_where",
                violation_error_message="Vul bij een erkende interventie de databank, het webadres en de datum in.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def recognition_in_words(self) -> str:
        """Erkend: NJi, niveau goed onderbouwd"""
        if not self.recognition:
            return "Niet erkend" if self.checked_on else "Erkenning nog niet nagekeken"
        return f"Erkend: {self.get_database_display()}, niveau {self.get_recognition_display()}"


@tracked()
class AwarenessCampaign(models.Model):
    """A national campaign that actions can join, such as the Week van de Lentekriebels, with its days this time."""

    name = models.CharField("naam", max_length=150)
    text = models.TextField("voor wie", max_length=2000, blank=True)
    url = models.URLField("webadres", max_length=500, blank=True)
    starts_on = models.DateField("begint op", null=True, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    checked_on = models.DateField("nagekeken op", null=True, blank=True)

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"
        ordering = [F("starts_on").asc(nulls_last=True), "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_awareness_campaign_ends_after_it_starts",
                violation_error_message="De campagne is klaar voordat zij begint. Kies een latere einddatum.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ActionIntervention(models.Model):
    """That an action uses an intervention."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name="actie")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="+", verbose_name="interventie")

    class Meta:
        verbose_name = "interventie van een actie"
        verbose_name_plural = "interventies van acties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "intervention"], name="an_intervention_once_per_action")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.intervention}"


@tracked()
class ActionCampaign(models.Model):
    """That an action joins a campaign."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name="actie")
    campaign = models.ForeignKey(AwarenessCampaign, models.PROTECT, related_name="+", verbose_name="campagne")

    class Meta:
        verbose_name = "campagne van een actie"
        verbose_name_plural = "campagnes van acties"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "campaign"], name="a_campaign_once_per_action")]

    def __str__(self) -> str:
        return f"{self.action}: {self.campaign}"


@tracked()
class ActionAgreement(models.Model):
    """How an action is bound: the agreement in which partners promised it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="agreement_links", verbose_name="actie")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="action_links", verbose_name="overeenkomst")

    class Meta:
        verbose_name = "overeenkomst van een actie"
        verbose_name_plural = "overeenkomsten van acties"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "agreement"], name="an_agreement_once_per_action")]

    def __str__(self) -> str:
        return f"{self.action}: {self.agreement}"


@tracked()
class AdjoiningPolicy(models.Model):
    """Aanpalend beleid: policy or a programme that the plan has to connect with, and who answers for it."""

    name = models.CharField("naam", max_length=150, unique=True)
    text = models.TextField("waar het over gaat", max_length=2000, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="adjoining_policies", verbose_name="eigenaar")
    url = models.URLField("webadres", max_length=500, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_in_use = models.BooleanField("in gebruik", default=True)

    class Meta:
        verbose_name = "aanpalend beleid"
        verbose_name_plural = "aanpalend beleid"
        ordering = ["position", "name"]
        constraints = [
            says_something("adjoining_policy_has_a_name", field="name", message="De naam van het beleid ontbreekt.")
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class PolicyConnection(models.Model):
    """What an action and adjoining policy have to do with each other."""

    policy = models.ForeignKey(AdjoiningPolicy, models.CASCADE, related_name="connections", verbose_name="beleid")
    action = models.ForeignKey(Action, models.CASCADE, related_name="policy_connections", verbose_name="actie")
    note = models.CharField("wat de verbinding is", max_length=250, blank=True)

    class Meta:
        verbose_name = "verbinding met aanpalend beleid"
        verbose_name_plural = "verbindingen met aanpalend beleid"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "action"],
                name="one_connection_of_an_action_with_a_policy",
                violation_error_message="Deze actie is al met dit beleid verbonden.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy}: {self.action}"
