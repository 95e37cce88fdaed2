"""People and their roles."""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONArray, Lower
from django.utils.functional import cached_property

from network.dates import EndsAtOnce, ends_after_it_starts, today
from network.history import tracked
from network.labels import nobody_is_labelled
from network.models.region import Region
from network.worded_once import WordedOnce


class Role(models.TextChoices):
    """What somebody is in the network; what each may do stands in `network.policy`."""

    ADMINISTRATOR = "administrator", "beheerder"
    COORDINATOR = "coordinator", "regiocoördinator"
    MUNICIPAL_COORDINATOR = "municipal_coordinator", "gemeentelijk coördinator"
    STEERING_MEMBER = "steering_member", "stuurgroeplid"
    DATA_STEWARD = "data_steward", "databeheerder"


_GRANT, _MEMBERSHIP = ("role", "municipality_id"), ("organisation_id", "may_edit")
_REGION = ("pk", "name", "history_years")


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.with_address(email or "").get()

    def with_address(self, address: str) -> models.QuerySet["Person"]:
        """Whoever has this address, in whatever capitals. To Postgres «ı» is an I and «ſ» an S: here it is nobody's."""
        if not address.isascii():
            return self.none()
        return self.alias(small_letters=Lower("email")).filter(small_letters=address.lower())

    def with_what_they_are(self) -> models.QuerySet["Person"]:
        """Roles and organisations of today come in the same query, as `roles` and `member_of` would ask them apart;
        and with them what every page says of the region.
        """
        grants = RoleGrant.objects.filter(person=OuterRef("pk")).on(today())
        of_person: Any = Person._meta.get_field("memberships").related_model
        memberships = of_person.objects.filter(person=OuterRef("pk")).on(today()).in_active_organisation()
        # Under the names of the properties that would ask.
        held = {"_grants_today": (grants, _GRANT), "_memberships_today": (memberships, _MEMBERSHIP)}
        return self.annotate(
            **{
                name: ArraySubquery(rows.order_by().values(each=JSONArray(*columns)))
                for name, (rows, columns) in held.items()
            },
            _region=Subquery(Region.objects.order_by("pk").values(each=JSONArray(*_REGION))[:1]),
        )

    def as_today(self, pk: int) -> "Person | None":
        """Somebody with what they are today: asked by every page, so worded once a day."""
        return _worded(today()).with_id(pk)

    def unreachable(self) -> models.QuerySet["Person"]:
        """Whose address refuses mail, longest first."""
        return self.filter(mail_refused_on__isnull=False, erased_on__isnull=True).order_by("mail_refused_on", "name")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Add somebody. With a password they may sign in, without one they are invited first."""
        fields.setdefault("is_active", password is not None)
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person


@lru_cache(maxsize=1)
def _worded(_day: date) -> "WordedOnce[Person]":
    return WordedOnce(Person.objects.with_what_they_are())


@tracked(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Somebody who works in the network: an account and a contact in one."""

    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    name = models.CharField("naam", max_length=200)
    is_active = models.BooleanField(
        "mag inloggen", default=False, help_text="Gaat aan als iemand de uitnodiging aanneemt."
    )
    mail_refused_on = models.DateField("mail komt niet aan sinds", null=True, blank=True)
    wants_reminders = models.BooleanField("krijgt herinneringen per mail", default=True)
    erased_on = models.DateField("gegevens gewist op", null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email_address",
                violation_error_message="Dit e-mailadres is al in gebruik. Kies een ander adres.",
            ),
            nobody_is_labelled("no_name_or_address_says_expert_by_experience", fields=("name", "email")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What «Mijn overzicht» calls somebody."""
        return self.name.split(" ")[0]

    # Nobody is ever superuser; the admin belongs to the administrator and asks the policy like every page.
    is_superuser = False

    @property
    def is_staff(self) -> bool:
        return self.has_perm("tables_manage")

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def has_module_perms(self, app_label: str) -> bool:
        return any(
            backend.has_module_perms(self, app_label)
            for backend in get_backends()
            if hasattr(backend, "has_module_perms")
        )

    @cached_property
    def _grants_today(self) -> list[tuple[str, int | None]]:
        return list(self.role_grants.on(today()).order_by().values_list(*_GRANT))

    @cached_property
    def region(self) -> Region | None:
        """The one that the portal is for, with its name and how long history is kept."""
        if "_region" not in self.__dict__:
            return Region.objects.first()
        held = self.__dict__["_region"]  # None while the portal has no region
        return Region(**dict(zip(_REGION, held, strict=True))) if held else None

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person has today."""
        return frozenset(role for role, _ in self._grants_today)

    @cached_property
    def coordinates(self) -> frozenset[int]:
        """Ids of the municipalities this person is municipal coordinator of, today."""
        return frozenset(municipality for _, municipality in self._grants_today if municipality)

    @cached_property
    def _memberships_today(self) -> list[tuple[int, bool]]:
        # `memberships` is the reverse of partners.Membership; asking for it here keeps the import pointing down.
        return list(self.memberships.on(today()).in_active_organisation().values_list(*_MEMBERSHIP))

    @cached_property
    def member_of(self) -> frozenset[int]:
        """Ids of the organisations this person belongs to, today."""
        return frozenset(organisation for organisation, _ in self._memberships_today)

    @cached_property
    def answers(self) -> dict[Hashable, Any]:
        """What other parts of the portal asked about this person, kept as long as the roles here: for one request."""
        return {}

    @property
    def is_blocked(self) -> bool:
        """Had a way in, and an administrator took it away. Somebody who never took an invitation had none."""
        had_a_way_in = (self.password and self.has_usable_password()) or self.last_login is not None
        return had_a_way_in and not self.is_active and self.erased_on is None

    @property
    def is_in_the_network(self) -> bool:
        """Whoever has no role and works for no partner today is a visitor, whatever session they still have."""
        return bool(self.roles or self.member_of)

    @property
    def may_sign_in(self) -> bool:
        """Accepted an invitation, and still belongs here."""
        return self.is_active and self.erased_on is None and self.is_in_the_network

    @cached_property
    def editor_of(self) -> frozenset[int]:
        """Ids of the organisations this person keeps up to date, today."""
        return frozenset(organisation for organisation, may_edit in self._memberships_today if may_edit)


class RoleGrantQuerySet(EndsAtOnce["RoleGrant"]):
    """Roles of people, asked at a date."""


@tracked()
class RoleGrant(models.Model):
    """A role that a person has for a while."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants", verbose_name="persoon")
    role = models.CharField("rol", max_length=30, choices=Role.choices)
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )

    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    ended_at = models.DateTimeField("per direct beëindigd op", null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "rol van een persoon"
        verbose_name_plural = "rollen van personen"
        ordering = ["person__name", "role"]
        constraints = [
            ends_after_it_starts("role_grant_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role="municipal_coordinator", municipality__isnull=False)
                | (~Q(role="municipal_coordinator") & Q(municipality__isnull=True)),
                name="only_a_municipal_coordinator_has_a_municipality",
                violation_error_message="Kies een gemeente bij een gemeentelijk coördinator, en alleen daar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
