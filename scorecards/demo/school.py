"""A constructed primary school: a first round carried to its end, a second one under review."""

from decimal import Decimal

from actionplans.demo import News, Promise, follow_all
from actionplans.enums import ActionState, Funding, Side
from actionplans.services import set_followers
from core.demo import as_if, days_ago, fr
from scorecards.demo.tools import (
    Crowd,
    Said,
    Stage,
    Talk,
    answer_review,
    choose,
    discuss,
    hold,
    meet,
    open_round,
    review_scores,
    session_of,
    step,
)
from scorecards.enums import Outcome, Scale
from scorecards.models import Cycle
from scorecards.services.agreed import agree_score
from scorecards.services.cycles import repeat_cycle
from scorecards.services.sessions import reopen_session

DONE, DOING, DROPPED = ActionState.DONE, ActionState.IN_PROGRESS, ActionState.DROPPED
CODES = (
    "teacher-presence", "learning", "no-violence", "textbooks", "classrooms", "latrines", "drinking-water", "dialogue",
    "attendance", "parents-meetings",
)  # fmt: skip
INDICATORS = tuple(f"education-{code}" for code in CODES)
GROUPS = (
    {"kind": "women", "village": "Tighremt", "size": 18},
    {"kind": "men", "village": "Tighremt", "size": 16},
    {"kind": "youth", "village": "Tighremt", "size": 20},
)
WOMEN = Crowd((4, 8, 2, 0, 0, 0), "Maison des femmes de Tighremt")
MEN = Crowd((0, 0, 0, 3, 7, 3), "Place du village")
YOUTH = Crowd((8, 0, 0, 9, 0, 0), "Cour de l’école", turns=(5, 21))
STAFF = Crowd((2, 2, 0, 1, 1, 0), "Salle des maîtres")


def _said(*figures: Said) -> dict[str, Said]:
    return dict(zip(INDICATORS, figures, strict=True))


FIRST = {
    "women": _said(3.2, 2.6, (1, 1, 3, 5, 4), 2.1, 2.4, 1.4, 1.8, 2.8, 3.4, 3.1),
    "men": _said(3.8, 3.0, 4.2, 2.6, 2.7, 2.2, 2.1, 3.3, 3.6, 2.0),
    "youth": _said(3.0, 2.9, (5, 3, 1, 3, 5), 2.3, 2.2, 1.2, 1.5, None, 3.9, "na"),
}
FIRST_STAFF = _said(5, 4, 5, 2, 2, 3, 2, 4, 3, 2)
SECOND = {
    "women": _said(3.9, 3.1, 4.1, 3.0, 2.9, 3.2, 3.6, 3.7, 3.6, 3.5),
    "men": _said(4.1, 3.2, 4.4, 3.1, 3.0, 3.4, 3.7, 3.8, 3.7, 2.9),
    "youth": _said(3.6, 3.3, 3.2, 2.9, 2.7, 2.9, 3.4, 3.0, 4.0, "na"),
}
SECOND_STAFF = _said(4, 4, 5, 3, 3, 4, 4, 4, 3, 3)

WOMEN_WORDS = {
    "education-latrines": (
        "Une seule porte ferme, les grandes filles rentrent à la maison.", "Une latrine fermée pour les filles",
    ),
    "education-drinking-water": ("Les enfants emportent une bouteille de chez eux.", "Réparer le robinet de la cour"),
    "education-textbooks": ("Un manuel pour trois élèves en troisième année.", "Demander les manuels dès juillet"),
    "education-learning": ("Ma fille de neuf ans épelle encore.", "Une heure de lecture de plus"),
    "education-attendance": ("Aux récoltes, nous gardons les aînés.", ""),
}  # fmt: skip
MEN_WORDS = {
    "education-teacher-presence": ("Présents, sauf les jours de souk.", ""),
    "education-parents-meetings": ("Nous laissons les mères y aller seules.", "Tenir la réunion le vendredi"),
    "education-classrooms": ("Deux vitres cassées et un tableau usé.", "Les pères peuvent poser les vitres"),
}
YOUTH_WORDS = {
    "education-no-violence": ("Certains maîtres ne frappent plus, d'autres si.", "Une règle écrite ensemble"),
    "education-latrines": ("On n'y va pas.", "Une porte et de l'eau"),
}
STAFF_WORDS = {
    "education-teacher-presence": ("Les absences sont toutes remplacées.", ""),
    "education-textbooks": ("La dotation arrive en novembre.", "Commander plus tôt"),
    "education-latrines": ("Deux cabines sur trois fonctionnent.", "Une réparation par la commune"),
    "education-no-violence": ("Le règlement est signé par tous.", ""),
}

