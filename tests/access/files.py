"""Card files: entering one, checking it, taking one out."""

from typing import Any

from scorecards.models import CardImport
from tests.access import ADMINISTRATOR, FACILITATOR, OFFICER, PROVIDER, REPRESENTATIVE, Row, allow, everyone

TEXT = "respondent,indicator,round1,reason\ncommunity,Eau,7,\n"


def _kept(world: Any) -> dict[str, Any]:
    kept = CardImport.objects.create(
        organization=world.home.ngo,
        service_point=world.home.service_point,
        scale="ten",
        filename="carte.csv",
        content=TEXT,
        by=world.home.people[FACILITATOR],
    )
    return {"pk": kept.pk}


def _released(world: Any) -> dict[str, Any]:
    return {"pk": world.released_cycle.pk}


ROWS = {
    "scorecards:card_import": Row(own=allow(FACILITATOR, ADMINISTRATOR)),
    "scorecards:card_import_preview": Row(
        kwargs=_kept,
        # The file belongs to the programme: the commune and the service don't see it at all.
        own=allow(FACILITATOR, ADMINISTRATOR, hidden=(OFFICER, PROVIDER, REPRESENTATIVE)),
    ),
    "scorecards:card_export": Row(kwargs=_released, own=everyone()),
}
