"""What the tired council says and counts: four editions, the last one told in full."""

from decimal import Decimal
from typing import Any

from concertation.demo.tools import Spread

NAME = "Conseil de quartier d'Aït Ouassif"
PROMISE = (
    "Vous travaillez avec nous sur les projets de votre quartier, et chaque proposition a sa réponse sous 60 jours."
)
QUESTION = "Pourquoi vient-on de moins en moins, et que faire avec un demi-poste ?"
SOURCE = "feuilles de présence et cahier des propositions"
#: Days since the end of the contributions of each edition, the oldest first.
ENDS = (1295, 930, 565, 200)
COUNTS: tuple[dict[str, Any], ...] = (
    {"participants": 64, "contributions_count": 96, "budget": Decimal(18000), "staff_days": Decimal(20)},
    {"participants": 52, "returning": 30, "never_before": 22, "contributions_count": 66, "budget": Decimal(14000),
     "staff_days": Decimal(14)},
    {"participants": 41, "returning": 30, "never_before": 11, "contributions_count": 42, "budget": Decimal(9500),
     "staff_days": Decimal(9)},
    {"participants": 30, "returning": 26, "never_before": 4, "contributions_count": 24, "budget": Decimal(6500),
     "staff_days": Decimal(6)},
)  # fmt: skip
#: Registered, present, women present, turns, women's turns of each sitting.
SITTINGS: tuple[tuple[tuple[int | None, ...], ...], ...] = (
    ((60, 48, 20, None, None), (58, 44, 18, None, None), (55, 41, 17, None, None)),
    ((50, 36, 13, None, None), (48, 30, 11, None, None)),
    ((40, 24, 8, None, None), (38, 21, 7, None, None)),
    ((24, 13, 4, 40, 6), (22, 10, 3, 32, 4), (18, 8, 2, 28, 2), (16, 6, 1, 20, 1)),
)
#: Contributions received, of which answered; taken up; days to the answer.
ANSWERS = ((96, 86, 40, 28), (66, 50, 22, 40), (42, 25, 10, 75))
SPREADS: tuple[Spread, ...] = ((10, 14, 4, 1, 1), (5, 12, 5, 2, 0), (2, 8, 7, 3, 0))
#: The last edition, statement by statement.
PARTICIPANTS: dict[str, Spread] = {
    "S1": (2, 6, 6, 3, 1), "S2": (1, 5, 7, 4, 1), "S3": (4, 8, 4, 2, 0), "S4": (5, 8, 3, 2, 0),
    "S5": (2, 6, 7, 3, 0), "S6": (2, 5, 7, 4, 0), "S7": (7, 6, 3, 1, 1), "S8": (0, 3, 8, 6, 1),
    "S9": (0, 2, 7, 8, 1), "S10": (2, 6, 6, 3, 1), "T": (1, 6, 6, 4, 1),
}  # fmt: skip
ORGANISERS: dict[str, Spread] = {
    "S1": (1, 3, 2, 0, 0), "S2": (2, 3, 1, 0, 0), "S3": (2, 2, 2, 0, 0), "S4": (2, 3, 1, 0, 0),
    "S5": (2, 4, 0, 0, 0), "S6": (1, 2, 3, 0, 0), "S7": (0, 2, 3, 1, 0), "S8": (1, 4, 1, 0, 0),
    "S9": (1, 3, 2, 0, 0), "S10": (1, 2, 3, 0, 0), "T": (1, 4, 1, 0, 0),
}  # fmt: skip
ABSENT: dict[str, Spread] = {"A1": (2, 4, 3, 3, 0), "A2": (5, 1, 1, 4, 1), "A3": (3, 5, 1, 3, 0)}
#: Free words of the participants; each with what the team read in it.
OB, OP = "obstacle", "opportunity"
SILENCE, HOURS, SAME = "On n'a pas de réponse", "Séances en pleine journée", "Toujours les mêmes qui parlent"
COME, SHOW = "Venir dans les villages", "Montrer ce qui a changé"
SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "On propose et on n'a jamais de retour.": ((OB, SILENCE),),
    "À 10 h le mardi, je travaille.": ((OB, HOURS),),
    "Les mêmes parlent à chaque fois.": ((OB, SAME),),
    "Je ne sais pas ce que devient le cahier.": ((OB, SILENCE),),
    "La séance tombe à l'heure de la sortie d'école.": ((OB, HOURS),),
    "Deux personnes prennent toute la séance.": ((OB, SAME),),
    "Rien n'est revenu depuis l'été.": ((OB, SILENCE),),
    "Les jeunes croient que ce n'est pas pour eux.": ((OB, SAME),),
    "Aucune réponse, alors à quoi bon.": ((OB, SILENCE),),
    "Je garde mes petits-enfants en journée.": ((OB, HOURS),),
    "On attend encore la réponse pour l'éclairage.": ((OB, SILENCE),),
    "J'ai dû fermer la boutique pour venir.": ((OB, HOURS),),
}
CHANGE: dict[str, tuple[tuple[str, str], ...]] = {
    "Une séance dans chaque village.": ((OP, COME),),
    "Afficher ce qui a été fait.": ((OP, SHOW),),
    "Venir nous voir à Imi n'Tala.": ((OP, COME),),
    "Une réponse écrite, même un non.": ((OP, SHOW),),
    "Se réunir le soir, dans les villages.": ((OP, COME),),
    "Dire ce qui a changé grâce à nous.": ((OP, SHOW),),
    "Une séance à l'école de Tighremt.": ((OP, COME),),
    "Un panneau « vous avez dit, nous avons fait ».": ((OP, SHOW),),
    "Tenir une séance au point d'eau de Taghzout.": ((OP, COME),),
    "Revenir avec une réponse à la séance suivante.": ((OP, SHOW),),
}
MISSING = (
    "Les jeunes.",
    "Les femmes des villages.",
    "Les gens d'Imi n'Tala.",
    "Les commerçants.",
    "Les jeunes mères.",
)
CENSUS = {
    "sex": {"Femmes": 4230, "Hommes": 4170},
    "age": {"15 à 29 ans": 2100, "30 à 59 ans": 3000, "60 ans et plus": 900},
    "district": {"Centre": 4330, "Tighremt": 1350, "Taghzout": 620, "Imi n'Tala": 2100},
}
CLASSES = {
    "sex": {"Femmes": 8, "Hommes": 22},
    "age": {"15 à 29 ans": 2, "30 à 59 ans": 13, "60 ans et plus": 15},
    "district": {"Centre": 26, "Tighremt": 4, "Taghzout": 0, "Imi n'Tala": 0},
}
SPEECH = ((14, 10, 5, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0), (12, 9, 4, 3, 2, 1, 1, 0, 0, 0))
GRIDS = (
    ("2r voirie", "1r voirie", "0r déchets", "1rp voirie", "0r voirie", "1r école", "2rp voirie", "0 déchets",
     "1r voirie", "0r souk", "1r voirie", "1rp déchets"),
    ("2r voirie", "1r voirie", "0r déchets", "1rp voirie", "0r voirie", "1r école", "1rp voirie", "0 déchets",
     "1r voirie", "0r souk", "1r voirie", "1rp déchets"),
)  # fmt: skip
KEPT, PARTLY, NOT_KEPT, STUDIED = "kept", "partly", "not_kept", "studied"
ANSWERED: tuple[dict[str, Any], ...] = (
    {"text": "Éclairer le chemin de l'école", "theme": "voirie", "count": 5, "outcome": KEPT,
     "reason": "Trois lampadaires solaires tiennent dans le budget de l'année.",
     "decision": "Budget modifié, séance du conseil de juin", "realisation": "Trois lampadaires posés"},
    {"text": "De l'ombre et un banc devant le dispensaire", "theme": "santé", "count": 3, "outcome": PARTLY,
     "reason": "Le banc est possible tout de suite ; l'abri attend l'accord de la délégation de la santé."},
    {"text": "Baisser la taxe du souk", "theme": "souk", "count": 2, "outcome": NOT_KEPT, "refusal": "not_ours",
     "reason": "La taxe est fixée par la province : la commune a transmis la demande."},
)  # fmt: skip
WAITING: tuple[dict[str, Any], ...] = (
    {"text": "Ramasser les déchets deux fois par semaine", "theme": "déchets", "count": 6},
    {"text": "Une séance dans chaque village", "theme": "vie du conseil", "count": 4},
    {"text": "Afficher le compte rendu au souk", "theme": "vie du conseil", "count": 3},
    {"text": "Une navette le jour du souk", "theme": "voirie", "count": 1, "outcome": STUDIED},
)
#: Document → days after the end when it was due, and when it was published (None: not published).
DOCUMENTS: dict[str, tuple[int, int | None]] = {
    "rules": (-170, -175), "purpose": (-170, -175), "calendar": (-170, -172), "minutes": (-30, 40),
    "contributions": (30, None), "summary": (45, None), "decision": (60, None), "follow_up": (150, None),
}  # fmt: skip
DOCUMENTS_BEFORE: dict[str, tuple[int, int | None]] = {
    "rules": (-170, -172), "purpose": (-170, -172), "calendar": (-170, -171), "minutes": (-30, -34),
    "contributions": (30, 28), "summary": (45, None), "decision": (60, None), "follow_up": (150, None),
}  # fmt: skip
COMMITMENTS = (
    ("Poser trois lampadaires sur le chemin de l'école", 90, 95),
    ("Installer un banc devant le dispensaire", 100, None),
    ("Répondre par écrit à chaque proposition", 140, None),
)
OWN_LEVER = {
    "title": "Une séance sur deux le soir, avec une garde d'enfants",
    "family": "tools",
    "why": "Quatre réponses libres sur douze parlent des séances en pleine journée.",
    "impact": 2, "effort": 1, "cost": "low", "indicator": "I2", "target": Decimal("0.7"),
}  # fmt: skip
