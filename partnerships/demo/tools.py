"""How the demonstration plays a partnership: the services of the house, on the days and by the people of the story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from core.demo import as_if, days_ago, fr
from directory.models import Organization, ServicePoint
from partnerships.criteria import CRITERIA, STATEMENTS, criterion_of
from partnerships.enums import AnswerStatus, Confidentiality, RatingMode, State
from partnerships.models import Campaign, Partnership, Party, Priority, Review
from partnerships.services import agreement, facts, framing, life, parties, rating, scope, signing
from partnerships.services.agreement import add_row
from partnerships.services.evaluation import answer_plan, write_plan
from partnerships.services.nouns import NOUNS
from partnerships.services.sheets import Given, save_sheet

#: Criterion → level of its statements ("3" for all, or "344" one by one; "?" I don't know, "-" not applicable).
Levels = Mapping[str, str]


@dataclass(frozen=True)
class Cast:
    """Who plays, and where. ``people``: by the name before the @; the others by the keys of ``directory.demo``."""

    people: Mapping[str, User]
    organizations: Mapping[str, Organization]
    service_points: Mapping[str, ServicePoint]


@dataclass
class Story:
    """One partnership being played. ``who``: key of an organisation → the person who acts for it."""

    cast: Cast
    row: Partnership
    who: Mapping[str, User]

    def user(self, key: str) -> User:
        return self.who[key]

    def party(self, key: str) -> Party:
        return self.row.parties.get(organization=self.cast.organizations[key])

    def parties(self, keys: Iterable[str]) -> list[Party]:
        return [self.party(key) for key in keys]

    def fresh(self) -> Partnership:
        self.row.refresh_from_db()
        return self.row


def open_story(cast: Cast, who: Mapping[str, str], *, day: int, place: str, name: str, **fields: Any) -> Story:
    """Opened ``day`` days ago by the first of ``who`` (organisation → person); the others join the next day."""
    people = {key: cast.people[person] for key, person in who.items()}
    keys = list(people)
    organizations = [cast.organizations[key] for key in keys]
    with as_if(days_ago(day), people[keys[0]]):
        row = life.open_partnership(
            coordinator=organizations[0],
            organizations=organizations,
            territory=cast.organizations[place].territory,
            name=fr(name),
            is_demonstration=True,
            by=people[keys[0]],
            **fields,
        )
    story = Story(cast, row, people)
    for key in keys[1:]:
        with as_if(days_ago(day - 1), people[key]):
            parties.join(partnership=row, by=people[key])
    return story


def identify(story: Story, key: str, *, day: int, **fields: Any) -> None:
    """What a party says of itself."""
    by, party = story.user(key), story.party(key)
    words = {name: fr(value) if isinstance(value, str) else value for name, value in fields.items()}
    with as_if(days_ago(day), by):
        parties.write_identity(partnership=story.row, version=party.version, by=by, **words)


def step(story: Story, to: State, *, day: int) -> None:
    """Every party agrees to the step; the last one takes it."""
    for by in story.who.values():
        with as_if(days_ago(day), by, hour=16):
            life.propose(partnership=story.row, to=to, by=by)
    _check(story, to)


def list_priorities(story: Story, labels: Sequence[str], *, day: int) -> list[Priority]:
    """The lines to rank, proposed in turn by each party."""
    people = list(story.who.values())
    found = []
    for place, label in enumerate(labels):
        by = people[place % len(people)]
        with as_if(days_ago(day), by):
            found.append(framing.add_priority(partnership=story.row, label=fr(label), by=by))
    return found


def blind(
    story: Story,
    key: str,
    *,
    day: int,
    order: str,
    foresees: Mapping[str, Sequence[str]] | None = None,
    send: bool = True,
    **fields: Any,
) -> None:
    """A party's own sheet. ``order``: letters of the priorities in the list (a, b…), the most important first."""
    by = story.user(key)
    priorities = list(story.row.priorities.all())
    words = {name: fr(value) if isinstance(value, str) else value for name, value in fields.items()}
    guesses = {story.party(about): list(motives) for about, motives in (foresees or {}).items()}
    with as_if(days_ago(day), by):
        sheet = framing.own_sheet(story.party(key))
        framing.write_sheet(
            partnership=story.row,
            version=sheet.version,
            by=by,
            predictions=guesses,
            ranking=[priorities[ord(letter) - ord("a")].pk for letter in order],
            **words,
        )
        if send:
            framing.send_sheet(partnership=story.row, by=by)
    story.fresh()


def settle_scope(story: Story, rows: Sequence[tuple[str, str, str]], *, day: int) -> None:
    """(status, words, who proposes): agreed by all."""
    for status, label, key in rows:
        with as_if(days_ago(day), story.user(key)):
            item = scope.add_scope(partnership=story.row, label=fr(label), status=status, by=story.user(key))
        for by in story.who.values():
            with as_if(days_ago(day), by):
                scope.agree_scope(item=item, version=item.version, agrees=True, by=by)


