"""Siadara: the three published rounds with their reasons. Meeting, promises and follow-up are constructed."""

from pathlib import Path

from actionplans.demo import News, Promise, follow_all, promise_all
from actionplans.enums import ActionState, Funding, Side
from core.demo import as_if, days_ago
from scorecards import cardfile
from scorecards.demo.tools import Stage, Talk, discuss, meet, review_scores, step
from scorecards.enums import Outcome, Scale
from scorecards.models import Cycle
from scorecards.scales import SCALES
from scorecards.services.files import import_card

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "siadara_3_tours.csv"
LAST_ROUND = 96
MEETING = 82

DONE, DOING, DROPPED = ActionState.DONE, ActionState.IN_PROGRESS, ActionState.DROPPED
COMMUNITY, PROVIDER, AUTHORITY = Side.COMMUNITY, Side.PROVIDER, Side.AUTHORITY

#: What the first two rounds led to: the reasons of the published table say that it was done.
EARLIER = {
    1: (
        Promise(
            "Réparer la pompe à eau", "La pompe est en panne, l'eau vient de la rivière", COMMUNITY,
            "comité de santé villageois", "un technicien du district", 440, 380,
            success="L'eau coule tous les jours", baseline="pompe arrêtée", target="pompe en service",
            news=(News(390, DONE, "Pompe réparée, l'eau saine est accessible à tous"),),
        ),
        Promise(
            "Ajouter des chaises dans l'espace d'attente", "On attend debout à la consultation", COMMUNITY,
            "conseil des anciens", "le menuisier du village", 440, 350,
            news=(News(352, DONE, "24 chaises posées"),),
        ),
        Promise(
            "Poser des panneaux solaires", "Le centre n'a pas de courant", AUTHORITY,
            "équipe de reconstruction de la province", "le comité de santé", 440, 300, funding=Funding.EXTERNAL,
            news=(
                News(330, DOING, "Quatre panneaux posés, la salle de soins est éclairée"),
                News(295, DONE, "Installation complétée, réfrigérateur branché"),
            ),
        ),
    ),
    2: (
        Promise(
            "Remplacer les supports d'information usés", "Les affiches sont anciennes et peu utilisées", PROVIDER,
            "agente de vaccination", "le district", 250, 190, news=(News(200, DONE, "Anciens exemplaires retirés"),),
        ),
        Promise(
            "Réparer le toit de tôle", "Le toit laisse passer la pluie", PROVIDER, "responsable du centre",
            "les artisans du village", 250, 160,
            news=(News(220, DOING, "Tôles reçues"), News(165, DONE, "Toit réparé avant les pluies")),
        ),
    ),
}  # fmt: skip

