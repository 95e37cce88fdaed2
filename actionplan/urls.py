from django.urls import path

from actionplan.views import action_add, actions, contributions, money, origins, plan, successes

app_name = "actionplan"
urlpatterns = [
    # /plan/: the whole, in parts
    path("plan/", plan.plan_page, name="plan"),
    path("plan/bouwstenen/", plan.building_blocks, name="building-block-list"),
    path("plan/pijlers/", plan.pillars, name="pillar-list"),
    path("plan/financien/", money.finance, name="finance"),
    # /plan/acties/: one action
    path("plan/acties/", plan.action_list, name="action-list"),
    path("plan/acties/toevoegen/", action_add.action_add, name="action-add"),
    path("plan/acties/<int:pk>/", actions.action_detail, name="action-detail"),
    path("plan/acties/<int:pk>/rij/", actions.action_row, name="action-row"),
    path("plan/acties/<int:pk>/stand/", actions.action_report, name="action-report"),
    path("plan/acties/<int:pk>/wijzigen/", actions.action_edit, name="action-edit"),
    path("plan/acties/<int:pk>/bijdrage/<slug:code>/", contributions.contribution_edit, name="contribution-edit"),
    path("plan/acties/<int:pk>/bijdrage/<slug:code>/tekst/", contributions.contribution_text, name="contribution-text"),
    # /plan/successen/: what went well, and where it is shared
    path("plan/acties/<int:pk>/succes/", successes.success_add, name="success-add"),
    path("plan/successen/", successes.success_list, name="success-list"),
    path("plan/successen/<int:pk>/wijzigen/", successes.success_edit, name="success-edit"),
    path("plan/successen/<int:pk>/verwijderen/", successes.success_remove, name="success-remove"),
    path("plan/successen/<int:pk>/rapportage/", successes.success_report, name="success-report"),
    path("plan/successen/<int:pk>/programma/", successes.success_programme, name="success-programme"),
    # what an action follows from
    path("plan/koppelen/verbeterpunt/<int:pk>/", origins.lesson_link, name="lesson-link"),
    path("plan/koppelen/knelpunt/<int:pk>/", origins.bottleneck_link, name="bottleneck-link"),
    path("plan/koppelen/besluit/<int:pk>/", origins.decision_link, name="decision-link"),
    path("plan/koppelingen/<int:pk>/verwijderen/", origins.origin_remove, name="origin-remove"),
]