def write(story: Story, key: str, noun: str, *, day: int, **values: Any) -> Any:
    """A row of the agreement by the party ``key``."""
    by = story.user(key)
    words = {name: fr(value) if isinstance(value, str) else value for name, value in values.items()}
    with as_if(days_ago(day), by):
        return add_row(noun=NOUNS[noun], partnership=story.row, by=by, **words)


def validate(story: Story, objective: Any, *, day: int) -> None:
    for by in story.who.values():
        with as_if(days_ago(day), by):
            agreement.validate_objective(objective=objective, version=objective.version, by=by, agrees=True)


def plan_evaluation(story: Story, key: str, *, day: int, **fields: Any) -> None:
    """The evaluation plan, written by one party and agreed to by all."""
    words = {name: fr(value) if isinstance(value, str) else value for name, value in fields.items()}
    with as_if(days_ago(day), story.user(key)):
        plan = write_plan(partnership=story.row, version=0, by=story.user(key), **words)
    for by in story.who.values():
        with as_if(days_ago(day), by):
            answer_plan(partnership=story.row, version=plan.version, agrees=True, by=by)


def no_clauses(story: Story, key: str, reasons: Mapping[str, str], *, day: int) -> None:
    """The criteria that the parties leave without a clause, each with its reason."""
    names = {criterion.code: str(criterion.short) for criterion in CRITERIA}
    for code, because in reasons.items():
        write(story, key, "clause", day=day, criterion=code, title=names[code], no_clause_because=because)


def sign_all(story: Story, places: Mapping[str, str], *, day: int) -> None:
    """Each party signs the same text. ``places``: organisation → function of the person who signs."""
    for key, function in places.items():
        with as_if(days_ago(day), story.user(key), hour=15):
            signing.sign(
                partnership=story.row,
                sha256=signing.text_in_force(story.row),
                function=fr(function),
                signed_on=days_ago(day),
                by=story.user(key),
            )
    _check(story, State.SIGNED)


def _check(story: Story, to: State) -> None:
    """The story goes on only from where it should stand."""
    if story.fresh().state != to:
        raise RuntimeError(f"{story.row} stays at {story.row.state}")


def rate(
    story: Story,
    sheets: Mapping[str, Levels],
    *,
    day: int,
    title: str,
    progress: str,
    lasts: int = 10,
    review: Review | None = None,
    mode: RatingMode = RatingMode.ALONE_THEN_TOGETHER,
) -> Campaign:
    """A campaign that lasted some days: opened, answered by each party, still open (``finish`` closes it)."""
    by = next(iter(story.who.values()))
    with as_if(days_ago(day), by):
        held = rating.create_campaign(
            partnership=story.row,
            title=fr(title),
            mode=mode,
            confidentiality=Confidentiality.PARTIES,
            lettered=False,
            closes_on=days_ago(day - lasts),
            review=review,
            by=by,
        )
        held = rating.start_campaign(campaign=held, by=by)
    for key, levels in sheets.items():
        with as_if(days_ago(day - 2), story.user(key)):
            save_sheet(
                campaign=held,
                party=story.party(key),
                answers=given_of(levels, fr(progress)),
                send=True,
                version=0,
                by=story.user(key),
            )
    return held


def finish(story: Story, held: Campaign, *, day: int) -> Campaign:
    by = next(iter(story.who.values()))
    with as_if(days_ago(day), by, hour=17):
        return rating.close_campaign(campaign=held, by=by)


def given_of(levels: Levels, progress: str) -> dict[str, Given]:
    """One answer per statement; levels of 1 and 2 come with what would make it progress."""
    found = {}
    for place, code in enumerate(STATEMENTS):
        said = levels[criterion_of(code)]
        letter = said if len(said) == 1 else said[place % 3]
        if letter == "?":
            found[code] = Given(AnswerStatus.DONT_KNOW)
        elif letter == "-":
            found[code] = Given(AnswerStatus.NOT_APPLICABLE)
        else:
            level = int(letter)
            found[code] = Given(AnswerStatus.RATED, level, progress if level <= 2 else "")
    return found


def log(story: Story, key: str, kind: str, *, day: int, **data: Any) -> Any:
    """A line of the log of facts, written by the party ``key`` on its own day."""
    words = {name: fr(value) if isinstance(value, str) and name != "domain" else value for name, value in data.items()}
    by = story.user(key)
    with as_if(days_ago(day), by):
        return facts.add_fact(kind=kind, partnership=story.row, data={"on": days_ago(day), **words}, by=by)
