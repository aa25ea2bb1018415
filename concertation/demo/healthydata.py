"""What the participatory budget counts: three editions that hold."""

from decimal import Decimal
from typing import Any

from concertation.demo.tools import Spread

NAME = "Budget participatif d'Aït Ouassif"
PROMISE = "Vous choisissez les projets d'une enveloppe de 200 000 dirhams, la commune les réalise dans l'année."
QUESTION = "Comment garder l'élan et toucher davantage les jeunes ?"
ENDS = (810, 445, 80)
COUNTS: tuple[dict[str, Any], ...] = (
    {"participants": 410, "contributions_count": 96, "budget": Decimal(21000), "staff_days": Decimal(24)},
    {"participants": 480, "returning": 225, "never_before": 230, "contributions_count": 118, "budget": Decimal(23000),
     "staff_days": Decimal(25)},
    {"participants": 560, "returning": 268, "never_before": 262, "contributions_count": 140, "budget": Decimal(24000),
     "staff_days": Decimal(26)},
)  # fmt: skip
SITTINGS: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((90, 78, 37, 60, 27), (85, 72, 35, 52, 24)),
    ((96, 84, 41, 66, 30), (92, 80, 39, 58, 27)),
    ((104, 92, 45, 46, 21), (98, 86, 43, 37, 17)),
)
#: Received, taken up, taken up in part, refused; the rest came too late. Days to the answer.
ANSWERS = ((96, 34, 20, 30, 40), (118, 44, 24, 40, 34), (140, 56, 30, 46, 28))
SPREADS: tuple[Spread, ...] = ((6, 9, 4, 1, 0), (7, 9, 3, 1, 0))
#: The last edition, statement by statement.
PARTICIPANTS: dict[str, Spread] = {
    "S1": (9, 11, 3, 1, 0), "S2": (8, 12, 3, 1, 0), "S3": (9, 10, 4, 1, 0), "S4": (10, 10, 3, 1, 0),
    "S5": (8, 11, 4, 1, 0), "S6": (7, 12, 4, 1, 0), "S7": (3, 6, 9, 5, 1), "S8": (8, 10, 4, 1, 1),
    "S9": (9, 11, 3, 1, 0), "S10": (12, 9, 2, 1, 0), "T": (7, 12, 4, 1, 0),
}  # fmt: skip
ORGANISERS: Spread = (2, 4, 1, 0, 0)
CLASSES = {
    "sex": {"Femmes": 268, "Hommes": 280, "": 12},
    "age": {"15 à 29 ans": 146, "30 à 59 ans": 314, "60 ans et plus": 88, "": 12},
    "district": {"Centre": 278, "Tighremt": 104, "Taghzout": 52, "Imi n'Tala": 120, "": 6},
}
SPEECH = ((5, 5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2), (5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2))
GRIDS = (
    ("3rp eau", "2r école", "2rp voirie", "3rp eau", "2rp sport", "1r école", "2rp voirie", "3rp eau", "2r sport",
     "2rp école", "1rp voirie", "2r eau"),
    ("3rp eau", "2r école", "2rp voirie", "3rp eau", "2rp sport", "1r école", "2rp voirie", "3rp eau", "2r sport",
     "2rp école", "2rp voirie", "2r eau"),
)  # fmt: skip
CHANNELS = {
    ("relay", "youth"): {"reached": 700, "registered": 150, "present": 90, "contributed": 40},
    ("relay", "women"): {"reached": 600, "registered": 180, "present": 140, "contributed": 36},
    ("meeting", "remote"): {"reached": 420, "registered": 130, "present": 110, "contributed": 34},
    ("message", "all"): {"reached": 1500, "registered": 260, "present": 220, "contributed": 44},
}
DOCUMENTS: dict[str, tuple[int, int]] = {
    "rules": (-150, -155), "purpose": (-150, -155), "margins": (-150, -155), "calendar": (-150, -150),
    "minutes": (-20, -24), "contributions": (10, 6), "summary": (20, 15), "decision": (35, 28),
}  # fmt: skip
#: Subject → what is asked, as taken up, taken up in part, not taken up.
PROJECTS = {
    "eau": ("Une fontaine dans la cour de l'école", "Une borne d'eau dans chaque village", "Un second château d'eau"),
    "école": ("Une bibliothèque à l'école de Tighremt", "Un car scolaire le matin et le soir", "Un lycée au centre"),
    "voirie": (
        "Deux passages protégés devant le souk",
        "Refaire la piste de Taghzout",
        "Goudronner toutes les pistes",
    ),
    "sport": ("Un terrain de sport à Tighremt", "Des vestiaires au stade", "Une piscine couverte"),
}
REASONS = {
    "kept": ("Choisi au vote, inscrit au budget.", "vote du budget participatif"),
    "partly": ("La première moitié se fait cette année, la seconde l'an prochain.", "vote du budget participatif"),
    "not_kept": ("Le vote a préféré d'autres projets ; la demande est transmise au service.", "transmise au service"),
}
DONE = "Fontaine posée, inaugurée avec les élèves"
COMMITMENTS = (
    ("Publier le résultat du vote", 70, 72),
    ("Ouvrir les trois premiers chantiers", 45, 50),
    ("Inaugurer la fontaine de l'école", 20, 24),
    ("Réaliser le terrain de sport de Tighremt", -120, None),
)
