from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("platform")

    def ready(self) -> None:
        from config import quiet

        quiet.install()


class StaticConfig(StaticFilesConfig):
    """Collects one build of Bootstrap per direction instead of its twenty: half a minute less at the first start."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "bootstrap.css*", "bootstrap.rtl.css*"),
        *("bootstrap.js*", "bootstrap.min.js*", "bootstrap.esm*", "bootstrap.bundle.js*"),
    ]