INCINERATOR = Promise(
    "Construire un incinérateur derrière le centre", "L'incinérateur manque, les déchets attendent dans la cour",
    AUTHORITY, "direction de la santé du district", "le centre, qui creuse la fosse", 78, 23, cost=45000,
    currency="AFN", funding=Funding.EXTERNAL, success="Les déchets de soins sont brûlés chaque semaine",
    baseline="aucun incinérateur", target="un incinérateur en service",
    community="creuse la fosse et apporte les pierres", provider="trie les déchets chaque jour",
    authority="paie les briques et le maçon",
    news=(
        News(60, DOING, "Demande envoyée à la direction de la santé"),
        News(30, DOING, "Fosse creusée, devis attendu"),
    ),
)  # fmt: skip
EQUIPMENT = Promise(
    "Remplacer le tensiomètre et l'autoclave", "Le matériel médical est vétuste", PROVIDER, "responsable du centre",
    "la direction de la santé du district", 78, -18, cost=38000, currency="AFN", funding=Funding.EXTERNAL,
    success="Les deux appareils servent chaque jour",
    news=(News(55, DOING, "Liste validée par le district"), News(12, DOING, "Achat en cours, livraison annoncée")),
)  # fmt: skip
CHECK_EQUIPMENT = Promise(
    "Faire l'inventaire du matériel chaque trimestre", "Les pannes ne sont connues qu'au moment des soins", PROVIDER,
    "infirmier chef", "", 75, 40, news=(News(42, DONE, "Premier inventaire affiché au centre", "Liste affichée"),),
)  # fmt: skip
CROWD = Promise(
    "Répartir les rendez-vous pour éviter la foule du matin", "Quand il y a foule, la consultation est trop courte",
    PROVIDER, "responsable du centre", "le comité de santé", 70, -40, success="Personne n'attend plus d'une heure",
    community="vient à l'heure donnée", provider="donne l'heure la veille",
)  # fmt: skip
ANTENATAL = Promise(
    "Réserver le mardi au suivi des grossesses", "Le suivi des grossesses souffre de la foule", PROVIDER, "sage-femme",
    "le groupe des femmes", 70, 35, news=(News(36, DONE, "Mardi réservé depuis cinq semaines, salle à part"),),
)  # fmt: skip
CLEANING = Promise(
    "Écrire et afficher le tour de nettoyage", "Le gardien nettoie seul", PROVIDER, "gardien du centre",
    "le groupe des jeunes", 76, 50, news=(News(52, DONE, "Tour affiché, signé chaque jour"),),
)  # fmt: skip
POSTERS = Promise(
    "Former les relais à expliquer les affiches", "Les affiches sont là, peu de gens les lisent", COMMUNITY,
    "relais communautaires", "l'agente de vaccination", 70, 15,
    news=(News(28, DOING, "Six relais formés sur dix"),),
)  # fmt: skip
MEDICINES = Promise(
    "Afficher chaque mois la liste des médicaments reçus", "Bonne qualité, mais pas assez", PROVIDER,
    "pharmacien du centre", "le comité de santé", 76, 45, news=(News(46, DONE, "Liste affichée le premier du mois"),),
)  # fmt: skip
PUMP = Promise(
    "Former deux personnes à l'entretien de la pompe", "La pompe dépend d'un technicien du district", AUTHORITY,
    "service de l'eau du district", "le comité de santé villageois", 76, -25, cost=6000, currency="AFN",
    news=(News(33, DOING, "Deux personnes choisies, dont une femme"),),
)  # fmt: skip
WATER_CARE = Promise(
    "Nettoyer le point d'eau chaque semaine", "Les abords de la pompe sont boueux", COMMUNITY, "groupe des femmes",
    "le gardien du centre", 76, 55, news=(News(56, DONE, "Relevé affiché au centre"),),
)  # fmt: skip
BATTERIES = Promise(
    "Entretenir les batteries solaires", "Sans entretien, le courant baisse la nuit", COMMUNITY, "groupe des jeunes",
    "l'équipe de reconstruction", 70, 8,
)  # fmt: skip
ROOM = Promise(
    "Agrandir l'espace d'attente", "L'espace est juste les jours de vaccination", AUTHORITY,
    "direction de la santé du district", "le conseil des anciens", 70, -120, funding=Funding.EXTERNAL,
    news=(News(20, DROPPED, "Refusé au budget de cette année ; les chaises ajoutées suffisent pour l'instant"),),
)  # fmt: skip

