from django.apps import AppConfig

from network.database import DatabaseRights


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor"
    database_rights = DatabaseRights(steward_only=("monitor_observation", "monitor_importfile"))

    def ready(self) -> None:
        from monitor import data_inventory, overview, report_overview  # noqa: F401  (personal data; to-do's)
