"""A council that tires: four editions, every curve the wrong way, a plan, and older levers that were judged."""

from decimal import Decimal
from typing import Any

from actionplans.enums import ActionState, Side
from actionplans.models import Action
from actionplans.services import follow_action
from concertation.demo import tireddata as data
from concertation.demo import tools
from concertation.demo.tools import Cast, Story
from concertation.enums import Verdict
from concertation.models import Edition, LeverChoice
from concertation.services import contributions, editions, sheets
from concertation.services.levers import add_lever, change_lever, decide_lever, plan_lever
from concertation.services.wizard import DONE, STEPS, mark_step
from core.demo import as_if, days_ago, fr


def load_tired(cast: Cast) -> Story:
    """Registered long ago by the officer, accompanied by the association."""
    first, *others = (tools.year_of(day) for day in data.ENDS)
    story = tools.open_story(
        cast, "commune", "commune", day=1500, place="commune", name=data.NAME, label=first, kind="council",
        theme="general", mode="on_site", promised_level=3, promise=data.PROMISE, evaluation_question=data.QUESTION,
        audiences=["all", "youth", "women", "remote"],
    )  # fmt: skip
    with as_if(days_ago(1498), story.by):
        editions.add_companion(device=story.device, organization=cast.organizations["ngo"], by=story.by)
    _describe_commune(story)
    for label, day in zip(others, data.ENDS[1:], strict=True):
        with as_if(days_ago(day + 180), story.by):
            editions.add_edition(device=story.device, label=label, by=story.by)
    held = list(story.device.editions.order_by("number"))
    for place, edition in enumerate(held):
        _count(story, edition, place)
    for place, edition in enumerate(held[:3]):
        _past(story, edition, place)
    older = _older_levers(story, held[2])
    with as_if(days_ago(210), story.by):
        editions.close_edition(edition=held[2], closed=True, by=story.by)
    _last(story, held[3])
    _listen(story, held[3])
    _judge(story, held[3], older)
    _plan(story, held[3])
    _show(story, held)
    return story


def _describe_commune(story: Story) -> None:
    with as_if(days_ago(1490), story.by):
        sheets.save_profile(
            device=story.device, version=0, by=story.by, population=8400, area_km2=Decimal(62),
            yearly_budget=Decimal(60000), currency="MAD", staff_days=Decimal(110),
            source=fr("recensement, budget voté"),
        )  # fmt: skip


def _count(story: Story, edition: Edition, place: int) -> None:
    day = data.ENDS[place]
    tools.fill(
        story, edition, day=day - 5, starts_on=days_ago(day + 180), ends_on=days_ago(day), target_population=6000,
        currency="MAD", promised_answer_days=60, facilitator_trained=False, observed_level=3 if place < 2 else 2,
        access_known=True, access_measures=["wheelchair", "no_digital"], source=data.SOURCE, **data.COUNTS[place],
    )  # fmt: skip
    rows = data.SITTINGS[place]
    tools.sit(
        story,
        edition,
        [(day + 150 - 40 * rank, f"Séance {rank + 1}", counts) for rank, counts in enumerate(rows)],
        day=day - 6,
    )


def _past(story: Story, edition: Edition, place: int) -> None:
    """Editions of before: contributions counted together, answered once."""
    day = data.ENDS[place]
    received, answered, kept, delay = data.ANSWERS[place]
    rows: list[dict[str, Any]] = [
        {"text": "Propositions sur la voirie et l'éclairage", "theme": "voirie", "count": kept, "outcome": "kept",
         "reason": "Inscrites au programme de travaux de l'année.", "decision": "Programme de travaux voté en séance"},
        {"text": "Propositions sur les horaires et les services", "theme": "services", "count": answered - kept,
         "outcome": "not_kept", "refusal": "cost", "reason": "Le budget de l'année est engagé."},
        {"text": "Propositions restées sans réponse", "theme": "divers", "count": received - answered},
    ]  # fmt: skip
    tools.receive(story, edition, rows, day=day, answered=day - delay)
    tools.ask(story, edition, "participants", data.SPREADS[place], day=day - 5, paper=10)
    tools.publish(
        story, edition, {kind: (day - due, None if done is None else day - done)
                         for kind, (due, done) in data.DOCUMENTS_BEFORE.items()}, day=day - 160,
    )  # fmt: skip
    if place < 2:
        with as_if(days_ago(day - 170), story.by):
            editions.close_edition(edition=edition, closed=True, by=story.by)


