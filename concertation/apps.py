from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcertationConfig(AppConfig):
    name = "concertation"
    verbose_name = _("concertation")

    def ready(self) -> None:
        from concertation import permissions  # noqa: F401  registers the rules
        from concertation.reports.papers import register_papers
        from concertation.reports.planpaper import register_plan_paper
        from concertation.reports.saidkinds import register_said_kind

        register_papers()
        register_plan_paper()
        register_said_kind()
