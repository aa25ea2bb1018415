from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionplansConfig(AppConfig):
    name = "actionplans"
    verbose_name = _("action plans")

    def ready(self) -> None:
        from actionplans import permissions  # noqa: F401  registers the rules
        from actionplans.reports.kinds import register_kinds

        register_kinds()
