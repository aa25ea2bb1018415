"""A partnership that goes well: water in Taghzout, four parties, rated twice, decisions and risks shared."""

from decimal import Decimal
from typing import Any

from actionplans.enums import ActionState, Side
from actionplans.models import Finding
from actionplans.services import add_action, follow_action
from core.demo import as_if, days_ago, fr
from partnerships.demo import tools
from partnerships.demo.healthydata import (
    ALL,
    BENEFITS,
    CLAUSES,
    DECISIONS,
    GIVEN,
    IDENTITY,
    LESSONS,
    NAME,
    NO_CLAUSE,
    PRIORITIES,
    PROMISES,
    REQUESTS,
    RISKS,
    SCOPE,
    SHEETS,
    START,
    T0,
    T1,
    WHO,
)
from partnerships.demo.later import surround
from partnerships.demo.tools import Cast, Story, blind, identify, log, step, write
from partnerships.enums import AgreementType, CommitmentState, State, TrustFacet
from partnerships.models import Commitment, Partnership
from partnerships.services import facts, frame, given, reviews
from partnerships.services.communication import save_communication
from partnerships.services.disagreements import (
    agree_to_way_out,
    open_disagreement,
    propose_way_out,
    write_position,
)
from partnerships.services.documents import add_document
from partnerships.services.ratingextras import benefits_stamp, save_benefits, save_trust, trust_stamp
from partnerships.services.understanding import add_competence, add_important, answer_restatement, restate


def load_healthy(cast: Cast) -> Partnership:
    story = tools.open_story(
        cast, WHO, day=420, place="commune", name=NAME, themes=["water", "health", "gender"],
        origins=["vulnerable", "strengthen"], audience=fr("les 620 habitants de Taghzout"),
    )  # fmt: skip
    _understand(story)
    _write(story)
    _sign(story)
    _live(story)
    _learn(story)
    _second_rating(story)
    surround(story)
    return story.fresh()


def _understand(story: Story) -> None:
    for key, fields in IDENTITY.items():
        identify(story, key, day=416, **fields)
    tools.list_priorities(story, PRIORITIES, day=414)
    step(story, State.FRAMING, day=412)
    for key, fields in SHEETS.items():
        blind(story, key, day=405, **fields)
    own = story.user("water")
    with as_if(days_ago(402), own):
        matters = add_important(
            partnership=story.row, what=fr("Décider du prix de l'eau en assemblée"),
            because=fr("Une décision venue d'ailleurs a déjà fait fermer la caisse."), by=own,
        )  # fmt: skip
    with as_if(days_ago(401), story.user("commune")):
        said = restate(
            important=matters, text=fr("L'assemblée fixe le prix, la commune l'accepte."), by=story.user("commune")
        )
    with as_if(days_ago(400), own):
        answer_restatement(restatement=said, confirmed=True, answer="", text=said.text, by=own)
    for key, kind, label in (
        ("water", "need", "analyse de l'eau"), ("university", "offer", "analyse de l'eau"),
        ("university", "need", "accès au terrain"), ("water", "offer", "accès au terrain"),
        ("commune", "need", "écoute des habitants"), ("ngo", "offer", "écoute des habitants"),
        ("ngo", "need", "travaux"), ("commune", "offer", "travaux"),
    ):  # fmt: skip
        with as_if(days_ago(400), story.user(key)):
            add_competence(partnership=story.row, kind=kind, label=fr(label), by=story.user(key))
    step(story, State.COWRITING, day=398)


def _write(story: Story) -> None:
    tools.settle_scope(story, SCOPE, day=395)
    found = Finding.objects.in_force().filter(service_point=story.cast.service_points["pump"]).first()
    need = write(story, "ngo", "need", day=394, finding=found, text=found.sentence if found else "L'eau manque",
                 source=found.source if found else "")  # fmt: skip
    write(story, "commune", "policy", day=394, name="Plan d'action communal 2026–2031, axe eau", level="commune")
    for text, key, due in (
        ("Deux pompes donnent de l'eau potable toute l'année", "water", -300),
        ("Le village contrôle son eau", "university", -200),
    ):
        objective = write(story, key, "objective", day=392, text=text, need=need)
        tools.validate(story, objective, day=391)
        write(
            story, key, "result", day=390, text=f"Résultat partagé : {text[0].lower()}{text[1:]}", objective=objective,
            carriers=story.parties(["water", "commune" if key == "water" else "university"]),
            indicator="jours d'eau potable par mois", baseline=Decimal(11), target=Decimal(28), due_on=days_ago(due),
        )  # fmt: skip
    for key, nature, label, value in GIVEN:
        write(
            story, key, "contribution", day=388, nature=nature, label=label, value=Decimal(value), due_on=days_ago(90)
        )
    for label, probability, severity, shares in RISKS:
        write(story, "ngo", "risk", day=386, label=label, probability=probability, severity=severity,
              shares={story.party(key): Decimal(percent) for key, percent in shares.items()})  # fmt: skip
    for key, codes in BENEFITS.items():
        for place, code in enumerate(codes, 1):
            write(story, key, "benefit", day=385, code=code, priority=place)
    for key, text in PROMISES.items():
        write(story, key, "commitment", day=384, text=text, due_on=days_ago(120))
    write(story, "university", "question", day=384, text="Qu'est-ce qui fait durer un comité de l'eau ?")
    _roles_and_actions(story)


