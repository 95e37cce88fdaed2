from django.apps import AppConfig

from network.database import DatabaseRights


class MonitorConfig(AppConfig):
    name = "monitor"
    verbose_name = "Monitor"
    database_rights = DatabaseRights(steward_only=("monitor_observation", "monitor_importfile"))

    def ready(self) -> None:
        from monitor import overview, report_overview  # noqa: F401  (they add their to-do's to «Mijn overzicht»)
