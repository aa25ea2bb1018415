from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "scorecards"
    verbose_name = _("scorecards")

    def ready(self) -> None:
        from actionplans.wordguard import install
        from scorecards import links, permissions  # noqa: F401  registers the links and the rules
        from scorecards.reports.kinds import register_kinds
        from scorecards.services.planwords import CycleWords

        register_kinds()
        install(CycleWords())
