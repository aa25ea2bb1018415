"""Constructed services: a town hall being scored, a pump at its meeting, a dispensary in preparation."""

from actionplans.demo import Promise
from actionplans.enums import Side
from core.demo import as_if, days_ago
from scorecards.demo.tools import (
    Crowd,
    Said,
    Stage,
    Talk,
    choose,
    discuss,
    hold,
    meet,
    open_round,
    review_scores,
    session_of,
    step,
)
from scorecards.enums import AskedOf, ConsolidationRule, Outcome, Scale
from scorecards.models import Cycle, ScoringSession
from scorecards.services.cycles import open_cycle, set_groups, write_indicator
from scorecards.services.rule import change_rule


def _codes(sector: str, names: str) -> tuple[str, ...]:
    return tuple(f"{sector}-{name}" for name in names.split())


TOWN_HALL = _codes(
    "administration",
    "opening-hours waiting-time welcome clear-papers delivery-time accessibility waste come-prepared",
)
PUMP = _codes("water", "quantity quality reliability repair-time price surroundings accounts pay-share")
DISPENSARY = _codes("health", "waiting-time welcome medicines staff-punctuality early-visit")


def load_town_hall(stage: Stage) -> Cycle:
    """Three colours; the women have scored, the men are half way, the others wait."""
    by = stage.facilitator
    groups = (
        {"kind": "women", "village": "", "size": 20},
        {"kind": "men", "village": "", "size": 20},
        {"kind": "youth", "village": "", "size": 15},
        {"kind": "disabled", "village": "", "size": 8},
    )
    cycle = open_round(stage, "town_hall", 12, Scale.COLOURS, groups)
    choose(cycle, TOWN_HALL, by, 12)
    cycle = step(cycle, "launch", by, 11)
    women: dict[str, Said] = dict(zip(TOWN_HALL, (2.4, 1.6, 2.2, 1.3, 1.8, (9, 4, 3), 2.1, 1.9), strict=True))
    words = {
        TOWN_HALL[3]: ("On revient trois fois pour un même acte.", "Une liste affichée à l'entrée"),
        TOWN_HALL[5]: ("Quatre marches, pas de rampe.", "Une rampe et un guichet au rez-de-chaussée"),
        TOWN_HALL[1]: ("On attend debout, sans ordre.", "Des numéros et un banc"),
    }
    hold(cycle, "women", Crowd((5, 9, 2, 0, 0, 0), "Salle du conseil"), women, words, day=6, by=by)
    men: dict[str, Said] = dict(zip(TOWN_HALL[:4], (2.6, 1.9, 2.5, 1.5), strict=True))
    crowd = Crowd((0, 0, 0, 4, 8, 3), "Café de la place")
    hold(cycle, "men", crowd, men, {TOWN_HALL[0]: ("Ouvert le matin, souvent fermé après la prière.", "")},
         day=1, by=stage.people["animateur"], close=False)  # fmt: skip
    for kind, day in (("women", 6), ("men", 1), ("youth", -2), ("disabled", -4), (None, -8)):
        ScoringSession.objects.filter(pk=session_of(cycle, kind).pk).update(planned_on=days_ago(day))
    return Cycle.objects.get(pk=cycle.pk)


PUMP_TALKS = {
    "water-repair-time": Talk(
        "Trois semaines sans eau en juillet.", "La pièce venait de la ville, personne n'avait d'avance.",
        Outcome.AGREED, "La coopérative garde une caisse de réparation et une pièce d'avance.",
        (
            Promise(
                "Ouvrir une caisse de réparation", "Trois semaines sans eau en juillet", Side.PROVIDER,
                "trésorière de la coopérative", "le comité des habitants", 1, -45, cost=3000,
                success="Une panne est réparée en moins de cinq jours", baseline="21 jours", target="5 jours",
                community="verse dix dirhams par ménage", provider="tient la caisse et le cahier",
            ).fields(),
        ),
    ),
    "water-accounts": Talk(
        "Personne n'a vu les comptes cette année.", "Ils sont dans le cahier, chacun peut venir.",
        Outcome.AGREED, "Les comptes sont lus à voix haute chaque trimestre.",
        (
            Promise(
                "Lire les comptes en réunion chaque trimestre", "Personne n'a vu les comptes", Side.PROVIDER,
                "trésorière de la coopérative", "", 1, -30,
            ).fields(),
        ),
    ),
    "water-pay-share": Talk(
        "Certains ne peuvent pas payer en été.", "Un ménage sur trois est en retard.", Outcome.DISAGREEMENT,
        "La coopérative veut couper après trois mois ; les femmes demandent un prix d'été. À reprendre.",
    ),
}  # fmt: skip


