"""The mark that a database holds the demo."""

from django.db import models


class DemoMarker(models.Model):
    """There is a row here when this database was filled by `manage.py demo`, and never otherwise."""

    loaded_at = models.DateTimeField("geladen op", auto_now_add=True)

    class Meta:
        verbose_name = "merkteken van het voorbeeld"
        verbose_name_plural = "merktekens van het voorbeeld"

    def __str__(self) -> str:
        return f"voorbeeld, geladen op {self.loaded_at:%Y-%m-%d}"