SECOND_WORDS = {
    "women": {
        "education-latrines": ("La porte ferme, mais l'eau manque l'après-midi.", "Un bidon rempli chaque matin"),
        "education-drinking-water": ("Le robinet coule de nouveau.", ""),
        "education-textbooks": ("Un manuel pour deux élèves maintenant.", ""),
        "education-learning": ("Les enfants lisent un peu mieux depuis l'heure de lecture.", "La garder"),
    },
    "men": {
        "education-parents-meetings": ("Le vendredi nous convient ; onze sont venus.", ""),
        "education-classrooms": ("Les vitres sont posées, le tableau est toujours usé.", "Un tableau neuf"),
    },
    "youth": {
        "education-latrines": ("Les petites y vont, les grandes hésitent encore.", ""),
        "education-no-violence": ("La règle est au mur ; elle n'est pas suivie dans toutes les classes.", ""),
    },
    "staff": {
        "education-latrines": ("Trois cabines servent, dont une réservée aux filles.", ""),
        "education-attendance": ("L'absence reste forte pendant les récoltes.", "Prévenir les familles en septembre"),
    },
}

DOOR = Promise(
    "Réserver et fermer une latrine pour les filles", "Les grandes filles rentrent à la maison", Side.AUTHORITY,
    "service technique de la commune", "l'association des mères", 285, 200, cost=12500,
    success="Aucune fille ne rentre plus à la maison", baseline="1 porte sur 3", target="3 portes sur 3",
    news=(
        News(240, DOING, "Porte commandée au menuisier"),
        News(205, DONE, "Porte et verrou posés", "Photo affichée"),
    ),
)  # fmt: skip
TAP = Promise(
    "Réparer le robinet de la cour", "Les enfants emportent leur eau", Side.COMMUNITY, "association des parents",
    "la coopérative de l'eau", 285, 230, cost=1800, news=(News(232, DONE, "Robinet réparé, réservoir nettoyé"),),
)  # fmt: skip
BOOKS = Promise(
    "Commander les manuels avant les vacances", "Un manuel pour trois élèves", Side.PROVIDER, "directrice de l'école",
    "la direction provinciale", 270, 140, news=(News(150, DONE, "Commande faite en juin, deux élèves par manuel"),),
)  # fmt: skip
RULE = Promise(
    "Écrire avec les élèves une règle sans coups", "Certains maîtres frappent encore", Side.PROVIDER,
    "équipe des maîtres",
    "le conseil des élèves", 280, 220, news=(News(221, DONE, "Règle affichée dans chaque classe"),),
)  # fmt: skip
BUS = Promise(
    "Demander un transport scolaire", "Les enfants d'Imi n'Tala marchent cinq kilomètres", Side.AUTHORITY,
    "conseil communal", "la province", 270, 100, funding=Funding.EXTERNAL,
    news=(News(120, DROPPED, "Non retenu au budget provincial ; la demande sera refaite l'an prochain"),),
)  # fmt: skip
FRIDAY = Promise(
    "Tenir la réunion des parents le vendredi", "Les pères ne viennent pas", Side.COMMUNITY, "association des parents",
    "la directrice", 280, 240, news=(News(241, DONE, "Onze pères à la dernière réunion"),),
)  # fmt: skip
PROMISES = (DOOR, TAP, BOOKS, RULE, BUS, FRIDAY)

TALKS = {
    "Latrines séparées pour les filles": Talk(
        "Une seule porte ferme.", "Deux cabines servent, la troisième est bouchée.", Outcome.AGREED,
        "Une cabine fermée sera réservée aux filles.", (DOOR.fields(),),
    ),
    "Eau à boire à l’école": Talk(
        "Le robinet est cassé depuis l'hiver.", "La facture est payée, c'est bien le robinet.", Outcome.AGREED,
        "L'association des parents le répare.", (TAP.fields(),),
    ),
    "Manuels et fournitures": Talk(
        "Un livre pour trois.", "Ils arrivent trop tard.", Outcome.AGREED, "Commander avant les vacances.",
        (BOOKS.fields(),),
    ),
    "Discipline sans coups ni humiliation": Talk(
        "Des enfants ont peur.", "Le règlement l'interdit, nous le rappelons.", Outcome.DISAGREEMENT,
        "Les jeunes et les maîtres ne décrivent pas la même chose ; une règle sera écrite ensemble.",
        (RULE.fields(),),
    ),
    "Participer aux réunions de l’école": Talk(
        "Le lundi nous sommes au champ.", "Nous pouvons changer de jour.", Outcome.AGREED, "Ce sera le vendredi.",
        (FRIDAY.fields(),),
    ),
    "Envoyer les enfants chaque jour": Talk(
        "La route est longue depuis Imi n'Tala.", "L'absence vient de là.", Outcome.AGREED,
        "La commune demande un transport.", (BUS.fields(),),
    ),
}  # fmt: skip
LATER = Talk("À reprendre au prochain tour.", "D'accord.", Outcome.POSTPONED, "")


