"""Who meets what: the partnerships of a territory together. Everybody reads their own sight of it."""

from tests.access import Row, everyone

ROWS: dict[str, Row] = {
    "partnerships:territory": Row(own=everyone()),
    "partnerships:territory_export": Row(
        own=everyone(), kwargs=lambda w: {"table": "network", "form": "csv"}, foreign=everyone(), nobody=403
    ),
}