def _older_levers(story: Story, edition: Edition) -> list[LeverChoice]:
    """Chosen after the third edition; each became an action that was carried out."""
    tools.keep(story, edition, day=460)
    found = []
    for code, what, due in (
        ("reminder_hours", "Rappeler chaque séance par un message la veille", 380),
        ("named_agent", "Nommer un agent qui répond des réponses", 400),
    ):
        lever = tools.take_lever(story, edition, code, day=455)
        found.append(_become(story, lever, day=450, due=due, what=what, responsible="secrétaire général"))
        _done(story, found[-1], day=due + 5, note="Fait depuis la rentrée")
    return found


def _become(
    story: Story, lever: LeverChoice, *, day: int, due: int, what: str, responsible: str, **fields: Any
) -> LeverChoice:
    """The action of a lever, carried by the commune unless ``carrier`` says otherwise."""
    town = story.cast.organizations["commune"]
    fields = {"carrier": town, "side": Side.AUTHORITY, **tools.words(fields)}
    lever.refresh_from_db()
    with as_if(days_ago(day), story.by):
        plan_lever(
            lever=lever, version=lever.version, by=story.by, what=fr(what), responsible=fr(responsible),
            starts_on=days_ago(day - 2), due_on=days_ago(due), problem=lever.why[:500], **fields,
        )  # fmt: skip
    lever.refresh_from_db()
    return lever


def _done(story: Story, lever: LeverChoice, *, day: int, note: str, state: str = ActionState.DONE) -> None:
    action = Action.objects.get(pk=lever.action_id)
    with as_if(days_ago(day), story.by):
        follow_action(
            action=action, on=days_ago(day), to_state=state, note=fr(note), by=story.by, version=action.version
        )


def _last(story: Story, edition: Edition) -> None:
    """The last edition, whole: publics, channels, speech, answers given and awaited, promises."""
    tools.classes(story, edition, data.CLASSES, census=data.CENSUS, day=190)
    rows = {
        ("poster", "all"): {"reached": 900, "registered": 40, "present": 30, "contributed": 14},
        ("poster", "youth"): {"reached": 250, "registered": 3, "present": 2, "contributed": 1},
    }
    tools.count(story, edition, "channels", rows, day=190)
    results = [
        (None, {"text": fr("Garder quarante participants différents"), "target": Decimal(40), "reached": Decimal(30),
                "unit": "personnes", "note": fr("les séances ont eu lieu en journée")}),
        (None, {"text": fr("Trois projets menés avec les habitants"), "target": Decimal(3), "reached": Decimal(1),
                "unit": "projets", "note": ""}),
    ]  # fmt: skip
    tools.count(story, edition, "results", results, day=188)
    end = data.ENDS[3]
    tools.publish(
        story, edition, {kind: (end - due, None if done is None else end - done)
                         for kind, (due, done) in data.DOCUMENTS.items()}, day=45,
    )  # fmt: skip
    tools.watch(story, edition, data.SPEECH, data.GRIDS, day=187)
    received = [{**row, "decided_on": days_ago(85)} if row.get("decision") else row for row in data.ANSWERED]
    rows_kept = tools.receive(story, edition, received, day=198, answered=80)
    tools.receive(story, edition, data.WAITING, day=197)
    lit = rows_kept[0]
    lit.refresh_from_db()
    with as_if(days_ago(70), story.by):
        contributions.follow_contribution(contribution=lit, version=lit.version, by=story.by, realised_on=days_ago(95))
    tools.promise(story, edition, data.COMMITMENTS, day=180)
    with as_if(days_ago(66), story.by):
        for step in STEPS:
            mark_step(edition=edition, step=step, state=DONE, by=story.by)


