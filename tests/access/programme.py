"""Who meets what: the programme board and its files."""

from tests.access import ADMINISTRATOR, FACILITATOR, Row, allow

TEAM = allow(FACILITATOR, ADMINISTRATOR)

ROWS = {
    "scorecards:programme_board": Row(own=TEAM),
    "scorecards:programme_export": Row(
        kwargs=lambda w: {"table": "programme", "form": "xlsx"},
        own=TEAM,
        foreign=TEAM,
        nobody=403,
    ),
}