def load_pump(stage: Stage) -> Cycle:
    """Zero to a hundred, two villages that count once each; the card is released and the meeting is half written."""
    by, officer, staff = stage.facilitator, stage.people["commune"], stage.people["fontainier"]
    groups = (
        {"kind": "women", "village": "Taghzout", "size": 22},
        {"kind": "men", "village": "Taghzout", "size": 15},
        {"kind": "youth", "village": "Imi n’Tala", "size": 14},
    )
    cycle = open_round(stage, "pump", 62, Scale.HUNDRED, groups)
    choose(cycle, PUMP, by, 61)
    cycle = step(cycle, "launch", by, 60)
    women: dict[str, Said] = dict(zip(PUMP, (55, 80, 40, 15, 60, 35, 20, 50), strict=True))
    men: dict[str, Said] = dict(zip(PUMP, (65, 85, 50, 30, 70, 45, 40, 55), strict=True))
    far: dict[str, Said] = dict(zip(PUMP, (40, 75, 35, 20, 55, 30, 30, 40), strict=True))
    words = {
        PUMP[3]: ("Trois semaines sans eau en juillet.", "Garder une pièce d'avance"),
        PUMP[6]: ("On paie sans savoir où va l'argent.", "Lire les comptes"),
        PUMP[5]: ("Les ânes boivent au même endroit.", "Un abreuvoir à part"),
    }
    hold(cycle, "women", Crowd((5, 11, 3, 0, 0, 0), "Près du lavoir"), women, words, day=52, by=by)
    hold(cycle, "men", Crowd((0, 0, 0, 2, 7, 4), "Mosquée de Taghzout"), men, {}, day=51, by=by)
    youth = Crowd((6, 0, 0, 5, 0, 0), "École d’Imi n’Tala", turns=(9, 17))
    hold(cycle, "youth", youth, far, {PUMP[0]: ("Nous sommes au bout du tuyau.", "")}, day=51, by=by)
    cycle = step(cycle, "finish_community", by, 50)
    with as_if(days_ago(49), by):
        cycle = change_rule(cycle=cycle, rule=ConsolidationRule.VILLAGE_MEAN, version=cycle.version, by=by)
    own: dict[str, Said] = dict(zip(PUMP, (70, 90, 60, 40, 80, 40, 70, 30), strict=True))
    staff_words = {PUMP[7]: ("Un ménage sur trois est en retard.", ""), PUMP[6]: ("Le cahier est ouvert à tous.", "")}
    hold(cycle, None, Crowd((1, 2, 0, 1, 2, 0), "Local de la coopérative"), own, staff_words, day=42, by=staff)
    review_scores(cycle, {}, PUMP, day=36, by=officer)
    cycle = step(cycle, "release", by, 30)
    meet(cycle, planned=1, held=1, place="École de Taghzout", convener="Commune d'Aït Ouassif",
         counts=(18, 11, 2, 3, 1, 1), by=by)  # fmt: skip
    labels = dict(cycle.indicators.values_list("code", "label"))
    discuss(cycle, {labels[code]: talk for code, talk in PUMP_TALKS.items()}, day=1, by=by)
    return Cycle.objects.get(pk=cycle.pk)


def load_dispensary(stage: Stage) -> Cycle:
    """In preparation: groups and five indicators are there, the launch is to come."""
    by = stage.facilitator
    groups = (
        {"kind": "women", "village": "Imi n’Tala", "size": 15},
        {"kind": "men", "village": "Imi n’Tala", "size": 12},
    )
    cycle = open_round(stage, "clinic_imi", 3, Scale.FACES, groups)
    choose(cycle, DISPENSARY, by, 3)
    with as_if(days_ago(2), by):
        write_indicator(
            cycle=cycle,
            label="Ambulance disponible la nuit",
            hint="Quand une femme accouche la nuit, une voiture vient-elle ?",
            asked_of=AskedOf.BOTH,
            by=by,
        )
    return Cycle.objects.get(pk=cycle.pk)


def load_neighbour(stage: Stage) -> Cycle:
    """Another association's round: what the first one's people must never see."""
    by = stage.people["voisine"]
    with as_if(days_ago(20), by):
        cycle = open_cycle(
            organization=stage.organizations["neighbour"],
            service_point=stage.service_points["bab_zitoun"],
            starts_on=days_ago(20),
            ends_on=None,
            scale=Scale.FACES,
            by=by,
            is_demo=True,
        )
        set_groups(cycle=cycle, groups=[{"kind": "women"}, {"kind": "men"}], by=by)
    choose(cycle, ("education-latrines", "education-textbooks", "education-attendance"), by, 19)
    cycle = step(cycle, "launch", by, 18)
    said: dict[str, Said] = {"education-latrines": 2.5, "education-textbooks": 3.1, "education-attendance": 3.8}
    hold(cycle, "women", Crowd((3, 6, 1, 0, 0, 0), "Chez la présidente"), said, {}, day=10, by=by)
    return Cycle.objects.get(pk=cycle.pk)
