"""Constructed answers: solutions that can be done or not, a request to reopen, the staff's own indicator."""

from dataclasses import dataclass

from core.demo import as_if, days_ago, fr
from scorecards.demo.tools import Stage, session_of
from scorecards.enums import BoardKind, Feasibility
from scorecards.models import BoardEntry, Cycle
from scorecards.services.board import write_entry
from scorecards.services.feasibility import answer_solution, promise_solution
from scorecards.services.ownindicators import add_own
from scorecards.services.reopening import ask_reopen


@dataclass(frozen=True)
class Proposal:
    """A solution about an indicator, and the provider's answer; ``feasibility`` empty: none yet."""

    code: str
    text: str
    feasibility: str = ""
    cost: str = ""
    competence: str = ""
    delay: str = ""
    refusal: str = ""
    promised: bool = False


PUMP = (
    Proposal(
        "water-repair-time", "Former deux habitants à la réparation de la pompe", Feasibility.WITH_HELP,
        cost="4 000 dirhams, outils compris", competence="le service de l'eau du district", delay="avant l'été",
        promised=True,
    ),
    Proposal(
        "water-repair-time", "Acheter une deuxième pompe", Feasibility.NO, cost="180 000 dirhams",
        refusal="La coopérative n'a ni le budget ni le droit d'ouvrir un forage ; "
        "la demande est à porter à l'agence du bassin.",
    ),
    Proposal("water-accounts", "Afficher les comptes à l'école", Feasibility.YES, cost="aucun", delay="un mois"),
    Proposal("water-pay-share", "Fixer un prix d'été plus bas"),
)  # fmt: skip
SIADARA = (
    Proposal(
        "Médicaments", "Doubler la dotation de médicaments", Feasibility.NO,
        competence="la direction de la santé de la province",
        refusal="La dotation suit la liste nationale ; le centre ne peut pas la changer.",
    ),
    Proposal("Espace d'attente", "Ajouter des bancs à l'ombre", Feasibility.YES, cost="aucun", delay="deux semaines"),
)  # fmt: skip


def load_meeting(stage: Stage, *, siadara: Cycle, pump: Cycle) -> None:
    """After the rounds are played."""
    by = {cycle.pk: person for cycle, person in ((siadara, "animatrice"), (pump, "fontainier"))}
    for cycle, proposals, day in ((pump, PUMP, 1), (siadara, SIADARA, 80)):
        for proposal in proposals:
            _propose(stage, cycle, proposal, day, by[cycle.pk])
    school = Cycle.objects.get(service_point=stage.service_points["school"], number=2)
    staff = stage.people["prestataire"]
    with as_if(days_ago(2), staff):
        reason = fr("La note des manuels parle de l'an dernier : les livres sont arrivés après notre séance.")
        ask_reopen(session=session_of(school, None), reason=reason, by=staff)
    hall = Cycle.objects.get(service_point=stage.service_points["town_hall"])
    with as_if(days_ago(1), stage.facilitator):
        hint = fr("Retrouve-t-on un dossier en moins d'un quart d'heure ?")
        add_own(session=session_of(hall, None), label=fr("Archives rangées"), hint=hint, by=stage.facilitator)


def _propose(stage: Stage, cycle: Cycle, said: Proposal, day: int, answerer: str) -> BoardEntry | None:
    indicator = cycle.indicators.filter(code=said.code).first() or cycle.indicators.filter(label=fr(said.code)).first()
    if indicator is None:
        return None
    with as_if(days_ago(day), stage.facilitator, hour=12):
        entry = write_entry(
            cycle=cycle, kind=BoardKind.SOLUTION, text=fr(said.text), indicator=indicator, by=stage.facilitator
        )
    if said.feasibility and not entry.feasibility:
        person = stage.people[answerer]
        with as_if(days_ago(day), person, hour=13):
            entry = answer_solution(
                entry=entry,
                feasibility=said.feasibility,
                cost=fr(said.cost),
                competence=fr(said.competence),
                delay=fr(said.delay),
                refusal=fr(said.refusal),
                version=entry.version,
                by=person,
            )
    if said.promised:
        with as_if(days_ago(day), stage.facilitator, hour=14):
            promise_solution(entry=entry, by=stage.facilitator)
    return entry
