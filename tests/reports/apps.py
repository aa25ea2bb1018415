from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """Registers the bad kinds in the worker that the tests start."""

    name = "tests.reports"
    label = "faults"

    def ready(self) -> None:
        from tests.reports.kinds import register_faults

        register_faults()
