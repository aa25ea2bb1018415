"""Around them: past and external devices, described lightly, figures of another platform, experience cards."""

import base64
import hashlib
import json
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from concertation.demo import tools
from concertation.demo.tools import Cast, Story
from concertation.exchangefile import FORMAT, NUMBERS, WORDS
from concertation.models import LeverChoice
from concertation.services import editions, exchange
from concertation.services.experience import publish_card, write_card
from core.demo import as_if, days_ago, fr

ELSEWHERE = "Plateforme des communes des Ksour"
#: Who describes it, its name and kind, theme, mode, level; where; participants, sittings (registered, present), means.
LIGHT: tuple[dict[str, Any], ...] = (
    {"who": ("commune", "commune"), "place": "commune", "name": "Consultation sur le plan d'aménagement",
     "kind": "consultation", "theme": "planning", "mode": "on_site", "promised_level": 2, "day": 700,
     "participants": 120, "sitting": (60, 41), "budget": 9000, "staff_days": 8, "external": False},
    {"who": ("commune", "commune"), "place": "commune", "name": "Conseil communal des jeunes",
     "kind": "council", "theme": "school", "mode": "on_site", "promised_level": 3, "day": 620,
     "participants": 34, "sitting": (30, 24), "budget": 7000, "staff_days": 10, "external": False},
    {"who": ("commune", "commune"), "place": "commune", "name": "Comité des usagers de l'eau",
     "kind": "committee", "theme": "water", "mode": "on_site", "promised_level": 3, "day": 540,
     "participants": 28, "sitting": (26, 21), "budget": 3000, "staff_days": 7, "external": True},
    {"who": ("admin", "ngo"), "place": "neighbour_school", "name": "Conseil de quartier de Ksar Errih",
     "kind": "council", "theme": "general", "mode": "on_site", "promised_level": 3, "day": 430,
     "participants": 58, "sitting": (54, 44), "budget": 12000, "staff_days": 15, "external": True},
    {"who": ("admin", "ngo"), "place": "neighbour_school", "name": "Réunions de quartier de Ksar Errih",
     "kind": "public_meeting", "theme": "general", "mode": "on_site", "promised_level": 2, "day": 300,
     "participants": 140, "sitting": (None, 82), "budget": 4000, "staff_days": 5, "external": True},
)  # fmt: skip
#: Signed by another platform: kind, theme, mode, level, population, density, budget per inhabitant, days of agents,
#: then the shares of renewal, attendance, reasoned answers, publication.
ABROAD: tuple[tuple[Any, ...], ...] = (
    ("council", "general", "on_site", 3, 7600, "118", "1.40", 14, "0.38", "0.71", "0.82", "0.70"),
    ("council", "general", "on_site", 3, 9800, "140", "1.10", 11, "0.31", "0.66", "0.74", "0.63"),
    ("council", "general", "on_site", 2, 6900, "95", "0.90", 9, "0.24", "0.58", "0.55", "0.50"),
    ("council", "general", "on_site", 3, 11200, "160", "1.80", 18, "0.42", "0.77", "0.91", "0.80"),
    ("council", "general", "both", 3, 8100, "128", "1.20", 12, "0.29", "0.62", "0.68", "0.60"),
    ("budget", "budget", "both", 4, 9100, "131", "2.60", 24, "0.46", "0.84", "0.88", "0.90"),
    ("budget", "budget", "both", 4, 7800, "120", "2.90", 28, "0.50", "0.88", "0.92", "0.85"),
    ("budget", "budget", "both", 4, 12400, "171", "2.20", 22, "0.41", "0.80", "0.79", "0.75"),
    ("budget", "budget", "both", 5, 8800, "125", "3.10", 30, "0.52", "0.86", "0.94", "0.95"),
    ("budget", "budget", "both", 4, 6400, "90", "2.40", 20, "0.44", "0.79", "0.83", "0.80"),
)
_NUMBERS = ("level", "population", "density", "budget", "staff")
_FIGURES = (("I5", 60), ("I2", 120), ("I22", 70), ("I29", 8))


def load_around(cast: Cast, tired: Story, healthy: Story) -> None:
    for row in LIGHT:
        _light(cast, row)
    for story in (tired, healthy):
        with as_if(days_ago(25), story.by):
            exchange.share_device(device=story.fresh(), shared=True, by=story.by)
    _receive(tired)
    _cards(tired, healthy)


