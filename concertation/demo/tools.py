"""How the demonstration plays a device: the services of the house, on the days and by the people of the story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from accounts.models import User
from concertation.enums import SurveyMoment
from concertation.leverfile import levers
from concertation.models import Contribution, Device, Edition, LeverChoice, OpenAnswer, Survey
from concertation.questions import asked_of
from concertation.reports.diagnosis import RULE, build_diagnosis
from concertation.reports.figures import EditionFigures, build_figures
from concertation.reports.kept import content_of
from concertation.reports.levers import build_levers, means_of, seen_record
from concertation.services import contributions, editions, observation, sheets, surveys
from concertation.services.coding import read_answer
from concertation.services.diagnosis import keep_diagnosis
from concertation.services.levers import choose_lever
from concertation.services.surveys import Given
from core.demo import as_if, days_ago, fr
from directory.models import Organization

#: How many said 4, 3, 2, 1, "I don't know".
Spread = tuple[int, int, int, int, int]
#: Statements that say something bad: their levels are turned round.
TURNED = frozenset(("S7",))


@dataclass(frozen=True)
class Cast:
    """Who plays, and where. ``people``: by the name before the @; ``organizations``: by the keys of the places."""

    people: Mapping[str, User]
    organizations: Mapping[str, Organization]


@dataclass
class Story:
    """One device being played by the person who keeps it."""

    cast: Cast
    device: Device
    by: User

    def fresh(self) -> Device:
        self.device.refresh_from_db()
        return self.device


def words(values: Mapping[str, Any]) -> dict[str, Any]:
    """The texts with their French spaces; the rest as it is."""
    return {name: fr(value) if isinstance(value, str) else value for name, value in values.items()}


def year_of(days: int) -> str:
    return str(days_ago(days).year)


def open_story(
    cast: Cast, person: str, organization: str, *, day: int, place: str, name: str, label: str, **fields: Any
) -> Story:
    """A demonstration device registered ``day`` days ago; ``place``: the organisation whose zone it has."""
    by = cast.people[person]
    with as_if(days_ago(day), by):
        first = editions.register_device(
            organization=cast.organizations[organization],
            territory=cast.organizations[place].territory,
            name=fr(name),
            label=label,
            is_demonstration=True,
            by=by,
            **words(fields),
        )
    return Story(cast, first.device, by)


def fill(story: Story, edition: Edition, *, day: int, **fields: Any) -> Edition:
    """What an edition says of itself."""
    edition.refresh_from_db()
    with as_if(days_ago(day), story.by):
        return editions.change_edition(edition=edition, version=edition.version, by=story.by, **words(fields))


def count(story: Story, edition: Edition, save: str, rows: Any, *, day: int, **more: Any) -> None:
    """A sheet of the edition: ``save`` names the service (sittings, documents, channels, results, given)."""
    edition.refresh_from_db()
    with as_if(days_ago(day), story.by):
        getattr(sheets, f"save_{save}")(edition=edition, version=edition.version, by=story.by, rows=rows, **more)


def sit(story: Story, edition: Edition, rows: Iterable[tuple[int, str, Sequence[int | None]]], *, day: int) -> None:
    """(day, title, (registered, present, women present, turns, women's turns)) of each sitting."""
    names = ("registered", "present", "women_present", "turns", "women_turns")
    held = [
        (None, {"held_on": days_ago(on), "title": fr(title), **dict(zip(names, counts, strict=True))})
        for on, title, counts in rows
    ]
    count(story, edition, "sittings", held, day=day)


def publish(story: Story, edition: Edition, due: Mapping[str, tuple[int, int | None]], *, day: int) -> None:
    """Document → days ago when it was due, and when it was published (None: it wasn't)."""
    rows = {
        str(kind): {"due_on": days_ago(on), "published_on": None if done is None else days_ago(done)}
        for kind, (on, done) in due.items()
    }
    count(story, edition, "documents", rows, day=day)


def classes(
    story: Story, edition: Edition, people: Mapping[str, Mapping[str, int]], *, day: int, census: Any = None
) -> None:
    """Dimension → class → participants; ``census``: the inhabitants of the same classes."""
    edition.refresh_from_db()
    with as_if(days_ago(day), story.by):
        sheets.save_classes(
            edition=edition,
            version=edition.version,
            by=story.by,
            counts={(key, fr(label)): n for key, rows in people.items() for label, n in rows.items()},
            census={(key, fr(label)): n for key, rows in (census or {}).items() for label, n in rows.items()},
        )


def ask(
    story: Story,
    edition: Edition,
    audience: str,
    spreads: Mapping[str, Spread] | Spread,
    *,
    day: int,
    said: Sequence[Mapping[str, str]] = (),
    paper: int = 0,
    is_open: bool = False,
) -> Survey:
    """A survey and its sheets. ``spreads``: per statement, or one for all; ``said``: free words of the first sheets.

    ``paper``: how many of the sheets were typed from paper.
    """
    with as_if(days_ago(day), story.by):
        survey = surveys.open_survey(
            edition=edition, audience=audience, moment=SurveyMoment.DURING.value, closes_on=None, by=story.by
        )
        Survey.objects.filter(pk=survey.pk).update(opened_on=days_ago(day))
        columns = {question.code: _levels(spreads, question.code) for question in asked_of(audience)}
        for place in range(max(map(len, columns.values()))):
            # Each statement begins elsewhere in its column, so that nobody answers 4 to everything.
            levels = {
                code: column[(place + 5 * shift) % len(column)] for shift, (code, column) in enumerate(columns.items())
            }
            free = {name: fr(text) for name, text in (said[place] if place < len(said) else {}).items()}
            surveys.take_sheet(
                survey=survey, given=Given(levels, free), key=uuid4(), by=story.by if place < paper else None
            )
        if not is_open:
            surveys.set_open(survey=survey, is_open=False, closes_on=None, by=story.by)
    return survey


def _levels(spreads: Mapping[str, Spread] | Spread, code: str) -> list[int | None]:
    spread = spreads[code] if isinstance(spreads, Mapping) else spreads
    order: tuple[int | None, ...] = (4, 3, 2, 1, None)
    if code in TURNED and not isinstance(spreads, Mapping):
        order = (1, 2, 3, 4, None)
    return [level for level, times in zip(order, spread, strict=True) for _ in range(times)]


def read_words(story: Story, survey: Survey, codes: Mapping[str, Sequence[tuple[str, str]]], *, day: int) -> None:
    """Each free answer read: its text → (kind, label) of what it speaks of."""
    said = {fr(text): labels for text, labels in codes.items()}
    with as_if(days_ago(day), story.by):
        for answer in OpenAnswer.objects.filter(response__survey=survey).select_related("response__survey__edition"):
            for kind, label in said.get(answer.text, ()):
                held = list(answer.codes.all())
                read_answer(answer=answer, codes=held, kind=kind, label=fr(label), by=story.by)


def watch(
    story: Story, edition: Edition, speech: Sequence[Sequence[int]], grids: Sequence[Sequence[str]], *, day: int
) -> None:
    """Turns of each speaker of the first sittings; then, for the first one, what each observer saw of each speech.

    A speech is written "2rp Voirie": reasons given from 0 to 3, r respectful, p answers another one, its theme.
    """
    sittings = list(edition.sittings.order_by("held_on"))
    with as_if(days_ago(day), story.by):
        for sitting, turns in zip(sittings, speech, strict=False):
            rows = [{"speaker": place, "turns": times, "seconds": None} for place, times in enumerate(turns, 1)]
            observation.save_speech(sitting=sitting, version=sitting.version, rows=rows, by=story.by)
        for observer, grid in enumerate(grids, 1):
            sittings[0].refresh_from_db()
            observation.save_grid(
                sitting=sittings[0],
                version=sittings[0].version,
                observer=observer,
                rows=[_seen(place, text) for place, text in enumerate(grid, 1)],
                by=story.by,
            )


def _seen(place: int, text: str) -> dict[str, Any]:
    marks, _space, theme = text.partition(" ")
    return {
        "speech": place,
        "justification": int(marks[0]),
        "respectful": "r" in marks,
        "replies": "p" in marks,
        "theme": fr(theme),
    }


def receive(
    story: Story, edition: Edition, rows: Iterable[Mapping[str, Any]], *, day: int, answered: int | None = None
) -> list[Contribution]:
    """Contributions with their follow-up; those that have an outcome are published ``answered`` days ago."""
    found = []
    with as_if(days_ago(day), story.by):
        for row in rows:
            fields = words(row)
            first = {name: fields.pop(name) for name in ("text", "theme", "count") if name in fields}
            held = contributions.add_contribution(
                edition=edition,
                received_on=days_ago(day),
                by=story.by,
                is_hidden=fields.pop("is_hidden", False),
                **first,
            )
            if fields:
                held = contributions.follow_contribution(
                    contribution=held, version=held.version, by=story.by, **fields
                )
            found.append(held)
    if answered is not None:
        with as_if(days_ago(answered), story.by):
            contributions.publish_answers(edition=edition, by=story.by)
    return found


def promise(story: Story, edition: Edition, rows: Iterable[tuple[str, int, int | None]], *, day: int) -> None:
    """(commitment, days ago when it was due, when it was kept: None, not yet)."""
    edition.refresh_from_db()
    held = [
        (None, {"text": fr(text), "due_on": days_ago(due), "kept_on": None if kept is None else days_ago(kept)})
        for text, due, kept in rows
    ]
    with as_if(days_ago(day), story.by):
        contributions.save_commitments(edition=edition, version=edition.version, rows=held, by=story.by)


def keep(story: Story, edition: Edition, *, day: int) -> None:
    """The diagnosis as it read on that day."""
    edition = reload(edition)
    with as_if(days_ago(day), story.by):
        content = content_of(build_diagnosis(edition, inside=True), build_figures(edition))
        keep_diagnosis(edition=edition, version=edition.version, content=content, rule=RULE, by=story.by)


def take_lever(story: Story, edition: Edition, code: str, *, day: int, **fields: Any) -> LeverChoice:
    """A lever of the list, with the figures that spoke for it on that day."""
    edition = reload(edition)
    lever = levers()[code]
    with as_if(days_ago(day), story.by):
        proposed = {each.lever.code: each for each in build_levers(edition, means_of(edition)).proposals}
        figure = build_figures(edition).get(lever.indicator)
        return choose_lever(
            edition=edition, code=code, by=story.by, symptom=seen_record(proposed[code]),
            **{
                "title": lever.title, "family": lever.family, "why": lever.why, "impact": lever.impact,
                "effort": lever.rule.effort, "cost": lever.rule.cost, "indicator": lever.indicator,
                "before": figure.value, "before_n": figure.n, **fields,
            },
        )  # fmt: skip


def figures_of(edition: Edition, *, day: int) -> EditionFigures:
    """The figures of the edition as they read on that day."""
    with as_if(days_ago(day)):
        return build_figures(reload(edition))


def reload(edition: Edition) -> Edition:
    """The edition as it stands, with its device."""
    return Edition.objects.select_related("device__territory", "device__organization", "action_plan").get(
        pk=edition.pk
    )
