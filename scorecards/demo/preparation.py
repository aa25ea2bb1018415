"""Constructed preparation: a pump whose whole instrument is written down, a dispensary half way in the full one."""

from decimal import Decimal
from typing import Any

from core.demo import as_if, days_ago, fr
from scorecards.demo.tools import Stage
from scorecards.enums import CycleState, PulseMoment, PulseQuestion, Qualification, ReadinessState, Side, Variant
from scorecards.models import Cycle, Group
from scorecards.services.briefings import record_briefing, record_pulses
from scorecards.services.cycles import change_cycle
from scorecards.services.inputs import add_input
from scorecards.services.readiness import save_hours, save_readiness
from scorecards.services.socialmap import add_part
from scorecards.services.team import assign_team, change_profile, give_feedback

DONE, TODO, NOT_NEEDED = ReadinessState.DONE.value, ReadinessState.TODO.value, ReadinessState.NOT_NEEDED.value


def load_preparation(stage: Stage, *, pump: Cycle, dispensary: Cycle) -> None:
    """Call once the rounds are played."""
    _profiles(stage)
    _prepare_pump(stage, pump)
    _prepare_dispensary(stage, dispensary)


def _profiles(stage: Stage) -> None:
    admin = stage.people["admin"]
    told: dict[str, dict[str, Any]] = {
        "animatrice": {
            "training": "Carte communautaire, cinq jours, réseau des associations",
            "trained_on": days_ago(820),
            "sessions_before": 14,
            "languages": "arabe, tachelhit, français",
        },
        "animateur": {"training": "", "trained_on": None, "sessions_before": 0, "languages": "arabe, tachelhit"},
    }
    with as_if(days_ago(90), admin):
        for name, fields in told.items():
            change_profile(person=stage.people[name], organization=stage.ngo, version=0, by=admin, **fields)


def _group(cycle: Cycle, kind: str) -> Group:
    return cycle.groups.filter(kind=kind)[:1].get()


def _amounts(*numbers: int | None) -> dict[str, Decimal | None]:
    names = ("planned", "received", "observed")
    return {name: None if number is None else Decimal(number) for name, number in zip(names, numbers, strict=True)}


def _track(cycle: Cycle, by: Any, lines: tuple[tuple[dict[str, str], tuple[int | None, ...], bool], ...]) -> None:
    for words, numbers, is_money in lines:
        texts = {name: fr(text) for name, text in words.items()}
        add_input(cycle=cycle, by=by, is_money=is_money, **texts, **_amounts(*numbers))


PUMP_INPUTS = (
    ({"label": "Eau par personne et par jour", "unit": "litres", "source": "Coopérative",
      "entitlement": "20 litres au moins, norme nationale d'accès à l'eau",
      "evidence": "Relevé du compteur, une semaine"},
     (20, None, 14), False),
    ({"label": "Pièces d'avance pour la pompe", "unit": "pièces", "source": "Coopérative",
      "entitlement": "Un jeu complet, contrat d'entretien", "evidence": "Armoire ouverte avec le comité"},
     (6, 2, 1), False),
    ({"label": "Visites du technicien dans l'année", "unit": "visites", "source": "Commune",
      "entitlement": "Quatre par an, convention avec la commune", "evidence": ""}, (4, 3, 3), False),
    ({"label": "Subvention d'entretien", "unit": "MAD", "source": "Commune",
      "entitlement": "Budget communal de l'année", "evidence": "Ordre de virement"}, (24000, 18000, 15500), True),
    ({"label": "Cotisations des ménages", "unit": "MAD", "source": "Utilisateurs",
      "entitlement": "10 MAD par ménage et par mois", "evidence": "Cahier de la trésorière"},
     (18000, 12400, 11900), True),
)  # fmt: skip


PUMP_MAP = (
    ("Taghzout, le bas", 64, "women", ""),
    ("Taghzout, le haut", 38, "men", ""),
    ("Éleveurs de passage", 11, "", "Visite au marché du jeudi"),
)


