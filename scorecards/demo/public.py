"""Constructed public face: Siadara shows its rounds, the pump has chosen and not published; what the committee saw."""

from actionplans.confirmations import confirm_action
from core.demo import as_if, days_ago, fr
from scorecards.demo.siadara import ANTENATAL, CLEANING, MEDICINES
from scorecards.demo.tools import Stage
from scorecards.enums import RightKind
from scorecards.models import Cycle
from scorecards.services.publication import choose_publication, publish
from scorecards.services.rights import add_right

RIGHT, DUTY = RightKind.RIGHT, RightKind.DUTY

SIADARA = (
    (RIGHT, "Chaque personne est reçue, quel que soit son village ou sa langue.", "Charte des patients"),
    (RIGHT, "Les femmes enceintes et les enfants de moins de cinq ans sont soignés sans payer.", "Paquet de base"),
    (RIGHT, "Les médicaments de la liste nationale sont donnés sans payer quand ils sont là.", "Paquet de base"),
    (RIGHT, "Vous pouvez demander d'être examinée par une femme.", ""),
    (RIGHT, "Une remarque reçoit une réponse au comité de santé dans le mois.", "Règlement du comité"),
    (DUTY, "Venir avec le carnet de santé.", ""),
    (DUTY, "Attendre son tour ; les urgences passent d'abord.", ""),
    (DUTY, "Garder le centre propre et prendre soin de la pompe.", ""),
)
PUMP = (
    (RIGHT, "Chaque foyer a de l'eau tous les jours, aux heures affichées.", "Règlement du point d'eau"),
    (RIGHT, "Le prix du seau est affiché et le même pour tous.", "Règlement du point d'eau"),
    (DUTY, "Payer sa part avant la fin du mois.", ""),
    (DUTY, "Ne pas laver le linge ni abreuver les bêtes au robinet.", ""),
)
#: (promise, really done, what was seen, days ago)
SEEN = (
    (CLEANING, True, "Le tour est affiché à l'entrée, signé chaque jour.", 30),
    (MEDICINES, False, "La liste affichée date de deux mois.", 12),
    (ANTENATAL, True, "Mardi, seules des femmes enceintes attendaient.", 9),
)


def load_public(stage: Stage, *, siadara: Cycle, pump: Cycle) -> None:
    """After the follow-up committees are named."""
    by = stage.facilitator
    for cycle, lines in ((siadara, SIADARA), (pump, PUMP)):
        for kind, text, source in lines:
            add_right(service_point=cycle.service_point, kind=kind, text=fr(text), source=fr(source), by=by)
    _seen(stage, siadara)
    rounds = Cycle.objects.filter(service_point=siadara.service_point, organization=siadara.organization)
    for cycle in rounds.order_by("number"):
        word = "Prochaine réunion ouverte à tous : le premier vendredi du mois, à l'école." if cycle == siadara else ""
        with as_if(days_ago(8), by):
            choose_publication(cycle=cycle, show_card=True, show_promises=True, message=fr(word), by=by)
            publish(cycle=cycle, by=by)
    with as_if(days_ago(2), by):
        choose_publication(cycle=pump, show_card=True, show_promises=False, message="", by=by)


def _seen(stage: Stage, cycle: Cycle) -> None:
    """One member of the committee goes to see; one promise said kept isn't."""
    by = stage.people["comite"]
    for promise, is_done, note, day in SEEN:
        action = cycle.action_plan.actions.get(what=fr(promise.what))
        with as_if(days_ago(day), by):
            confirm_action(action=action, is_done=is_done, note=fr(note), on=days_ago(day), by=by)
