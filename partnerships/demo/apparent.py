"""An agreement in appearance: the purpose is rated high, but what each wrote alone hardly overlaps."""

from typing import Any

from actionplans.enums import FindingKind
from actionplans.models import Finding
from core.demo import as_if, days_ago, fr
from partnerships.demo import tools
from partnerships.demo.tools import Cast, Levels, Story, blind, identify, step, write
from partnerships.enums import RatingMode, State
from partnerships.models import Partnership
from partnerships.services.alerts import refresh_alerts

NAME = "La voix des jeunes à la radio"
WHO = {"radio": "radio", "inhabitants": "habitants", "ngo": "admin"}
PRIORITIES = ("une émission chaque semaine", "former dix jeunes", "trouver des annonceurs", "porter les plaintes")
IDENTITY: dict[str, dict[str, Any]] = {
    "radio": {"role": "diffuse et enregistre", "mission_link": "Une radio locale vit de ses voix.",
              "own_interest": "Un public plus jeune, qui attire les annonceurs"},
    "inhabitants": {"role": "choisit les sujets", "mission_link": "Les jeunes sont la moitié du village.",
                    "own_interest": "Que les demandes des villages soient entendues"},
    "ngo": {"role": "anime les ateliers", "mission_link": "Le dialogue passe aussi par les ondes.",
            "own_interest": "Un modèle à proposer ailleurs"},
}  # fmt: skip
SHEETS: dict[str, dict[str, Any]] = {
    "radio": {
        "order": "cabd", "what": "Une émission de jeunes qui se finance", "why": "Notre public vieillit",
        "success": ["visibility", "cost"], "beneficiaries": ["structures"],
        "motives": ["market", "visibility", "funding"], "horizon_months": 6, "commitment": 3,
        "foresees": {"inhabitants": ["mission", "legitimacy"], "ngo": ["mission", "network"]},
    },
    "inhabitants": {
        "order": "dbac", "what": "Que les jeunes disent ce qui ne va pas", "why": "Personne ne les écoute",
        "success": ["voice"], "beneficiaries": ["youth", "remote"],
        "motives": ["mission", "legitimacy", "obligation"], "horizon_months": 36, "commitment": 4,
        "foresees": {"radio": ["mission", "learning", "legitimacy"], "ngo": ["mission", "learning"]},
    },
    "ngo": {
        "order": "badc", "what": "Former des jeunes à prendre la parole", "why": "La parole publique s'apprend",
        "success": ["skills", "model"], "beneficiaries": ["women"],
        "motives": ["mission", "learning", "network"], "horizon_months": 18, "commitment": 3,
        "foresees": {"radio": ["mission", "network", "obligation"], "inhabitants": ["mission", "legitimacy"]},
    },
}  # fmt: skip
#: Everybody says that the purpose is shared.
T0: dict[str, Levels] = {
    "radio": {"C1": "4", "C2": "3", "C3": "3", "C4": "4", "C5": "3", "C6": "3", "C7": "2", "C8": "4", "C9": "3",
              "C10": "4", "C11": "2"},
    "inhabitants": {"C1": "443", "C2": "3", "C3": "2", "C4": "3", "C5": "3", "C6": "3", "C7": "2", "C8": "3",
                    "C9": "2", "C10": "3", "C11": "?"},
    "ngo": {"C1": "3", "C2": "3", "C3": "3", "C4": "3", "C5": "3", "C6": "2", "C7": "2", "C8": "4", "C9": "3",
            "C10": "4", "C11": "2"},
}  # fmt: skip


def load_apparent(cast: Cast) -> Partnership:
    story = tools.open_story(
        cast, WHO, day=120, place="commune", name=NAME, themes=["youth", "culture", "governance"],
        origins=["network", "strengthen"], audience=fr("les jeunes de 15 à 25 ans des trois villages"),
    )  # fmt: skip
    for key, fields in IDENTITY.items():
        identify(story, key, day=117, **fields)
    tools.list_priorities(story, PRIORITIES, day=114)
    step(story, State.FRAMING, day=112)
    for key, fields in SHEETS.items():
        blind(story, key, day=104, **fields)
    step(story, State.COWRITING, day=98)
    _write(story)
    held = tools.rate(
        story, T0, day=60, title="Première notation (t0)", progress="En parler en atelier", mode=RatingMode.ALONE
    )
    tools.finish(story, held, day=50)
    with as_if(days_ago(49), story.user("ngo")):
        refresh_alerts(partnership=story.row, by=story.user("ngo"))
    return story.fresh()


def _write(story: Story) -> None:
    """Words so wide that each can agree to them."""
    tools.settle_scope(
        story,
        (("in", "Une émission faite avec des jeunes", "radio"), ("out", "La publicité", "inhabitants")),
        day=95,
    )  # fmt: skip
    write(story, "inhabitants", "need", day=94, text="Les jeunes ne savent pas à qui parler",
          source="réunion des trois villages")  # fmt: skip
    heard = Finding.objects.in_force().filter(kind=FindingKind.CONCERTATION, key__endswith=":I21").first()
    if heard is not None:
        write(story, "ngo", "need", day=50, finding=heard, text=heard.sentence, source=heard.source)
    objective = write(story, "radio", "objective", day=92, text="Donner la parole aux jeunes")
    tools.validate(story, objective, day=91)
    write(story, "radio", "result", day=90, text="Une émission par mois pendant un an", objective=objective,
          carriers=story.parties(["radio", "ngo"]), indicator="émissions diffusées")  # fmt: skip
