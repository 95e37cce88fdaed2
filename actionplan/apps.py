from django.apps import AppConfig


class ActionPlanConfig(AppConfig):
    name = "actionplan"
    verbose_name = "Plan van aanpak"
    # Who may not read these elsewhere reads them in the history neither: (table, permission).
    history_needs = (("actionplan_budgetline", "finance_view"), ("actionplan_realisation", "result_count_view"))

    def ready(self) -> None:
        # Personal data; what a merge of partners does; to-do's; lines in the register; search.
        from actionplan import data_inventory, merging, origins, overview, parts, search, ties  # noqa: F401
