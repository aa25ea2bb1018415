"""Who meets what: the programme board and its files; the help and the accessibility statement, for anybody."""

from tests.access import ADMINISTRATOR, ALL_ROLES, FACILITATOR, OK, Row, allow

TEAM = allow(FACILITATOR, ADMINISTRATOR)

ROWS = {
    "help": Row(own=ALL_ROLES, nobody=OK, public=True),
    "guide": Row(kwargs=lambda w: {"slug": "partenariats"}, own=ALL_ROLES, foreign=ALL_ROLES, nobody=OK, public=True),
    "accessibility": Row(own=ALL_ROLES, nobody=OK, public=True),
    "scorecards:programme_board": Row(own=TEAM),
    "scorecards:programme_export": Row(
        kwargs=lambda w: {"table": "programme", "form": "xlsx"},
        own=TEAM,
        foreign=TEAM,
        nobody=403,
    ),
}
