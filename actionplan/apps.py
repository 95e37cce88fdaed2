from django.apps import AppConfig


class ActionPlanConfig(AppConfig):
    name = "actionplan"
    verbose_name = "Plan van aanpak"
    # Who may not read these elsewhere reads them in the history neither: (table, permission).
    history_needs = (
        ("actionplan_budgetchoice", "finance_view"),
        ("actionplan_budgetline", "finance_view"),
        ("actionplan_fundingsource", "finance_view"),
        ("actionplan_realisation", "result_count_view"),
        # These name an agreement, which may be confidential.
        ("actionplan_actionagreement", "agreement_manage"),
        ("actionplan_embedding", "agreement_manage"),
    )

    def ready(self) -> None:
        # Personal data; what a merge of partners does; to-do's; lines in the register; search.
        from actionplan import data_inventory, merging, origins, overview, parts, search, ties  # noqa: F401