def _roles_and_actions(story: Story) -> None:
    for key in ALL:
        with as_if(days_ago(383), story.user(key)):
            roles = {"design": fr("propose et relit"), "decide": "une voix", "do": IDENTITY[key]["role"]}
            frame.write_roles(
                partnership=story.row, roles={**roles, "evaluate": "note et discute"},
                version=frame.roles_version(story.party(key)), by=story.user(key),
            )  # fmt: skip
    results = list(story.row.results.all())
    for place, (key, what) in enumerate(
        (("water", "Réparer la pompe du haut"), ("university", "Former deux laborantins du village"),
         ("commune", "Réparer la pompe du bas"), ("ngo", "Créer le comité de l'eau"))
    ):  # fmt: skip
        by, other = story.user(key), "commune" if key == "water" else "water"
        with as_if(days_ago(382), by):
            action = add_action(
                plan=story.row.action_plan, by=by, what=fr(what), side=Side.PARTNER,
                carrier=story.cast.organizations[key], responsible=IDENTITY[key]["contact_one"],
                due_on=days_ago(-60 if place == 2 else 130),
            )  # fmt: skip
            frame.place_action(
                version=0, partnership=story.row, action=action, result=results[place % 2],
                contributors=story.parties([key, other]), after_end=story.party("water"),
                after_end_means="caisse de l'eau", by=by,
            )  # fmt: skip
        if place != 2:
            action.refresh_from_db()
            with as_if(days_ago(135), by):
                follow_action(action=action, on=days_ago(135), to_state=ActionState.DONE, note=fr("Fait, vu ensemble"),
                              by=by, version=action.version)  # fmt: skip


def _sign(story: Story) -> None:
    for criterion, title, text, key in CLAUSES:
        write(story, key, "clause", day=378, criterion=criterion, title=title, text=text)
    tools.no_clauses(story, "commune", NO_CLAUSE, day=377)
    tools.plan_evaluation(
        story, "ngo", day=376, impact="De l'eau potable près de chez soi", proof="Les jours d'eau et les analyses",
        who="chaque partie à son tour", every_months=6,
    )  # fmt: skip
    held = tools.rate(story, T0, day=372, title="Avant la signature (t0)", progress="En parler à chaque réunion")
    _feel(story, held, day=370, level=2)
    tools.finish(story, held, day=362)
    row = story.fresh()
    with as_if(days_ago(360), story.user("ngo")):
        frame.change_frame(
            partnership=row, version=row.version, starts_on=days_ago(START), ends_on=days_ago(START - 730),
            agreement_type=AgreementType.MOROCCO_7_2003, public_amount=Decimal(120000), currency="MAD",
            vision=fr("Une eau potable, gérée par ceux qui la boivent"), by=story.user("ngo"),
        )  # fmt: skip
    step(story, State.CRITERIA, day=358)
    step(story, State.TO_SIGN, day=350)
    tools.sign_all(
        story, {"ngo": "présidente", "commune": "président du conseil", "water": "présidente",
                "university": "vice-présidente"}, day=START + 1,
    )  # fmt: skip
    step(story, State.ACTIVE, day=START)
    with as_if(days_ago(START), story.user("ngo")):
        reviews.plan_calendar(partnership=story.fresh(), by=story.user("ngo"))


def _feel(story: Story, held: Any, *, day: int, level: int) -> None:
    """Benefits and trust: the same words at both ratings, one level more at the second."""
    for key in ALL:
        by, party = story.user(key), story.party(key)
        with as_if(days_ago(day), by):
            save_benefits(
                campaign=held, party=party, felt={code: level + place for place, code in enumerate(BENEFITS[key])},
                drawbacks=[(fr("Du temps de réunion"), 2)], seen=benefits_stamp(held, party), by=by,
            )  # fmt: skip
            others = [story.party(other) for other in ALL if other != key]
            levels: dict[tuple[Any, str], int | None] = {
                (other.pk, facet.value): level + 1 for other in others for facet in TrustFacet
            }
            save_trust(campaign=held, party=party, levels=levels, seen=trust_stamp(held, party), by=by)


