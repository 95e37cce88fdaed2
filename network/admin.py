"""The admin: the fixed tables of the portal, for the administrator alone. People and roles have pages of their own.

A site of our own, so that it holds what is registered here and nothing that a package brings along, such as the
secrets of second factors.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from network.models import AreaMembership, AreaSet, Municipality, Population, Region


class PortalAdminSite(admin.AdminSite):
    site_header = "Beheer"
    site_title = "Beheer"
    index_title = "Vaste tabellen"

    # The admin's own login page knows no second factor; this sends people to ours.
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def password_change(  # type: ignore[override]  # the way to another page is no page with a template
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of the account asks the same, in the same words everywhere."""
        return redirect("account_change_password")

    def get_urls(self) -> list[Any]:
        """Without Django's road to any object of any model; nothing here links to it."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]


admin_site = PortalAdminSite()


class PortalAdmin(admin.ModelAdmin):
    """A list that is searched and filtered by what it offers, and by nothing else.

    Django lets an address ask any question about any field of the model, the hash of a password included.
    """

    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was once here is named by figures and history: it gets a last day, or another name, and stays."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup.removesuffix("__exact") in self.get_list_filter(request)


# Stacked, so that each field has its own label: in a table of Django's the head of a column names none.
class AreaMembershipInline(admin.StackedInline):
    model = AreaMembership
    extra = 0


@admin.register(AreaSet, site=admin_site)
class AreaSetAdmin(PortalAdmin):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind"]
    inlines = [AreaMembershipInline]


class PopulationInline(admin.StackedInline):
    model = Population
    extra = 0


@admin.register(Municipality, site=admin_site)
class MunicipalityAdmin(PortalAdmin):
    inlines = [PopulationInline]
    list_display = ["name", "code", "valid_from", "valid_to"]
    search_fields = ["name", "code"]


@admin.register(Region, site=admin_site)
class RegionAdmin(PortalAdmin):
    """There is one."""

    list_display = ["name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Region.objects.exists()
