"""Who meets what: sign-in, people, territories, organisations, service points."""

from tests.access import ALL_ROLES, OK, Row

ROWS: dict[str, Row] = {
    "home": Row(own=ALL_ROLES, nobody=OK),
    "set_language": Row(own=ALL_ROLES, nobody=OK, method="POST", post_only=False, public=True),
}

AGREEMENTS: list = []