def load_school(stage: Stage) -> Cycle:
    """The first round from its opening to its end; then the second, up to a half-done review."""
    first = _play_first(stage)
    return _play_second(stage, first)


def _play_first(stage: Stage) -> Cycle:
    by, officer, staff = stage.facilitator, stage.people["commune"], stage.people["prestataire"]
    cycle = open_round(stage, "school", 330, Scale.FACES, GROUPS)
    choose(cycle, INDICATORS, by, 329)
    cycle = step(cycle, "launch", by, 326)
    hold(cycle, "women", WOMEN, FIRST["women"], WOMEN_WORDS, day=322, by=by)
    hold(cycle, "men", MEN, FIRST["men"], MEN_WORDS, day=321, by=stage.people["animateur"])
    hold(cycle, "youth", YOUTH, FIRST["youth"], YOUTH_WORDS, day=320, by=by)
    cycle = step(cycle, "finish_community", by, 318)
    hold(cycle, None, STAFF, FIRST_STAFF, STAFF_WORDS, day=314, by=staff)
    contested = {"education-teacher-presence": "Le cahier de la commune compte neuf jours d'absence en un mois."}
    review_scores(cycle, contested, INDICATORS, day=309, by=officer)
    answer_review(
        cycle, INDICATORS[0], "Deux maîtres étaient en formation sans être remplacés : nous corrigeons.",
        day=306, by=staff, value=4,
    )  # fmt: skip
    review_scores(cycle, {}, INDICATORS[:1], day=305, by=officer)
    latrines = cycle.indicators.get(code="education-latrines")
    with as_if(days_ago(303), by):
        agree_score(
            cycle=cycle, indicator=latrines, value=Decimal(1), version=0, by=by,
            reason=fr("Les représentantes des femmes et des jeunes rappellent que les filles n'y vont pas : 1."),
        )  # fmt: skip
    cycle = step(cycle, "release", by, 301)
    meet(
        cycle, planned=290, held=290, place="Salle de classe de la troisième année", convener="Commune d'Aït Ouassif",
        counts=(16, 9, 3, 2, 1, 2), by=by,
    )  # fmt: skip
    talks = {indicator.label: TALKS.get(indicator.label, LATER) for indicator in cycle.indicators.all()}
    discuss(cycle, talks, day=290, by=by)
    cycle = step(cycle, "finish_meeting", by, 289)
    with as_if(days_ago(288), stage.people["admin"]):
        set_followers(plan=cycle.action_plan, users=[stage.people["comite"]], by=stage.people["admin"])
    follow_all(cycle.action_plan, PROMISES, by)
    return cycle


def _play_second(stage: Stage, first: Cycle) -> Cycle:
    by, officer, staff = stage.facilitator, stage.people["commune"], stage.people["prestataire"]
    with as_if(days_ago(45), by):
        cycle = repeat_cycle(cycle=first, by=by)
    cycle = step(cycle, "launch", by, 44)
    hold(cycle, "women", WOMEN, SECOND["women"], SECOND_WORDS["women"], day=38, by=by)
    hold(cycle, "men", MEN, SECOND["men"], SECOND_WORDS["men"], day=37, by=by)
    hold(cycle, "youth", YOUTH, SECOND["youth"], SECOND_WORDS["youth"], day=36, by=by)
    with as_if(days_ago(35), by):
        reason = fr("Deux élèves arrivés après le comptage n'avaient pas été ajoutés.")
        reopen_session(session=session_of(cycle, "youth"), reason=reason, by=by)
    late = Crowd((9, 0, 0, 10, 0, 0), YOUTH.place, turns=(13, 18))
    hold(cycle, "youth", late, {}, {}, day=34, by=by)
    cycle = step(cycle, "finish_community", by, 33)
    hold(cycle, None, STAFF, SECOND_STAFF, SECOND_WORDS["staff"], day=28, by=staff)
    contested = {
        "education-latrines": "Lors de la visite du 3, une cabine sur trois était encore fermée.",
        "education-no-violence": "Deux familles ont écrit à la commune ce trimestre.",
    }
    confirmed = ("education-teacher-presence", "education-textbooks", "education-drinking-water")
    review_scores(cycle, contested, confirmed, day=20, by=officer)
    answer_review(
        cycle, "education-latrines", "La cabine a été rouverte le 5 ; nous gardons notre note.", day=14, by=staff
    )
    return Cycle.objects.get(pk=cycle.pk)
