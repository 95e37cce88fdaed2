"""Filters of «Nakijken»."""

from datetime import date
from typing import Any

import django_filters

from partners.filters import ListFilter
from partners.models import CareService
from partners.models.directory import CareServiceQuerySet
from partners.upkeep_list import Reason, conditions


class UpkeepFilter(ListFilter):
    """Why an entry has to be looked at."""

    waarom = django_filters.ChoiceFilter(
        label="Waarom", choices=Reason.choices, method="by_reason", empty_label="Alle redenen"
    )

    class Meta:
        model = CareService
        fields: list[str] = []

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def by_reason(self, services: CareServiceQuerySet, _name: str, reason: str) -> CareServiceQuerySet:
        return services.filter(conditions(self.on)[Reason(reason)])
