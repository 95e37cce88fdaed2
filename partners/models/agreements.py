"""Agreements between partners: what was agreed, who signs, until when, and what may be published of it."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners import life_cycle
from partners.life_cycle import IN_FORCE, WARN_BEFORE, AgreementStatus, Terms
from partners.models.register import Organisation

if TYPE_CHECKING:
    from network.models import Person


class AgreementKind(models.TextChoices):
    """Kinds of agreements in networks like this one; the law asks for the processing agreement (domain, §4.3)."""

    INTENTION = "intention", "intentieverklaring"
    COVENANT = "covenant", "samenwerkingsconvenant"
    PRIVACY = "privacy", "privacyconvenant of privacyprotocol"
    PROCESSING = "processing", "verwerkersovereenkomst"
    SUBSIDY = "subsidy", "subsidiebeschikking"
    ASSIGNMENT = "assignment", "opdrachtverlening of inkoop"
    WORKING = "working", "werkafspraken"


class WooCategory(models.TextChoices):
    """Categories of active publication (Wet open overheid, art. 3.3) in which an agreement can fall."""

    NONE = "", "nog niet bepaald"
    COVENANTS = "2f", "convenanten (2f)"
    DECISIONS = "2d", "besluiten van het college (2d)"
    ADVICE = "2e", "adviezen (2e)"
    PLANS = "2g", "jaarplannen en jaarverslagen (2g)"
    OTHER = "other", "andere categorie"


class WooDecision(models.TextChoices):
    UNDECIDED = "undecided", "nog niet besloten"
    PUBLISH = "publish", "openbaar maken"
    REFUSE = "refuse", "niet openbaar maken"


def of_insider(person: "Person") -> "models.QuerySet[Agreement, int]":
    """Ids of agreements of which a party or the keeper is an organisation or municipality that the person works for."""
    organisations = Organisation.objects.filter(
        Q(pk__in=person.editor_of) | Q(municipality__in=person.coordinates)
    ).values("pk")
    return Agreement.objects.filter(
        Q(keeper__in=organisations)
        | Q(
            pk__in=AgreementParty.objects.took_part()
            .filter(organisation__in=organisations)
            .values("version__agreement")
        )
    ).values_list("pk", flat=True)


_OPEN_TO_MEMBERS = Q(offered_on__isnull=False, is_confidential=False)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: "Person") -> Self:
        """All for the coordinator; for others what is offered for signing and not confidential, and the own ones."""
        if may(person, Permission.AGREEMENT_MANAGE):
            return self
        if not may(person, Permission.AGREEMENT_LIST):
            return self.none()
        return self.filter(_OPEN_TO_MEMBERS | Q(pk__in=of_insider(person)))

    def open_to_members(self) -> Self:
        """What every member may read: offered for signing, and not confidential."""
        return self.filter(_OPEN_TO_MEMBERS)

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.AGREEMENT_MANAGE):
            return self
        return self.filter(keeper__municipality__in=person.coordinates)

    def concerning(self, person: "Person") -> Self:
        """What this person has something to do with: as a party or keeper; everything for the coordinator."""
        if may(person, Permission.AGREEMENT_MANAGE):
            return self
        return self.filter(pk__in=of_insider(person))

    def with_names(self) -> Self:
        return self.select_related("keeper", "main_agreement", "responsible")

    def matching(self, words: str) -> Self:
        """Every word stands in the title, in the purpose or in the name of a party."""
        found = self
        for word in words.split():
            parties = AgreementParty.objects.filter(
                Q(organisation__name__icontains=word) | Q(organisation__short_name__icontains=word)
            )
            in_a_party = Q(pk__in=parties.values("version__agreement"))
            found = found.filter(Q(title__icontains=word) | Q(purpose__icontains=word) | in_a_party)
        return found

    # --- where it stands on a day: the same answers as `life_cycle`, so that the database can filter and count -----

    def with_signing(self) -> Self:
        """Adds `named` and `signed`: how many parties the original has, and how many of those signed."""
        named = AgreementParty.objects.that_count().filter(version__agreement=OuterRef("pk"))
        return self.annotate(named=_number_of(named), signed=_number_of(named.signed()))

    def with_last_day(self) -> Self:
        """Adds `last_day`, empty for what is open-ended or renewed tacitly."""
        renewed = Q(renewal_months__isnull=False)
        last_day: Case = Case(
            When(renewed, then=F("terminated_on")),
            default=Least("ends_on", "terminated_on"),  # of one that is empty, Postgres takes the other
            output_field=models.DateField(),
        )
        return self.annotate(last_day=last_day)

    def with_status(self, day: date) -> Self:
        """Adds `status`, as `life_cycle.status_on()` says it."""
        original = AgreementParty.objects.that_count()
        # Two sets that are looked up once; a question per agreement takes minutes just after thousands came in at once.
        is_signed = Q(pk__in=original.values("version__agreement")) & ~Q(
            pk__in=original.to_sign().values("version__agreement")
        )
        steps = [
            (Q(offered_on__isnull=True), AgreementStatus.CONCEPT),
            (Q(last_day__lt=day, last_day=F("terminated_on")), AgreementStatus.TERMINATED),
            (Q(last_day__lt=day), AgreementStatus.OVER),
            (~is_signed, AgreementStatus.TO_SIGN),
            (Q(starts_on__gt=day), AgreementStatus.SIGNED),
            (Q(terminated_on__isnull=False, last_day=F("terminated_on")), AgreementStatus.RUNNING),
            (Q(last_day__lte=day + WARN_BEFORE), AgreementStatus.EXPIRING),
        ]
        status: Case = Case(
            *(When(when, then=Value(step)) for when, step in steps),
            default=Value(AgreementStatus.RUNNING),
            output_field=models.CharField(),
        )
        return self.with_last_day().annotate(status=status)

    def of_status(self, *statuses: AgreementStatus, day: date) -> Self:
        return self.with_status(day).filter(status__in=statuses)

    def in_force(self, day: date) -> Self:
        """Signed by everybody, begun and not over."""
        return self.of_status(*IN_FORCE, day=day)

    def over(self, day: date) -> Self:
        """«Verlopen» and «opgezegd», which can be told without asking who signed."""
        return self.with_last_day().filter(offered_on__isnull=False, last_day__lt=day)

    def not_over(self, day: date) -> Self:
        goes_on = Q(last_day__isnull=True) | Q(last_day__gte=day)
        return self.with_last_day().filter(Q(offered_on__isnull=True) | goes_on)

    def expiring(self, day: date) -> Self:
        """«Verloopt binnenkort»."""
        return self.of_status(AgreementStatus.EXPIRING, day=day)

    def ending_in(self, year: int, day: date) -> Self:
        """By their last day, or by the end of the term that runs now where they go on by themselves."""
        renewed = self.filter(renewal_months__isnull=False, terminated_on__isnull=True)
        terms = renewed.order_by().values_list("pk", "ends_on", "renewal_months")
        of_this_year = [
            pk
            for pk, ends_on, months in terms
            if (end := life_cycle.end_of_term(Terms(ends_on=ends_on, renewal_months=months), day)) and end.year == year
        ]
        return self.with_last_day().filter(Q(last_day__year=year) | Q(pk__in=of_this_year))


def _number_of(parties: "AgreementPartyQuerySet") -> Coalesce:
    counted = parties.order_by().values("version__agreement").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


@tracked()
class Agreement(models.Model):
    """What partners agreed with each other, for a while."""

    kind = models.CharField("soort", max_length=12, choices=AgreementKind.choices)
    title = models.CharField("titel", max_length=250)
    purpose = models.TextField("doel", blank=True)
    keeper = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_agreements",
        verbose_name="beheerd door",
        help_text="Leeg: de regiocoördinator.",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements_to_watch",
        verbose_name="wie erop let",
        help_text="Krijgt bericht voordat de overeenkomst afloopt. Leeg: de regiocoördinatoren.",
    )
    main_agreement = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dependent_agreements",
        verbose_name="hoort bij",
        help_text="Een verwerkersovereenkomst hoort altijd bij een andere overeenkomst.",
    )
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="komt in de plaats van",
    )
    amount = models.DecimalField("bedrag in euro", max_digits=12, decimal_places=2, null=True, blank=True)
    hours_per_year = models.DecimalField("uur per jaar", max_digits=9, decimal_places=2, null=True, blank=True)

    drafted_on = models.DateField("concept klaar op", null=True, blank=True)
    checked_on = models.DateField("juridische toets op", null=True, blank=True)
    offered_on = models.DateField("ter ondertekening sinds", null=True, blank=True)
    sign_by = models.DateField("streefdatum voor ondertekenen", null=True, blank=True)
    starts_on = models.DateField("loopt vanaf", null=True, blank=True)
    ends_on = models.DateField("loopt tot en met", null=True, blank=True, help_text="Leeg: voor onbepaalde tijd.")
    renewal_months = models.PositiveSmallIntegerField(
        "stilzwijgende verlenging in maanden",
        null=True,
        blank=True,
        help_text="Leeg: de overeenkomst houdt op de einddatum op.",
    )
    notice_months = models.PositiveSmallIntegerField("opzegtermijn in maanden", null=True, blank=True)
    evaluate_on = models.DateField("evalueren op", null=True, blank=True)
    evaluated_on = models.DateField("geëvalueerd op", null=True, blank=True)
    terminated_on = models.DateField(
        "opgezegd per", null=True, blank=True, help_text="De laatste dag waarop de overeenkomst geldt."
    )
    termination_reason = models.CharField("waarom opgezegd", max_length=300, blank=True)

    is_confidential = models.BooleanField(
        "vertrouwelijk",
        default=False,
        help_text="Alleen de regiocoördinator en de redacteuren van de partijen zien deze overeenkomst.",
    )
    woo_category = models.CharField(
        "Woo-categorie", max_length=10, choices=WooCategory.choices, default=WooCategory.NONE, blank=True
    )
    woo_decision = models.CharField(
        "openbaar maken", max_length=10, choices=WooDecision.choices, default=WooDecision.UNDECIDED
    )
    woo_ground = models.CharField("grond om niet openbaar te maken", max_length=300, blank=True)
    published_url = models.URLField("openbaar op", max_length=400, blank=True)
    published_on = models.DateField("openbaar gemaakt op", null=True, blank=True)

    version_of_record = models.PositiveIntegerField("versie van de gegevens", default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message="De overeenkomst eindigt voordat zij begint. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="processing") | Q(main_agreement__isnull=False),
                name="a_processing_agreement_has_a_main_agreement",
                violation_error_message="Kies bij welke overeenkomst deze verwerkersovereenkomst hoort.",
            ),
            models.CheckConstraint(
                condition=(Q(main_agreement__isnull=True) | ~Q(main_agreement=F("pk")))
                & (Q(supersedes__isnull=True) | ~Q(supersedes=F("pk"))),
                name="an_agreement_never_belongs_to_itself",
                violation_error_message="Kies een andere overeenkomst dan deze zelf.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["intention", "covenant", "privacy", "processing", "assignment", "working"])
                | Q(ends_on__isnull=False),
                name="a_subsidy_has_an_end_date",
                violation_error_message="Een subsidiebeschikking heeft een einddatum. Vul in tot en met welke dag.",
            ),
            models.CheckConstraint(
                condition=Q(renewal_months__isnull=True) | Q(renewal_months__gte=1, ends_on__isnull=False),
                name="what_is_renewed_tacitly_has_an_end_date",
                violation_error_message=(
                    "Stilzwijgend verlengen kan alleen met een einddatum en met een of meer hele maanden."
                ),
            ),
            models.CheckConstraint(
                condition=Q(terminated_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(terminated_on__gte=F("starts_on")),
                name="an_agreement_is_terminated_after_it_starts",
                violation_error_message="De overeenkomst is opgezegd voordat zij begon. Kies een latere datum.",
            ),
            models.CheckConstraint(
                condition=~Q(woo_decision="refuse") | ~Q(woo_ground=""),
                name="who_does_not_publish_gives_a_ground",
                violation_error_message="Vul in op welke grond de overeenkomst niet openbaar wordt.",
            ),
            models.CheckConstraint(
                condition=Q(published_url="", published_on__isnull=True)
                | (~Q(published_url="") & Q(published_on__isnull=False, woo_decision="publish", is_confidential=False)),
                name="what_is_published_has_a_place_and_a_date",
                violation_error_message=(
                    "Vul bij een openbare overeenkomst in waar en sinds wanneer zij te lezen is. Een vertrouwelijke "
                    "overeenkomst kan niet openbaar zijn."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(hours_per_year__isnull=True) | Q(hours_per_year__gte=0)),
                name="amounts_of_an_agreement_are_not_negative",
                violation_error_message="Vul een bedrag en uren in van 0 of meer.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement-detail", args=[self.pk])

    @cached_property
    def signing(self) -> tuple[int, int]:
        """How many of the parties of the original signed, and how many there are; from `with_signing()` if it ran."""
        if "named" in self.__dict__:
            return self.__dict__["signed"], self.__dict__["named"]
        parties = AgreementParty.objects.that_count().filter(version__agreement=self)
        return parties.signed().count(), parties.count()

    @property
    def terms(self) -> Terms:
        signed, named = self.signing
        return Terms(
            offered_on=self.offered_on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            renewal_months=self.renewal_months,
            notice_months=self.notice_months,
            terminated_on=self.terminated_on,
            signed=signed,
            named=named,
        )

    def status_on(self, day: date) -> AgreementStatus:
        return life_cycle.status_on(self.terms, day)

    @property
    def is_open_to_members(self) -> bool:
        """A draft is for those who work on it, and a confidential agreement for its parties."""
        return self.offered_on is not None and not self.is_confidential

    @cached_property
    def insiders(self) -> frozenset[int]:
        """Ids of the organisations that keep it, are a party or signed it before they withdrew."""
        return self._keeper_and(AgreementParty.objects.took_part())

    @cached_property
    def contributors(self) -> frozenset[int]:
        """Ids of the organisations that keep it or are a party now: they add to it, and who withdrew only reads."""
        return self._keeper_and(AgreementParty.objects.filter(withdrawn_on__isnull=True))

    def _keeper_and(self, parties: "AgreementPartyQuerySet") -> frozenset[int]:
        organisations = parties.filter(version__agreement=self).values_list("organisation", flat=True)
        return frozenset([*organisations, *([self.keeper_id] if self.keeper_id else [])])

    @cached_property
    def insider_municipalities(self) -> frozenset[int]:
        """Ids of the municipalities among the insiders."""
        as_partners = Organisation.objects.filter(pk__in=self.insiders, municipality__isnull=False)
        return frozenset(as_partners.values_list("municipality", flat=True))

    @property
    def keeping_municipality_id(self) -> int | None:
        return self.keeper.municipality_id if self.keeper else None


class VersionKind(models.TextChoices):
    ORIGINAL = "original", "oorspronkelijke overeenkomst"
    ACCESSION = "accession", "toetreding"
    AMENDMENT = "amendment", "wijziging"


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def in_order(self) -> Self:
        return self.order_by("number")

    def with_parties(self) -> Self:
        """Adds `signing_list`: the parties of each version in the order in which they were named."""
        return self.prefetch_related(models.Prefetch("parties", AgreementParty.objects.in_order(), "signing_list"))


@tracked()
class AgreementVersion(models.Model):
    """The agreement as first signed (number 1), or what came later: a party, or other words. Each has its own date."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions", verbose_name="overeenkomst")
    number = models.PositiveSmallIntegerField("nummer", default=1)
    kind = models.CharField("soort", max_length=10, choices=VersionKind.choices, default=VersionKind.ORIGINAL)
    summary = models.CharField("wat er verandert", max_length=300, blank=True)
    dated_on = models.DateField("datum", default=today)

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een overeenkomst"
        verbose_name_plural = "versies van overeenkomsten"
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="one_version_per_agreement_and_number",
                violation_error_message="Dit nummer is er al. Laad de bladzijde opnieuw.",
            ),
            models.CheckConstraint(
                condition=Q(kind="original", number=1) | (~Q(kind="original") & Q(number__gt=1)),
                name="the_first_version_is_the_original",
                violation_error_message="Alleen de eerste versie is de oorspronkelijke overeenkomst.",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == VersionKind.ORIGINAL:
            return str(self.agreement)
        return f"Addendum {self.number - 1} bij {self.agreement}"


class AgreementPartyQuerySet(models.QuerySet["AgreementParty"]):
    def visible_to(self, person: "Person") -> Self:
        """Who sees an agreement, sees who signs it."""
        return self.filter(version__agreement__in=Agreement.objects.visible_to(person).values("pk"))

    def in_order(self) -> Self:
        return self.select_related("organisation").order_by("pk")

    def with_versions(self) -> Self:
        return self.in_order().select_related("version")

    def to_sign(self) -> Self:
        return self.filter(signed_on__isnull=True, withdrawn_on__isnull=True)

    def signed(self) -> Self:
        return self.filter(signed_on__isnull=False)

    def took_part(self) -> Self:
        """Without who withdrew before signing."""
        return self.exclude(signed_on__isnull=True, withdrawn_on__isnull=False)

    def that_count(self) -> Self:
        """Those of the original, without who withdrew before signing: they decide whether it is signed."""
        return self.took_part().filter(version__number=1)


@tracked()
class AgreementParty(models.Model):
    """An organisation that signs a version of an agreement, and who does so on its behalf."""

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="parties", verbose_name="versie")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreement_parties", verbose_name="partij"
    )
    representative = models.CharField("vertegenwoordigd door", max_length=150, blank=True)
    function = models.CharField("functie", max_length=150, blank=True)
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    withdrawn_on = models.DateField("teruggetrokken op", null=True, blank=True)
    asked_on = models.DateField("laatst gevraagd op", null=True, blank=True)

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        verbose_name = "partij bij een overeenkomst"
        verbose_name_plural = "partijen bij overeenkomsten"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                name="an_organisation_signs_a_version_once",
                violation_error_message="Deze organisatie staat al op de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(representative=""),
                name="a_signature_has_a_representative",
                violation_error_message="Vul in wie heeft ondertekend, en wanneer.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(withdrawn_on__gte=F("signed_on")),
                name="a_party_withdraws_after_it_signed",
                violation_error_message="De partij trekt zich terug voordat zij tekende. Kies een latere datum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} bij {self.version}"

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    @property
    def municipality_id(self) -> int | None:
        return self.organisation.municipality_id

    @property
    def keeping_municipality_id(self) -> int | None:
        return self.version.agreement.keeping_municipality_id