TALKS = {
    "Matériel médical": Talk(
        "On nous renvoie au district pour un simple contrôle de la tension.",
        "Le tensiomètre et l'autoclave ont plus de douze ans, nous l'avons signalé deux fois.",
        Outcome.AGREED, "Le matériel est à remplacer ; le district appuie la demande et le centre tient l'inventaire.",
        (EQUIPMENT.fields(), CHECK_EQUIPMENT.fields()),
    ),
    "Propreté du centre": Talk(
        "C'est propre, on ne voit plus de mouches.",
        "Nous nous notons plus bas : sans incinérateur, les déchets de soins attendent dehors.",
        Outcome.AGREED, "Un incinérateur sera construit, et le tour de nettoyage écrit.",
        (INCINERATOR.fields(), CLEANING.fields()),
    ),
    "Qualité de l'examen": Talk(
        "L'infirmier explique bien, mais le matin il n'a pas le temps.",
        "Quand il y a foule, nous voyons chaque patient quatre minutes.",
        Outcome.AGREED, "Les rendez-vous seront répartis, et le mardi réservé aux femmes enceintes.",
        (CROWD.fields(), ANTENATAL.fields()),
    ),
    "Supports d'information peu utilisés": Talk(
        "Les affiches sont belles, mais beaucoup ne lisent pas.",
        "Les anciennes affiches sont retirées, les nouvelles sont au mur.",
        Outcome.AGREED, "Des relais les expliqueront dans les maisons.", (POSTERS.fields(),),
    ),
    "Médicaments": Talk(
        "Il y en a, mais pas toujours assez pour le mois.",
        "La dotation suit la liste nationale, nous ne pouvons pas la changer.",
        Outcome.DISAGREEMENT,
        "Les utilisateurs demandent une dotation plus grande, le centre ne peut la promettre. La liste sera affichée.",
        (MEDICINES.fields(),),
    ),
    "Eau": Talk(
        "L'eau est bonne depuis la réparation.", "La pompe sert aussi au centre.", Outcome.AGREED,
        "L'entretien ne doit plus dépendre d'une seule personne.", (PUMP.fields(), WATER_CARE.fields()),
    ),
    "Électricité": Talk(
        "La nuit, la lumière baisse.", "Les batteries demandent un entretien que personne ne fait.", Outcome.AGREED,
        "Le groupe des jeunes s'en charge.", (BATTERIES.fields(),),
    ),
    "Espace d'attente": Talk(
        "Les chaises suffisent, sauf les jours de vaccination.", "Nous sommes d'accord.", Outcome.AGREED,
        "Une demande d'agrandissement sera faite au district.", (ROOM.fields(),),
    ),
}  # fmt: skip
PROMISES = (
    EQUIPMENT, CHECK_EQUIPMENT, INCINERATOR, CLEANING, CROWD, ANTENATAL, POSTERS, MEDICINES, PUMP, WATER_CARE,
    BATTERIES, ROOM,
)  # fmt: skip
KEPT_AS_IT_IS = Talk("Rien à changer.", "Rien à changer.", Outcome.AGREED, "On continue ainsi.")


def load_siadara(stage: Stage) -> Cycle:
    """Import the three rounds, hold the third's meeting, write its plan, and go into the follow-up."""
    by = stage.facilitator
    with as_if(days_ago(LAST_ROUND - 4), by):
        parsed = cardfile.parse(FILE.read_bytes(), SCALES[Scale.TEN])
        rounds = import_card(
            parsed=parsed,
            service_point=stage.service_points["siadara"],
            scale=Scale.TEN,
            by=by,
            organization=stage.ngo,
            last_on=days_ago(LAST_ROUND),
            filename=FILE.name,
        )
    for number, promises in EARLIER.items():
        promise_all(rounds[number - 1].action_plan, promises, day=450 if number == 1 else 265, by=by)
    last = rounds[-1]
    codes = list(last.indicators.values_list("code", flat=True))
    review_scores(last, {}, codes, day=MEETING + 5, by=stage.people["district"])
    meet(
        last, planned=MEETING, held=MEETING, place="Cour du centre de santé", convener="Conseil des anciens",
        counts=(21, 17, 3, 4, 1, 2), by=by,
    )  # fmt: skip
    labels = [indicator.label.replace("’", "'") for indicator in last.indicators.all()]
    talks = {label.replace("'", "’"): TALKS.get(label, KEPT_AS_IT_IS) for label in labels}
    discuss(last, talks, day=MEETING, by=by)
    last = step(last, "finish_meeting", by, MEETING - 1)
    follow_all(last.action_plan, PROMISES, by)
    return last
