"""A vertical partnership: one organisation decides, pays and controls; another bears the risks."""

from decimal import Decimal
from typing import Any

from actionplans.enums import Side
from actionplans.services import add_action
from core.demo import as_if, days_ago, fr
from partnerships.demo import tools
from partnerships.demo.tools import Cast, Levels, Story, blind, identify, log, step, write
from partnerships.enums import AlertCode, OneSided, PowerDomain, State
from partnerships.models import Alert, Partnership
from partnerships.services import frame
from partnerships.services.alerts import refresh_alerts, reply_to_alert
from partnerships.services.amendments import answer_amendment, propose_amendment
from partnerships.services.documents import add_document

NAME = "Propreté du souk d'Aït Ouassif"
WHO = {"commune": "commune", "mason": "entreprise", "inhabitants": "habitants"}
ALL = tuple(WHO)
START = 210
IDENTITY: dict[str, dict[str, Any]] = {
    "commune": {"role": "décide, paie et contrôle", "mission_link": "La propreté est une compétence de la commune.",
                "own_interest": "Un souk propre avant la visite du gouverneur", "contact_one": "service technique",
                "annual_budget": Decimal(9500000)},
    "mason": {"role": "nettoie et évacue", "mission_link": "Nous vivons de marchés publics.",
              "own_interest": "Un revenu régulier", "contact_one": "gérant", "annual_budget": Decimal(400000)},
    "inhabitants": {"role": "signale et fait passer le mot", "mission_link": "Le souk est au milieu du village.",
                    "own_interest": "Des enfants moins malades", "contact_one": "secrétaire",
                    "annual_budget": Decimal(20000)},
}  # fmt: skip
PRIORITIES = ("un passage chaque soir", "des bacs aux entrées", "un tarif clair", "un numéro à appeler")
SHEETS: dict[str, dict[str, Any]] = {
    "commune": {"order": "abcd", "what": "Un souk propre chaque soir", "why": "Les plaintes montent",
                "success": ["quality", "visibility"], "beneficiaries": ["everyone"],
                "motives": ["obligation", "visibility", "calendar"], "commitment": 4,
                "foresees": {"mason": ["market", "funding"], "inhabitants": ["mission"]}},
    "mason": {"order": "abdc", "what": "Nettoyer le souk, être payé à l'heure", "why": "Nous avons les camions",
              "success": ["quality", "cost"], "beneficiaries": ["everyone"],
              "motives": ["market", "funding", "savings"], "commitment": 3,
              "foresees": {"commune": ["obligation", "visibility"], "inhabitants": ["mission", "legitimacy"]}},
    "inhabitants": {"order": "bacd", "what": "Des bacs et un souk propre", "why": "Les enfants y jouent",
                    "success": ["quality", "voice"], "beneficiaries": ["everyone", "children"],
                    "motives": ["mission", "legitimacy"], "commitment": 4,
                    "foresees": {"commune": ["obligation", "calendar"], "mason": ["market"]}},
}  # fmt: skip
ONE_SIDED = (
    ("C10", "Fin de la convention", "La commune peut mettre fin à la convention sans préavis.", OneSided.TERMINATION),
    ("C9", "Contrôle", "La commune contrôle à tout moment ; elle n'a pas de comptes à rendre.", OneSided.CONTROL),
    ("C11", "Pénalités", "Tout retard de l'entreprise coûte 2 % du montant.", OneSided.PENALTY),
    ("C5", "Parole publique", "La commune seule parle du partenariat.", OneSided.COMMUNICATION),
)
NO_CLAUSE = dict.fromkeys(("C1", "C2", "C3", "C4", "C6", "C7", "C8"), "La commune l'a jugé inutile.")
#: The coordinator sees a good partnership; the two others don't.
T0: dict[str, Levels] = {
    "commune": {"C1": "3", "C2": "4", "C3": "4", "C4": "4", "C5": "3", "C6": "4", "C7": "3", "C8": "4", "C9": "4",
                "C10": "4", "C11": "4"},
    "mason": {"C1": "3", "C2": "1", "C3": "2", "C4": "3", "C5": "2", "C6": "1", "C7": "2", "C8": "2", "C9": "1",
              "C10": "1", "C11": "1"},
    "inhabitants": {"C1": "2", "C2": "1", "C3": "1", "C4": "2", "C5": "1", "C6": "2", "C7": "1", "C8": "2", "C9": "?",
                    "C10": "2", "C11": "?"},
}  # fmt: skip
GIVEN = (
    ("commune", "cash", "Paiement du nettoyage", 200000),
    ("mason", "time", "Deux camions le soir", 30000),
    ("inhabitants", "time", "Relais de quartier", 20000),
)
RISKS = (
    ("Le camion tombe en panne", 3, 3, {"mason": 100}),
    ("Le paiement a trois mois de retard", 3, 4, {"mason": 80, "inhabitants": 20}),
    ("Les habitants refusent les bacs", 2, 2, {"mason": 30, "inhabitants": 60, "commune": 10}),
)
DECISIONS = (
    (200, "Passer le nettoyage à vingt-deux heures", PowerDomain.DECISION),
    (190, "Réduire le nombre de bacs", PowerDomain.DECISION),
    (175, "Payer par trimestre", PowerDomain.BUDGET),
    (160, "Retenir 2 % pour retard", PowerDomain.BUDGET),
    (140, "Reporter l'achat des bacs", PowerDomain.BUDGET),
    (120, "Réunir le comité en mairie le matin", PowerDomain.AGENDA),
    (100, "Ne pas traiter les plaintes en réunion", PowerDomain.AGENDA),
    (80, "Changer l'ordre du jour le matin même", PowerDomain.AGENDA),
    (60, "Annoncer le souk propre à la presse", PowerDomain.REPRESENTATION),
)
AMENDMENTS = (
    ("Allonger le trajet des camions", "Le souk s'étend", 150),
    ("Baisser le prix de 5 %", "Le budget baisse", 110),
    ("Ajouter le nettoyage de l'abattoir", "Une plainte du quartier", 70),
)
REPLY = (
    "La loi nous fait responsables de la dépense : nous signons seuls. Nous proposons de voter l'ordre du jour à "
    "trois et de partager le contrôle dès la prochaine réunion."
)


