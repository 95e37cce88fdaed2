from django.urls import path

from actionplan.views import actions, contributions, money, plan

app_name = "actionplan"
urlpatterns = [
    # /plan/: the whole, in parts
    path("plan/", plan.plan_page, name="plan"),
    path("plan/bouwstenen/", plan.building_blocks, name="building-block-list"),
    path("plan/pijlers/", plan.pillars, name="pillar-list"),
    path("plan/financien/", money.finance, name="finance"),
    # /plan/acties/: one action
    path("plan/acties/", plan.action_list, name="action-list"),
    path("plan/acties/<int:pk>/", actions.action_detail, name="action-detail"),
    path("plan/acties/<int:pk>/rij/", actions.action_row, name="action-row"),
    path("plan/acties/<int:pk>/stand/", actions.action_report, name="action-report"),
    path("plan/acties/<int:pk>/wijzigen/", actions.action_edit, name="action-edit"),
    path("plan/acties/<int:pk>/bijdrage/<slug:code>/", contributions.contribution_edit, name="contribution-edit"),
    path("plan/acties/<int:pk>/bijdrage/<slug:code>/tekst/", contributions.contribution_text, name="contribution-text"),
]
