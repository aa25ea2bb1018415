"""A participatory budget that goes well: three editions, new people each time, answers within the month."""

from decimal import Decimal
from typing import Any

from concertation.demo import healthydata as data
from concertation.demo import tools
from concertation.demo.tools import Cast, Story
from concertation.models import Edition
from concertation.services import contributions, editions
from concertation.services.wizard import DONE, STEPS, mark_step
from core.demo import as_if, days_ago


def load_healthy(cast: Cast) -> Story:
    first, *others = (tools.year_of(day) for day in data.ENDS)
    story = tools.open_story(
        cast, "commune", "commune", day=1000, place="commune", name=data.NAME, label=first, kind="budget",
        theme="budget", mode="both", promised_level=4, promise=data.PROMISE, evaluation_question=data.QUESTION,
        audiences=["all", "youth", "women", "remote"],
    )  # fmt: skip
    with as_if(days_ago(998), story.by):
        editions.add_companion(device=story.device, organization=cast.organizations["ngo"], by=story.by)
    for label, day in zip(others, data.ENDS[1:], strict=True):
        with as_if(days_ago(day + 170), story.by):
            editions.add_edition(device=story.device, label=label, by=story.by)
    held = list(story.device.editions.order_by("number"))
    for place, edition in enumerate(held):
        _play(story, edition, place)
    _last(story, held[2])
    for edition, day in zip(held[:2], data.ENDS, strict=False):
        with as_if(days_ago(day - 200), story.by):
            editions.close_edition(edition=edition, closed=True, by=story.by)
    with as_if(days_ago(30), story.by):
        editions.publish_device(device=story.fresh(), shown=True, by=story.by)
        contributions.show_public_page(device=story.fresh(), shown=True, by=story.by)
    return story


def _play(story: Story, edition: Edition, place: int) -> None:
    day = data.ENDS[place]
    tools.fill(
        story, edition, day=day - 5, starts_on=days_ago(day + 160), ends_on=days_ago(day), target_population=6000,
        currency="MAD", promised_answer_days=45, facilitator_trained=True, observed_level=4, access_known=True,
        access_measures=["wheelchair", "hours", "childcare", "languages", "no_digital"],
        source="registre des votes et feuilles de présence", median_contributions=Decimal(2), started_count=None,
        **data.COUNTS[place],
    )  # fmt: skip
    tools.sit(
        story,
        edition,
        [(day + 100 - 50 * rank, f"Atelier {rank + 1}", row) for rank, row in enumerate(data.SITTINGS[place])],
        day=day - 6,
    )
    tools.receive(story, edition, _rows(place), day=day, answered=day - data.ANSWERS[place][4])
    spreads = data.SPREADS[place] if place < len(data.SPREADS) else data.PARTICIPANTS
    tools.ask(story, edition, "participants", spreads, day=day - 4, paper=6)
    due = {kind: (day - due, day - done) for kind, (due, done) in data.DOCUMENTS.items()}
    tools.publish(story, edition, due, day=day - 40)


def _rows(place: int) -> list[dict[str, Any]]:
    """One line per subject and outcome; those that came too late have their answer too."""
    received, *outcomes, _delay = data.ANSWERS[place]
    found: list[dict[str, Any]] = []
    for column, (outcome, times) in enumerate(zip(("kept", "partly", "not_kept"), outcomes, strict=True)):
        reason, decision = data.REASONS[outcome]
        for rank, (topic, asked) in enumerate(data.PROJECTS.items()):
            share = times // 4 + (rank < times % 4)
            found.append(
                {"text": asked[column], "theme": topic, "count": share, "outcome": outcome,
                 "reason": reason, "decision": decision, "refusal": "opposed" if outcome == "not_kept" else ""}
            )  # fmt: skip
    found.append(
        {"text": "Projets arrivés après la date", "theme": "autre", "count": received - sum(outcomes),
         "outcome": "not_kept", "refusal": "scope", "reason": "Gardés pour la prochaine édition, sans les réécrire."}
    )  # fmt: skip
    done = {"realisation": data.DONE, "realised_on": days_ago(data.ENDS[place] - 55)}
    found[0] |= done
    return found


def _last(story: Story, edition: Edition) -> None:
    tools.classes(story, edition, data.CLASSES, day=75)
    tools.count(story, edition, "channels", data.CHANNELS, day=75)
    tools.watch(story, edition, data.SPEECH, data.GRIDS, day=74)
    tools.ask(story, edition, "organisers", data.ORGANISERS, day=74)
    tools.promise(story, edition, data.COMMITMENTS, day=73)
    with as_if(days_ago(35), story.by):
        for step in STEPS:
            mark_step(edition=edition, step=step, state=DONE, by=story.by)
    tools.keep(story, edition, day=34)
