from django.contrib.admin.apps import AdminConfig


class OperatorConfig(AdminConfig):
    """Django's admin, with the operator's own site in place of the default one."""

    default_site = "accounts.operator.OperatorSite"