def _prepare_pump(stage: Stage, cycle: Cycle) -> None:
    """Everything that the essential instrument leaves optional, from the checklist to the hands after the meeting."""
    by, other = stage.facilitator, stage.people["animateur"]
    with as_if(days_ago(61), by):
        lines = dict.fromkeys(("authorities", "provider", "entitlements", "place", "consent"), (DONE, ""))
        lines["referral"] = (NOT_NEEDED, fr("Le centre social est à deux portes : on y accompagne la personne."))
        save_readiness(cycle=cycle, lines=lines, by=by)
        _track(cycle, by, PUMP_INPUTS)
        for label, households, kind, how in PUMP_MAP:
            heard = {"group": _group(cycle, kind)} if kind else {"is_absent": True, "how_heard": how}
            add_part(cycle=cycle, by=by, label=label, households=households, **heard)
        question = "« Est-ce pour punir quelqu'un ? » Non : on parle du service, chacun dit ce qu'il peut faire."
        for side, people in (("users", 41), ("provider", 7)):
            record_briefing(cycle=cycle, side=side, held_on=days_ago(61), people=people, notes=fr(question), by=by)
        _hands(cycle, PulseMoment.BEFORE, ((13, 41), (3, 7), (9, 41), (5, 7)), by)
        for kind in ("women", "men"):
            assign_team(group=_group(cycle, kind), lead=by, note_taker=other, by=by)
    with as_if(days_ago(50), by):
        strength = fr("A tout écrit dans les mots des femmes.")
        advice = fr("Relire à voix haute avant de passer au point suivant.")
        level, group = Qualification.LEARNING, _group(cycle, "women")
        give_feedback(group=group, about=other, level=level, strength=strength, advice=advice, by=by)
    with as_if(days_ago(1), by):
        _hands(cycle, PulseMoment.AFTER, ((27, 34), (6, 7), (24, 34), (7, 7)), by)
        save_hours(cycle=cycle, rows=_pump_hours(), by=by)


def _pump_hours() -> dict[str, tuple[Any, Any, Any]]:
    hours = {"preparation": (12, 14), "community": (16, 18), "provider": (6, 5), "interface": (10, None)}
    due = {"preparation": 58, "community": 45, "provider": 30, "interface": -5, "follow_up": -170}
    rows = {}
    for phase, day in due.items():
        planned, spent = (None if n is None else Decimal(n) for n in hours.get(phase, (None, None)))
        rows[phase] = (planned, spent, days_ago(day))
    return rows


def _hands(cycle: Cycle, moment: str, counted: tuple[tuple[int, int], ...], by: Any) -> None:
    asked = [(side.value, question.value) for question in PulseQuestion for side in Side]
    record_pulses(cycle=cycle, moment=moment, answers=dict(zip(asked, counted, strict=True)), by=by)


DISPENSARY_INPUTS = (
    ({"label": "Médicaments essentiels", "unit": "produits", "source": "Délégation de la santé",
      "entitlement": "32 produits en permanence, liste nationale du premier niveau",
      "evidence": "Fiches de stock du mois", "remarks": "Rupture d'amoxicilline depuis trois semaines"},
     (32, 24, 21), False),
    ({"label": "Infirmiers en poste", "unit": "postes", "source": "Délégation de la santé",
      "entitlement": "Deux postes, carte sanitaire", "evidence": "Tableau de service"}, (2, 1, 1), False),
    ({"label": "Ambulance", "unit": "véhicules", "source": "Commune",
      "entitlement": "Aucun droit à ce niveau : l'ambulance est au centre de la commune"}, (0, 0, 0), False),
    ({"label": "Fonctionnement du dispensaire", "unit": "MAD", "source": "Commune",
      "entitlement": "Ligne du budget communal"}, (9000, 6000, None), True),
)  # fmt: skip


def _prepare_dispensary(stage: Stage, cycle: Cycle) -> None:
    """The full instrument on its way: four lines of six, one side briefed, late on the preparation."""
    by = stage.facilitator
    with as_if(days_ago(2), by):
        cycle = change_cycle(
            cycle=cycle, version=cycle.version, by=by, starts_on=cycle.starts_on, ends_on=cycle.ends_on,
            scale=cycle.scale, variant=Variant.FULL,
        )  # fmt: skip
        lines = dict.fromkeys(("authorities", "entitlements", "consent", "referral"), (DONE, ""))
        lines["provider"] = (TODO, fr("Le major rentre de congé lundi."))
        save_readiness(cycle=cycle, lines=lines, by=by)
        _track(cycle, by, DISPENSARY_INPUTS)
        add_part(cycle=cycle, by=by, label="Imi n’Tala", households=52, group=_group(cycle, "women"))
        add_part(
            cycle=cycle, by=by, label="Familles du chantier", households=9, is_absent=True,
            how_heard=fr("L'animatrice passe un soir, à la fin du travail"),
        )  # fmt: skip
        notes = fr("« Qui verra nos notes ? » Le service et la commune, par groupe, jamais par personne.")
        record_briefing(cycle=cycle, side="users", held_on=days_ago(2), people=23, notes=notes, by=by)
        assign_team(group=_group(cycle, "women"), lead=by, note_taker=stage.people["animateur"], by=by)
        hours = {CycleState.PREPARATION.value: (Decimal(10), Decimal("6.5"), days_ago(1))}
        hours[CycleState.COMMUNITY.value] = (Decimal(12), Decimal(0), days_ago(-12))
        save_hours(cycle=cycle, rows=hours, by=by)
