"""The words of the field: what they mean, what else they are called, and what the law called them before."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.history import tracked


class TermQuerySet(models.QuerySet["Term"]):
    def with_other_words(self) -> Self:
        return self.prefetch_related("other_words")


@tracked()
class Term(models.Model):
    """A word as it is used today. Search finds it under its other words too, and the other way round."""

    word = models.CharField("begrip", max_length=100, unique=True)
    meaning = models.TextField("betekenis", blank=True)
    source = models.CharField("bron", max_length=200, blank=True, help_text="Bijvoorbeeld een wet en een artikel.")
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return f"{reverse('network:term-list')}#begrip-{self.pk}"


class WordKind(models.TextChoices):
    SYNONYM = "synonym", "ook wel"
    FORMER = "former", "vroeger"
    ABBREVIATION = "abbreviation", "afkorting"


@tracked()
class OtherWord(models.Model):
    """Another word for the same, such as the one that the law used until a day."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="other_words", verbose_name="begrip")
    word = models.CharField("ander woord", max_length=100)
    kind = models.CharField("soort", max_length=12, choices=WordKind.choices, default=WordKind.SYNONYM)
    used_until = models.DateField("gebruikt tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "ander woord"
        verbose_name_plural = "andere woorden"
        ordering = ["term", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "word"],
                name="one_other_word_per_term",
                violation_error_message="Dit woord staat al bij dit begrip.",
            ),
            models.CheckConstraint(
                condition=Q(used_until__isnull=True) | Q(kind="former"),
                name="only_a_former_word_has_a_last_day",
                violation_error_message="Alleen een vroeger woord heeft een laatste dag. Haal de datum weg.",
            ),
        ]

    def __str__(self) -> str:
        return self.word
