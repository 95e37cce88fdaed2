from django.apps import AppConfig


class ActionPlanConfig(AppConfig):
    name = "actionplan"
    verbose_name = "Plan van aanpak"

    def ready(self) -> None:
        from actionplan import overview  # noqa: F401  (adds its to-do's to «Mijn overzicht»)
