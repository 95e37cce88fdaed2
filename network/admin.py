"""The admin: people, roles and reference tables, for the administrator alone."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from network.models import AreaMembership, AreaSet, Municipality, Person, Region, RoleGrant

admin.site.site_header = "Beheer"
admin.site.site_title = "Beheer"
admin.site.index_title = "Personen, rollen en vaste tabellen"
# The admin's own login page knows no second factor; this sends people to ours.
admin.site.login = secure_admin_login(admin.site.login)


class RoleGrantInline(admin.TabularInline):
    model = RoleGrant
    extra = 0


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active"]
    inlines = [RoleGrantInline]


class AreaMembershipInline(admin.TabularInline):
    model = AreaMembership
    extra = 0


@admin.register(AreaSet)
class AreaSetAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind"]
    inlines = [AreaMembershipInline]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "valid_from", "valid_to"]
    search_fields = ["name", "code"]


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["name"]
