import datetime
from typing import Any

import pytest
from django.utils import timezone

from actionplans.models import ActionPlan


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def plan(world: Any) -> ActionPlan:
    """The plan of a released cycle, opened a hundred days ago; everybody of the world sees it."""
    found = world.make_cycle(state="follow_up").action_plan
    found.opened_on = timezone.localdate() - datetime.timedelta(days=100)
    found.save()
    return found


@pytest.fixture
def fields(today: datetime.date) -> dict[str, Any]:
    """What a person types for a whole action."""
    return {
        "what": "Réparer la pompe",
        "problem": "Eau, noté 5 sur 10",
        "side": "authority",
        "responsible": "Service de l’eau",
        "with_whom": "le comité de santé",
        "starts_on": today.isoformat(),
        "due_on": (today + datetime.timedelta(days=30)).isoformat(),
        "resources": "",
        "cost": "1 500,50",
        "currency": "mad",
        "funding": "internal",
        "success_indicator": "",
        "baseline": "",
        "target": "",
    }