def load_vertical(cast: Cast) -> Partnership:
    story = tools.open_story(
        cast, WHO, day=300, place="commune", name=NAME, themes=["environment", "health"], origins=["strengthen"],
        audience=fr("les marchands et les habitants du bourg"),
    )  # fmt: skip
    for key, fields in IDENTITY.items():
        identify(story, key, day=297, **fields)
    tools.list_priorities(story, PRIORITIES, day=294)
    step(story, State.FRAMING, day=292)
    for key, fields in SHEETS.items():
        blind(story, key, day=285, **fields)
    step(story, State.COWRITING, day=280)
    _write(story)
    _sign(story)
    _live(story)
    _amend(story)
    _answer(story)
    return story.fresh()


def _write(story: Story) -> None:
    tools.settle_scope(
        story, (("in", "Nettoyer le souk chaque soir", "commune"), ("out", "Nettoyer l'abattoir", "mason")), day=275
    )
    write(story, "inhabitants", "need", day=274, text="Les déchets restent trois jours au souk",
          source="réunion de quartier")  # fmt: skip
    write(story, "commune", "policy", day=274, name="Programme communal de propreté", level="commune")
    objective = write(story, "commune", "objective", day=272, text="Un souk propre chaque soir à vingt heures")
    tools.validate(story, objective, day=271)
    result = write(
        story, "commune", "result", day=270, text="Le souk est nettoyé six soirs sur sept", objective=objective,
        carriers=story.parties(["commune", "mason"]), indicator="soirs propres par semaine", target=Decimal(6),
    )  # fmt: skip
    for key, nature, label, value in GIVEN:
        write(story, key, "contribution", day=268, nature=nature, label=label, value=Decimal(value))
    for label, probability, severity, shares in RISKS:
        write(story, "commune", "risk", day=266, label=label, probability=probability, severity=severity,
              shares={story.party(key): Decimal(percent) for key, percent in shares.items()})  # fmt: skip
    for what, key in (("Nettoyer chaque soir", "mason"), ("Poser les bacs", "commune"), ("Prévenir", "inhabitants")):
        by = story.user("commune")
        with as_if(days_ago(264), by):
            action = add_action(
                plan=story.row.action_plan, by=by, what=fr(what), side=Side.PARTNER,
                carrier=story.cast.organizations[key], responsible=IDENTITY[key]["contact_one"], due_on=days_ago(-90),
            )  # fmt: skip
            frame.place_action(
                partnership=story.row, action=action, result=result, contributors=story.parties(["commune", key]),
                after_end=None, version=0, by=by,
            )  # fmt: skip
    write(
        story, "mason", "funding", day=264, source=story.party("commune"), amount=Decimal(280000),
        purpose="Le nettoyage du souk, six soirs sur sept", planned_on=days_ago(180), received_on=days_ago(150),
        conditions="Payé après le passage du service technique ; 2 % retenus par retard",
    )  # fmt: skip


