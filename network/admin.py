"""The admin: people, roles and reference tables, for the administrator alone.

A site of our own, so that it holds what is registered here and nothing that a package brings along, such as the
secrets of second factors.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from network.models import AreaMembership, AreaSet, Municipality, Person, Region, RoleGrant


class PortalAdminSite(admin.AdminSite):
    site_header = "Beheer"
    site_title = "Beheer"
    index_title = "Personen, rollen en vaste tabellen"

    # The admin's own login page knows no second factor; this sends people to ours.
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def get_urls(self) -> list[Any]:
        """Without Django's road to any object of any model; nothing here links to it."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]


admin_site = PortalAdminSite()


class PortalAdmin(admin.ModelAdmin):
    """A list that is searched and filtered by what it offers, and by nothing else.

    Django lets an address ask any question about any field of the model, the hash of a password included.
    """

    view_on_site = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup.removesuffix("__exact") in self.get_list_filter(request)


class RoleGrantInline(admin.TabularInline):
    model = RoleGrant
    extra = 0


@admin.register(Person, site=admin_site)
class PersonAdmin(PortalAdmin):
    list_display = ["name", "email", "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active"]
    inlines = [RoleGrantInline]


class AreaMembershipInline(admin.TabularInline):
    model = AreaMembership
    extra = 0


@admin.register(AreaSet, site=admin_site)
class AreaSetAdmin(PortalAdmin):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind"]
    inlines = [AreaMembershipInline]


@admin.register(Municipality, site=admin_site)
class MunicipalityAdmin(PortalAdmin):
    list_display = ["name", "code", "valid_from", "valid_to"]
    search_fields = ["name", "code"]


@admin.register(Region, site=admin_site)
class RegionAdmin(PortalAdmin):
    list_display = ["name"]