def _live(story: Story) -> None:
    """Decisions taken together, meetings in turn, accounts in both directions, papers of each."""
    for day, what, domain, proposer, deciders in DECISIONS:
        log(
            story, proposer, "decisions", day=day, what=what, domain=domain, reason="Décidé après un tour de table",
            proposed_by=story.party(proposer), consulted=story.parties(ALL), decided_by=story.parties(deciders),
            published_on=days_ago(day - 2),
        )  # fmt: skip
    for place, day in enumerate((325, 265, 205, 145, 85, 25)):
        chair = ALL[place % 4]
        there = [key for key in ALL if not (place == 3 and key == "university")]
        log(story, chair, "meetings", day=day, title=f"Comité, n° {place + 1}", chaired_by=story.party(chair),
            invited=story.parties(ALL), present=story.parties(there), with_mandate=story.parties(there))  # fmt: skip
    for asker, asked, what in REQUESTS:
        row = log(story, asker, "requests", day=200, what=what, to_party=story.party(asked))
        row.refresh_from_db()
        with as_if(days_ago(195), story.user(asked)):
            facts.answer_request(
                request=row, answer=fr("Envoyé, et ouvert à tous"), version=facts.stamp(row), by=story.user(asked)
            )
    for key, title in (("ngo", "Compte rendu de la première réunion"), ("commune", "Devis des pièces"),
                       ("water", "Cahier de caisse"), ("university", "Analyses de l'année")):  # fmt: skip
        with as_if(days_ago(180), story.user(key)):
            add_document(partnership=story.row, title=fr(title), reference=fr("dossier partagé"), by=story.user(key))
    for commitment in Commitment.objects.filter(party__partnership=story.row):
        by = story.user("ngo")
        with as_if(days_ago(118), by):
            given.close_commitment(
                commitment=commitment, version=commitment.version, state=CommitmentState.KEPT,
                closed_on=days_ago(125), evidence=fr("vu en réunion"), by=by,
            )  # fmt: skip
    with as_if(days_ago(150), story.user("ngo")):
        save_communication(
            partnership=story.row, audience=fr("habitants des trois villages"), channel="Radio Oued Vert",
            message=fr("La pompe du haut donne de l'eau contrôlée"), carrier=story.party("ngo"),
            due_on=days_ago(150), done_on=days_ago(150), reached=1400, by=story.user("ngo"),
        )  # fmt: skip


def _learn(story: Story) -> None:
    """An incident looked at together, lessons used again, a disagreement closed by an agreement."""
    incident = log(story, "university", "incidents", day=240, what="Un mois d'analyses perdu, le réactif était périmé")
    with as_if(days_ago(230), story.user("water")):
        facts.analyse_incident(
            incident=incident, version=facts.stamp(incident, ("analysed_by",)), by=story.user("water"),
            data={"analysed_on": days_ago(232), "analysed_by": story.parties(["water", "university", "commune"]),
                  "causes": fr("Personne ne suivait les dates"),
                  "changes": fr("La coopérative tient le cahier des dates")},
        )  # fmt: skip
    for author, other, text in LESSONS:
        lesson = log(story, author, "lessons", day=210, text=text, is_solution=True)
        with as_if(days_ago(200), story.user(other)):
            facts.recognise_lesson(lesson=lesson, by=story.user(other))
            facts.reuse_lesson(
                lesson=lesson, on=days_ago(200), where=fr("à l'école de Tighremt"), by=story.user(other)
            )
    with as_if(days_ago(112), story.user("commune")):
        row = open_disagreement(
            partnership=story.row, about=fr("Réparer la seconde pompe avant ou après l'hiver"),
            position=fr("Après l'hiver, le budget est épuisé"), interest=fr("ne pas s'endetter"),
            by=story.user("commune"),
        )  # fmt: skip
    with as_if(days_ago(111), story.user("water")):
        write_position(disagreement=row, position=fr("Avant, le puits gèle"), interest=fr("de l'eau cet hiver"),
                       version=None, by=story.user("water"))  # fmt: skip
    with as_if(days_ago(110), story.user("water")):
        row = propose_way_out(
            disagreement=row, text=fr("Une citerne cet hiver, la pompe en mars"), version=row.version,
            by=story.user("water"),
        )  # fmt: skip
    with as_if(days_ago(109), story.user("commune")):
        agree_to_way_out(disagreement=row, version=row.version, by=story.user("commune"))


def _second_rating(story: Story) -> None:
    review = story.row.reviews.get(number=0)
    held = tools.rate(
        story, T1, day=172, title="Après six mois (t1)", progress="Écrire ce qui continue", review=review
    )
    _feel(story, held, day=170, level=3)
    tools.finish(story, held, day=162)
    with as_if(days_ago(158), story.user("ngo")):
        reviews.change_review(
            review=review, planned_on=review.planned_on, held_on=days_ago(158),
            notes=fr("La relation progresse partout, surtout la transparence. Reste à écrire ce qui continue."),
            version=review.version, by=story.user("ngo"),
        )  # fmt: skip
