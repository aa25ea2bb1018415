from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "scorecards"
    verbose_name = _("scorecards")

    def ready(self) -> None:
        from scorecards import permissions  # noqa: F401  registers the rules
        from scorecards.reports.kinds import register_kinds

        register_kinds()