def _light(cast: Cast, row: dict[str, Any]) -> None:
    """A sheet with what is known from a report: shared, closed."""
    person, organization = row["who"]
    day = row["day"]
    story = tools.open_story(
        cast, person, organization, day=day, place=row["place"], name=row["name"], label=tools.year_of(day),
        kind=row["kind"], theme=row["theme"], mode=row["mode"], promised_level=row["promised_level"],
        is_external=row["external"],
    )  # fmt: skip
    edition = story.device.editions.get()
    tools.fill(
        story, edition, day=day - 1, ends_on=days_ago(day), participants=row["participants"], currency="MAD",
        budget=Decimal(row["budget"]), staff_days=Decimal(row["staff_days"]), source="rapport de l'année",
    )  # fmt: skip
    registered, present = row["sitting"]
    tools.sit(story, edition, [(day + 10, "Séance", (registered, present, None, None, None))], day=day - 1)
    with as_if(days_ago(day - 2), story.by):
        editions.close_edition(edition=edition, closed=True, by=story.by)
        editions.publish_device(device=story.fresh(), shown=True, by=story.by)
        exchange.share_device(device=story.fresh(), shared=True, by=story.by)


def _receive(story: Story) -> None:
    """A file that another platform signed with its own key: trusted first, then read like any other."""
    own = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"demonstration:" + ELSEWHERE.encode()).digest())
    key = base64.b64encode(own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    content = json.dumps({"format": FORMAT, "records": [_record(place, row) for place, row in enumerate(ABROAD)]})
    signature = base64.b64encode(own.sign(content.encode())).decode()
    data = json.dumps({"content": content, "key": key, "signature": signature}).encode()
    organization = story.device.organization
    with as_if(days_ago(20), story.by):
        exchange.add_partner(organization=organization, name=ELSEWHERE, public_key=key, by=story.by)
        exchange.receive_file(organization=organization, data=data, by=story.by)


def _record(place: int, row: tuple[Any, ...]) -> dict[str, Any]:
    said = dict(zip(WORDS.values(), row[:3], strict=True))
    numbers = {NUMBERS[name]: str(value) for name, value in zip(_NUMBERS, row[3:8], strict=True)}
    figures = {code: {"value": value, "n": n} for (code, n), value in zip(_FIGURES, row[8:], strict=True)}
    figures["I32"] = {"value": str(row[7]), "n": None}
    reference = hashlib.sha256(f"{ELSEWHERE}:{place}".encode()).hexdigest()[:32]
    return {"reference": reference, "label": tools.year_of(120), "profile": {**said, **numbers}, "figures": figures}


def _cards(tired: Story, healthy: Story) -> None:
    older = LeverChoice.objects.filter(edition__device=tired.device, code="reminder_hours").first()
    for story, lever, fields in ((healthy, None, VOTE), (tired, older, REMINDERS)):
        with as_if(days_ago(15), story.by):
            card = write_card(device=story.device, lever=lever, by=story.by, **{k: fr(v) for k, v in fields.items()})
            publish_card(card=card, shown=True, by=story.by)


VOTE = {
    "title": "Un bureau de vote par village pour le budget participatif",
    "context": "Commune rurale de 8 400 habitants, un centre et trois villages à plus de 6 km.",
    "problem": "La première année, presque tous les votants venaient du centre.",
    "done": "Une demi-journée de vote par village, tenue par l'association et un agent, avec des pictogrammes.",
    "result": "De 410 à 560 participants en trois éditions ; près de la moitié viennent pour la première fois.",
    "cost": "2 400 MAD de transport et six jours d'agent par édition",
    "conditions": "Un relais par village, une enveloppe votée avant de commencer, une réponse dans le mois.",
    "contact": "responsable de la vie associative, commune d'Aït Ouassif",
}
REMINDERS = {
    "title": "Des rappels par message qui n'ont pas suffi",
    "context": "Conseil de quartier, séances en journée, demi-poste d'agent.",
    "problem": "À peine plus d'un inscrit sur deux venait.",
    "done": "Un message la veille de chaque séance, pendant un an.",
    "result": "Les présents sont passés de 58 % à 46 % des inscrits : l'horaire était le vrai obstacle.",
    "cost": "300 MAD de messages",
    "conditions": "Demander d'abord à ceux qui ne viennent pas ce qui les retient.",
    "contact": "secrétaire général, commune d'Aït Ouassif",
}
