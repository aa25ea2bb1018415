from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("partnerships")

    def ready(self) -> None:
        from partnerships import permissions  # noqa: F401  registers the rules
        from partnerships.reports import facttasks, ratingkinds, showntasks
        from partnerships.reports.agreementkinds import register_agreement_kinds
        from partnerships.reports.agreementtasks import register_agreement_tasks
        from partnerships.reports.ratingtasks import register_rating_tasks
        from partnerships.services import gates

        gates.load()
        register_agreement_kinds()
        ratingkinds.register_kinds()
        register_agreement_tasks()
        facttasks.register()
        showntasks.register()
        register_rating_tasks()