def _listen(story: Story, edition: Edition) -> None:
    """Participants, organisers, absent people; what their own words speak of."""
    said: list[dict[str, str]] = []
    for place, text in enumerate(data.SAID):
        row = {"hindered": text}
        if place < len(data.CHANGE):
            row["change"] = list(data.CHANGE)[place]
        if place < len(data.MISSING):
            row["missing"] = data.MISSING[place]
        said.append(row)
    survey = tools.ask(story, edition, "participants", data.PARTICIPANTS, day=195, said=said, paper=12)
    tools.ask(story, edition, "organisers", data.ORGANISERS, day=195)
    tools.ask(story, edition, "absent", data.ABSENT, day=190, paper=12)
    tools.read_words(story, survey, {**data.SAID, **data.CHANGE}, day=185)


def _judge(story: Story, edition: Edition, older: list[LeverChoice]) -> None:
    """What the last edition says of the levers of the one before: one is adjusted, one waits."""
    lever = older[0]
    lever.refresh_from_db()
    figure = tools.figures_of(edition, day=62).get(lever.indicator)
    with as_if(days_ago(62), story.by):
        decide_lever(
            lever=lever, at=edition, version=lever.version, by=story.by, verdict=Verdict.ADJUST, after=figure.value,
            reason=fr("Les messages partaient la veille, pour des séances en journée : changer d'abord l'heure."),
            after_n=figure.n,
        )  # fmt: skip


def _plan(story: Story, edition: Edition) -> None:
    """The diagnosis kept, four levers, three of them in the plan."""
    tools.keep(story, edition, day=60)
    table = tools.take_lever(story, edition, "reply_table", day=55)
    outside = tools.take_lever(story, edition, "go_to_people", day=55)
    tools.take_lever(story, edition, "round_tables", day=54)
    with as_if(days_ago(54), story.by):
        figure = tools.figures_of(edition, day=54).get("I2")
        own = add_lever(
            edition=edition, by=story.by, before=figure.value, before_n=figure.n, **tools.words(data.OWN_LEVER)
        )
        table = change_lever(lever=table, version=table.version, by=story.by, target=Decimal("0.9"))
    town = {"success_indicator": "contributions avec une réponse motivée", "baseline": "42 %", "target": "90 %"}
    _become(
        story, table, day=50, due=-20, what="Tenir un tableau de suites, lu à chaque séance",
        responsible="secrétaire général", with_whom="Aident : services. Informé : le conseil.", **town,
    )  # fmt: skip
    _done(story, table, day=12, note="Dix suites écrites, quatorze restent", state=ActionState.IN_PROGRESS)
    _become(
        story, outside, day=50, due=-70, what="Tenir une séance à Imi n'Tala et une à Taghzout",
        responsible="animatrice de l'association", with_whom="Consultés : écoles et coopérative",
        carrier=story.cast.organizations["ngo"], side=Side.PARTNER, cost=Decimal(1800), currency="MAD",
        success_indicator="villages présents", baseline="2 sur 4", target="4 sur 4",
    )  # fmt: skip
    _become(
        story, own, day=49, due=8, what="Proposer une séance sur deux à 18 h, avec une garde d'enfants",
        responsible="responsable de la vie associative", success_indicator="présents sur inscrits", baseline="46 %",
        target="70 %",
    )  # fmt: skip


def _show(story: Story, held: list[Edition]) -> None:
    """Published, with its public page; its figures are shared."""
    with as_if(days_ago(40), story.by):
        editions.publish_device(device=story.fresh(), shown=True, by=story.by)
        contributions.show_public_page(device=story.fresh(), shown=True, by=story.by)
