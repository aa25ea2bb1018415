"""Constructed protections: a text to read again, an incident closed, a round paused, two protected reports."""

from unittest import mock
from uuid import uuid4

from accounts.models import User
from core.demo import as_if, days_ago, fr
from directory.enums import Sector
from directory.models import ServicePoint, Territory
from scorecards import sealing
from scorecards.demo.tools import Crowd, Said, Stage, choose, hold, session_of, step
from scorecards.enums import IncidentKind, IncidentState, ModerationState, Scale, ScoreStatus
from scorecards.models import Cycle, ModerationItem, Score, SensitiveReport
from scorecards.services.cycles import open_cycle, set_groups
from scorecards.services.incidents import follow_incident, log_incident
from scorecards.services.moderation import decide
from scorecards.services.sensitive import (
    add_message,
    find_report,
    has_key,
    name_referent,
    send_report,
    set_channel,
)
from scorecards.services.sensitive import reports as report_bucket
from scorecards.services.sessions import record_score

#: Codes to try the follow-up with; a real one is drawn at random.
RECEIPTS = ("12345678901234567890", "20262026202620262026")
NURSERY = ("education-teacher-presence", "education-drinking-water", "education-dialogue")


def load_safeguards(stage: Stage) -> None:
    """After the rounds: what their texts stopped is kept but for one, so that each state shows."""
    _read_again(stage)
    _closed_incident(stage)
    _paused_round(stage)
    if has_key() and not SensitiveReport.objects.exists():
        _reports(stage)


def _read_again(stage: Stage) -> None:
    admin = stage.people["admin"]
    for item in ModerationItem.objects.filter(state=ModerationState.WAITING):
        with as_if(days_ago(3), admin):
            decide(item=item, state=ModerationState.KEPT, note=fr("Parle du service en général."), by=admin)
    score = (
        Score.objects.filter(session=session_of(_cycle(stage, "town_hall"), "men"), status=ScoreStatus.SCORED)
        .order_by("indicator__position")
        .last()
    )
    if score is None:
        return
    with as_if(days_ago(1), stage.people["animateur"]):
        record_score(
            session=score.session,
            indicator=score.indicator,
            status=score.status,
            mode=score.mode,
            value=score.value,
            tallies=score.tallies,
            reason=fr("La liste change tout le temps. Demander à Mme Bennis, au 0600 00 00 00."),
            suggestion=score.suggestion,
            version=score.version,
            by=stage.people["animateur"],
        )


def _cycle(stage: Stage, point: str) -> Cycle:
    rows = Cycle.objects.filter(service_point=stage.service_points[point], organization=stage.ngo)
    return rows.order_by("-number")[0]


def _closed_incident(stage: Stage) -> None:
    by, cycle = stage.facilitator, _cycle(stage, "school")
    with as_if(days_ago(20), by):
        incident = log_incident(
            cycle=cycle,
            kind=IncidentKind.PRESSURE,
            happened_on=days_ago(20),
            description=fr("Avant la séance des jeunes, un adulte leur a demandé de ne pas parler des latrines."),
            measures=fr("Séance reportée, tenue dans une autre salle, sans adulte du village."),
            by=by,
        )
    with as_if(days_ago(15), by):
        follow_incident(
            incident=incident,
            version=incident.version,
            state=IncidentState.CLOSED,
            measures=incident.measures,
            outcome=fr("Les jeunes ont noté librement. L'association des parents a rappelé la règle à tous."),
            pauses_cycle=False,
            by=by,
        )


def _paused_round(stage: Stage) -> None:
    """A nursery whose round stopped after a quarrel, until both sides have talked."""
    by = stage.facilitator
    point, _made = ServicePoint.objects.get_or_create(
        name="Crèche communale d’Aït Ouassif",
        defaults={
            "sector": Sector.EDUCATION,
            "operator": stage.organizations["commune"],
            "territory": Territory.objects.get(code="MA-HA-OU-AO"),
            "registered_by": stage.ngo,
        },
    )
    with as_if(days_ago(30), by):
        cycle = open_cycle(
            organization=stage.ngo,
            service_point=point,
            starts_on=days_ago(30),
            ends_on=None,
            scale=Scale.FACES,
            by=by,
            is_demo=True,
        )
        set_groups(cycle=cycle, groups=[{"kind": "women"}, {"kind": "men"}], by=by)
    choose(cycle, NURSERY, by, 29)
    cycle = step(cycle, "launch", by, 28)
    said: dict[str, Said] = dict(zip(NURSERY, (3.4, 2.1, 2.8), strict=True))
    hold(cycle, "women", Crowd((4, 7, 1, 0, 0, 0), "Salle de la crèche"), said, {}, day=12, by=by)
    with as_if(days_ago(9), by):
        log_incident(
            cycle=cycle,
            kind=IncidentKind.DISPUTE,
            happened_on=days_ago(9),
            description=fr("Le personnel a appris une note avant la réunion et s'est senti visé. Le ton est monté."),
            measures=fr("Une médiatrice de l'université reçoit chaque côté séparément."),
            pauses_cycle=True,
            by=by,
        )


REPORTS = (
    (26, "corruption", "school", "À chaque rentrée, une somme est demandée pour l'inscription, sans reçu. "
     "Ceux qui ne paient pas attendent plusieurs semaines."),
    (4, "reprisal", None, "Depuis la séance de notation, on nous dit que nous passerons en dernier au guichet."),
)  # fmt: skip
ANSWER = "Merci. Nous demandons à la direction la liste des frais autorisés. Avez-vous gardé une trace de la somme ?"


def _reports(stage: Stage) -> None:
    """One answered, one that waits. The referent is the second facilitator; the administrator reads neither."""
    admin: User = stage.people["admin"]
    with as_if(days_ago(40), admin):
        name_referent(organization=stage.ngo, user=stage.people["animateur"], by=admin)
        contacts = fr("Police : 19 (en ville), gendarmerie : 177. Femmes victimes de violences : 8350.")
        set_channel(organization=stage.ngo, is_open=True, contacts=contacts, version=0, by=admin)
    report_bucket.reset()
    for (day, kind, point, text), code in zip(REPORTS, RECEIPTS, strict=True):
        with as_if(days_ago(day)), mock.patch.object(sealing, "new_receipt", return_value=code):
            where = stage.service_points[point] if point else None
            send_report(organization=stage.ngo, kind=kind, text=fr(text), service_point=where, once=uuid4())
    with as_if(days_ago(22)):
        add_message(report=find_report(typed=RECEIPTS[0]), text=fr(ANSWER), from_referent=True)
