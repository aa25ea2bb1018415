"""Ratings for tests: sheets filled without thirty-three clicks."""

from collections.abc import Mapping

from accounts.models import User
from partnerships.criteria import CRITERIA, criterion_of
from partnerships.models import Campaign, Partnership, Party
from partnerships.services.rating import close_campaign, create_campaign, start_campaign
from partnerships.services.sheets import Given, save_sheet


def answers(levels: Mapping[str, int | str] | int) -> dict[str, Given]:
    """Every statement at one level, or criterion or statement → level or status ("dont_know"); 3 for the others."""
    chosen = levels if isinstance(levels, Mapping) else {}
    default = 3 if isinstance(levels, Mapping) else levels
    found = {}
    for criterion in CRITERIA:
        for statement in criterion.statements:
            value = chosen.get(statement.code, chosen.get(criterion_of(statement.code), default))
            found[statement.code] = given(value)
    return found


def given(value: int | str) -> Given:
    if isinstance(value, str):
        return Given(status=value)
    return Given(status="rated", level=value, progress="Se voir plus souvent." if value < 3 else "")


def typed(levels: Mapping[str, int | str] | int, **fields: str) -> dict[str, str]:
    """What a browser sends for such a sheet."""
    data = {"version": "0", "do": "send"}
    for code, row in answers(levels).items():
        data[code] = str(row.level) if row.level else row.status
        data[f"{code}-progress"] = row.progress
    return data | fields


def open_campaign(partnership: Partnership, by: User, **fields: object) -> Campaign:
    values = {
        "title": "", "mode": "alone_then_together", "confidentiality": "parties", "lettered": False,
        "closes_on": None, **fields,
    }  # fmt: skip
    campaign = create_campaign(partnership=partnership, by=by, **values)  # type: ignore[arg-type]
    return start_campaign(campaign=campaign, by=by)


def send(campaign: Campaign, party: Party, levels: Mapping[str, int | str] | int, by: User) -> None:
    save_sheet(campaign=campaign, party=party, answers=answers(levels), send=True, version=0, by=by)


def closed(campaign: Campaign, by: User) -> Campaign:
    return close_campaign(campaign=campaign, by=by)
