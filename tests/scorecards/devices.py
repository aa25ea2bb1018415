"""A device for tests: it makes payloads and sends them as the application does."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from scorecards.models import Indicator, ScoringSession


@dataclass
class Phone:
    """One browser of one person."""

    user: User
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def payload(self, session: ScoringSession, *, follows: Any = None, **state: Any) -> dict[str, Any]:
        return {
            "schema": 1,
            "kind": "session",
            "session": str(session.pk),
            "cycle": str(session.cycle_id),
            "user": str(self.user.pk),
            "device": str(self.id),
            "app_version": "2026.11",
            "recorded_at": timezone.now().isoformat(),
            "base_version": session.version,
            "follows": str(follows) if follows else None,
            "state": state,
        }

    def send(self, payload: Any, key: Any = None, *, sha: str | None = None, client: Client | None = None) -> Any:
        raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return (client or self.client).put(
            reverse("scorecards:api_submission", args=[key or uuid.uuid4()]),
            raw,
            content_type="application/json",
            headers={"X-Content-SHA256": sha or hashlib.sha256(raw).hexdigest()},
        )


def scored(indicator: Indicator, value: str | None = "7", *, base: int = 0, **fields: Any) -> dict[str, Any]:
    """A score cell as a device sends it: one agreed value, or hands when ``tallies`` is given."""
    cell = {"indicator": str(indicator.pk), "status": "scored", "base_version": base, "reason": ""}
    if "tallies" in fields:
        return {**cell, "mode": "tally", "value": None, **fields}
    return {**cell, "mode": "consensus", "value": value, **fields}