def _sign(story: Story) -> None:
    for criterion, title, text, kind in ONE_SIDED:
        write(story, "commune", "clause", day=262, criterion=criterion, title=title, text=text, one_sided=kind,
              favours=story.party("commune"))  # fmt: skip
    tools.no_clauses(story, "commune", NO_CLAUSE, day=261)
    tools.plan_evaluation(
        story, "commune", day=258, impact="Un souk propre", proof="Le passage du service technique",
        who="la commune", every_months=6,
    )  # fmt: skip
    held = tools.rate(story, T0, day=250, title="Avant la signature (t0)", progress="Décider ensemble")
    tools.finish(story, held, day=240)
    row = story.fresh()
    with as_if(days_ago(238), story.user("commune")):
        frame.change_frame(partnership=row, version=row.version, starts_on=days_ago(START),
                           ends_on=days_ago(START - 365), by=story.user("commune"))  # fmt: skip
    step(story, State.CRITERIA, day=235)
    step(story, State.TO_SIGN, day=220)
    tools.sign_all(
        story, {"commune": "président du conseil", "mason": "gérant", "inhabitants": "président"}, day=START + 1
    )
    step(story, State.ACTIVE, day=START)


def _live(story: Story) -> None:
    for day, what, domain in DECISIONS:
        log(story, "commune", "decisions", day=day, what=what, domain=domain, function="chef du service technique",
            proposed_by=story.party("commune"), decided_by=story.parties(["commune"]),
            reason="Urgence" if domain == PowerDomain.DECISION else "")  # fmt: skip
    for place, day in enumerate((195, 135, 75)):
        there = ALL if place == 0 else ("commune", "mason")
        log(story, "commune", "meetings", day=day, title=f"Comité, n° {place + 1}", chaired_by=story.party("commune"),
            invited=story.parties(ALL), present=story.parties(there))  # fmt: skip
    for day, asked, what in (
        (170, "mason", "les heures des camions"),
        (130, "mason", "la liste du personnel"),
        (90, "inhabitants", "les signatures des relais"),
        (50, "mason", "les tickets de décharge"),
    ):
        log(story, "commune", "requests", day=day, what=what, to_party=story.party(asked))
    for day, title, because in ((205, "Contrat de nettoyage", ""), (155, "Rapport de contrôle", "réservé au conseil"),
                                (95, "Tableau des retenues", "réservé au conseil")):  # fmt: skip
        with as_if(days_ago(day), story.user("commune")):
            add_document(partnership=story.row, title=fr(title), reference="mairie", restricted_because=fr(because),
                         by=story.user("commune"))  # fmt: skip


def _amend(story: Story) -> None:
    """Every change comes from the same party; the others refuse."""
    for what, why, day in AMENDMENTS:
        with as_if(days_ago(day), story.user("commune")):
            row = propose_amendment(partnership=story.row, what=fr(what), why=fr(why), by=story.user("commune"))
        with as_if(days_ago(day - 3), story.user("mason")):
            answer_amendment(
                amendment=row, agrees=False, sentence=fr("Ce travail de plus n'est pas payé"), by=story.user("mason")
            )


def _answer(story: Story) -> None:
    by = story.user("commune")
    with as_if(days_ago(40), by):
        refresh_alerts(partnership=story.row, by=by)
    alert = Alert.objects.get(partnership=story.row, code=AlertCode.POWER)
    with as_if(days_ago(30), by):
        reply_to_alert(alert=alert, text=fr(REPLY), by=by)
