"""What the parties of the partnership on water say, bring, promise and decide."""

from decimal import Decimal
from typing import Any

from partnerships.demo.tools import Levels
from partnerships.enums import PowerDomain

NAME = "De l'eau sûre à Taghzout"
WHO = {"ngo": "animatrice", "commune": "commune", "water": "cooperative", "university": "partenaire"}
ALL = tuple(WHO)
START = 344

IDENTITY: dict[str, dict[str, Any]] = {
    "ngo": {
        "role": "fait parler les habitants et suit les promesses",
        "mission_link": "Le dialogue local est notre raison d'être, l'eau est la première plainte des cartes.",
        "own_interest": "Montrer qu'une carte communautaire mène à des travaux.",
        "red_lines": "Nous ne gérons pas l'argent des travaux.",
        "contact_one": "responsable des programmes", "contact_two": "animatrice de zone",
        "annual_budget": Decimal(1200000),
    },
    "commune": {
        "role": "paie les travaux et les inscrit au plan d'action communal",
        "mission_link": "L'eau potable est une compétence de la commune.",
        "own_interest": "Tenir une promesse du plan d'action communal.",
        "red_lines": "Aucun engagement au-delà du budget voté.",
        "contact_one": "chef du service de l'eau", "contact_two": "directrice des services",
        "annual_budget": Decimal(9500000),
    },
    "water": {
        "role": "entretient les pompes et tient la caisse de l'eau",
        "mission_link": "Nous existons pour que l'eau coule.",
        "own_interest": "Apprendre à réparer sans attendre la ville.",
        "red_lines": "Le prix de l'eau se décide en assemblée.",
        "contact_one": "présidente", "contact_two": "trésorier",
        "annual_budget": Decimal(310000),
    },
    "university": {
        "role": "analyse l'eau et forme deux laborantins du village",
        "mission_link": "La recherche au service du territoire est dans notre charte.",
        "own_interest": "Un terrain d'étude suivi sur deux ans.",
        "red_lines": "Les mesures sont publiées, même mauvaises.",
        "contact_one": "directrice du laboratoire", "contact_two": "ingénieur de recherche",
        "annual_budget": Decimal(6400000),
    },
}  # fmt: skip
PRIORITIES = ("réparer les deux pompes", "analyser l'eau chaque mois", "former un comité de l'eau", "un prix juste")
SHEETS: dict[str, dict[str, Any]] = {
    "ngo": {
        "order": "abcd", "what": "De l'eau potable à moins de dix minutes, gérée par le village.",
        "what_not": "Creuser un nouveau forage.",
        "why": "Les femmes perdent deux heures par jour. Seul, on ne tient pas.",
        "success": ["access", "quality", "lasting"], "beneficiaries": ["women", "remote"],
        "motives": ["mission", "legitimacy", "network"], "horizon_months": 24, "commitment": 4,
        "foresees": {"commune": ["obligation", "legitimacy", "mission"], "water": ["mission", "learning"]},
    },
    "commune": {
        "order": "acbd", "what": "Deux pompes réparées et une eau contrôlée.", "what_not": "Fixer le prix de l'eau.",
        "why": "C'est notre compétence, et les analyses coûtent trop cher seuls.",
        "success": ["access", "quality", "cost"], "beneficiaries": ["women", "remote", "everyone"],
        "motives": ["obligation", "mission", "legitimacy"], "horizon_months": 24, "commitment": 3,
        "foresees": {"ngo": ["mission", "legitimacy"], "university": ["learning", "mission"]},
    },
    "water": {
        "order": "abdc", "what": "Des pompes qui marchent et des gens qui savent les réparer.",
        "what_not": "Donner l'eau à une entreprise.", "why": "Nous réparons au hasard, personne ne nous forme.",
        "success": ["access", "lasting", "skills"], "beneficiaries": ["women", "remote"],
        "motives": ["mission", "learning", "savings"], "horizon_months": 18, "commitment": 4,
        "foresees": {"commune": ["obligation", "mission"], "ngo": ["mission", "network"]},
    },
    "university": {
        "order": "bacd", "what": "Une eau mesurée chaque mois, par des gens du village.",
        "what_not": "Remplacer le laboratoire régional.", "why": "Sans le village, nos mesures ne servent à personne.",
        "success": ["quality", "access", "skills"], "beneficiaries": ["women", "remote"],
        "motives": ["learning", "mission", "recruitment"], "horizon_months": 24, "commitment": 3,
        "foresees": {"water": ["mission", "savings"], "commune": ["obligation", "legitimacy"]},
    },
}  # fmt: skip
SCOPE = (
    ("in", "Réparer les deux pompes de Taghzout", "water"),
    ("in", "Analyser l'eau chaque mois et l'afficher", "university"),
    ("out", "Fixer le prix de l'eau", "commune"),
    ("later", "Étendre aux villages voisins", "ngo"),
)
GIVEN = (
    ("ngo", "time", "Une animatrice deux jours par mois", 60000),
    ("commune", "cash", "Pièces et main-d'œuvre des deux pompes", 90000),
    ("water", "kind", "Local du comité et garde des pièces", 50000),
    ("university", "knowledge", "Analyses mensuelles et deux formations", 45000),
)
RISKS = (
    ("Une pièce importée manque six mois", 2, 3, {"ngo": 20, "commune": 40, "water": 20, "university": 20}),
    ("Les analyses montrent une eau impropre", 2, 4, {"ngo": 25, "commune": 35, "water": 20, "university": 20}),
    ("Le comité ne se réunit plus", 2, 2, {"ngo": 30, "commune": 25, "water": 25, "university": 20}),
)
CLAUSES = (
    ("C1", "Finalité", "Les parties veulent une eau potable à moins de dix minutes, gérée par le village.", "ngo"),
    ("C3", "Rôles", "Chaque partie nomme deux personnes qui peuvent l'engager.", "commune"),
    ("C6", "Comptes dans les deux sens", "Chaque partie répond sous quinze jours à une demande de comptes.", "water"),
    ("C7", "Suite", "La coopérative entretient les pompes après la convention, avec la caisse de l'eau.", "water"),
    ("C9", "Transparence", "Budget, analyses et comptes rendus sont ouverts à toutes les parties.", "university"),
    ("C10", "Refus", "Une partie peut refuser une demande sans mettre la convention en danger.", "ngo"),
    ("C11", "Échec", "Un échec se dit sous huit jours et se regarde ensemble, sans pénalité.", "university"),
)
NO_CLAUSE = {
    "C2": "Les objectifs ont été écrits ensemble : les versions gardées le montrent.",
    "C4": "Le tableau des apports suffit.",
    "C5": "Les leçons écrites et réutilisées suffisent.",
    "C8": "La relation ne se décrète pas, nous la notons.",
}
#: First rating, before the signature: things are starting.
T0: dict[str, Levels] = {
    "ngo": {"C1": "332", "C2": "3", "C3": "2", "C4": "3", "C5": "2", "C6": "2", "C7": "1", "C8": "3", "C9": "2",
            "C10": "3", "C11": "2"},
    "commune": {"C1": "3", "C2": "3", "C3": "3", "C4": "3", "C5": "2", "C6": "3", "C7": "2", "C8": "3", "C9": "3",
                "C10": "4", "C11": "2"},
    "water": {"C1": "323", "C2": "2", "C3": "2", "C4": "3", "C5": "1", "C6": "2", "C7": "2", "C8": "2", "C9": "1?1",
              "C10": "2", "C11": "1"},
    "university": {"C1": "3", "C2": "3", "C3": "2", "C4": "4", "C5": "3", "C6": "2", "C7": "1", "C8": "3", "C9": "?22",
                   "C10": "4", "C11": "2"},
}  # fmt: skip
T1: dict[str, Levels] = {
    "ngo": {"C1": "4", "C2": "4", "C3": "3", "C4": "4", "C5": "3", "C6": "3", "C7": "3", "C8": "4", "C9": "343",
            "C10": "4", "C11": "3"},
    "commune": {"C1": "344", "C2": "3", "C3": "3", "C4": "4", "C5": "3", "C6": "4", "C7": "3", "C8": "4", "C9": "4",
                "C10": "4", "C11": "3"},
    "water": {"C1": "4", "C2": "3", "C3": "3", "C4": "4", "C5": "4", "C6": "3", "C7": "3", "C8": "3", "C9": "3",
              "C10": "3", "C11": "3"},
    "university": {"C1": "3", "C2": "4", "C3": "3", "C4": "4", "C5": "4", "C6": "3", "C7": "2", "C8": "4", "C9": "4",
                   "C10": "4", "C11": "3"},
}  # fmt: skip
BENEFITS = {"ngo": ("B8", "B21"), "commune": ("B7", "B10"), "water": ("B19", "B12"), "university": ("B8", "B14")}
#: Day, what, domain, who proposed, who decided.
DECISIONS: tuple[tuple[int, str, PowerDomain, str, tuple[str, ...]], ...] = (
    (330, "Commencer par la pompe du haut", PowerDomain.DECISION, "water", ALL),
    (320, "Acheter les pièces à Beni Mellal", PowerDomain.BUDGET, "commune", ("commune", "water")),
    (300, "Se réunir le premier jeudi du mois", PowerDomain.AGENDA, "ngo", ("ngo", "university")),
    (280, "Afficher les analyses sur la pompe", PowerDomain.INFORMATION, "university", ("university", "water")),
    (250, "Former deux personnes de plus", PowerDomain.DECISION, "university", ALL),
    (220, "Payer le soudeur du village", PowerDomain.BUDGET, "water", ("ngo", "university")),
    (190, "Tourner la présidence des réunions", PowerDomain.AGENDA, "water", ("commune", "water")),
    (150, "Inviter la radio à la mise en eau", PowerDomain.REPRESENTATION, "ngo", ("ngo", "water")),
    (110, "Reporter la seconde pompe après l'hiver", PowerDomain.DECISION, "commune", ALL),
    (60, "Garder une réserve de pièces", PowerDomain.BUDGET, "water", ("water", "university", "commune", "ngo")),
)
PROMISES = {
    "commune": "Livrer les pièces avant l'été",
    "university": "Afficher une analyse par mois",
    "water": "Ouvrir la caisse aux parties",
    "ngo": "Réunir les femmes chaque trimestre",
}
#: Who asks whom for what.
REQUESTS = (
    ("ngo", "commune", "les factures des pièces"),
    ("commune", "ngo", "le compte des réunions"),
    ("water", "university", "les analyses de mars"),
    ("university", "water", "l'état de la caisse"),
)
#: Who wrote it, who uses it again, what.
LESSONS = (
    ("water", "university", "Une pompe se répare avec deux clés si on graisse chaque mois"),
    ("ngo", "commune", "Les femmes viennent quand la réunion est à dix heures"),
)
