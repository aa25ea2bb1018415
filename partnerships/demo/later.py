"""What surrounds an agreement that runs: its publication, its missions, its meeting places, money and dates."""

from decimal import Decimal

from actionplans.enums import Side
from actionplans.services import add_action
from core.demo import as_if, days_ago, fr
from partnerships.demo import tools
from partnerships.demo.healthydata import START
from partnerships.demo.tools import Cast, Story, identify, write
from partnerships.enums import State
from partnerships.models import LifeEvent, Meeting, MeetingPlace, Partnership
from partnerships.services import frame
from partnerships.services.dates import keep_date, say_alive
from partnerships.services.missions import Opinion, open_reading, rate_missions, rating_version
from partnerships.services.places import save_place
from partnerships.services.publication import answer_publication, last_number, propose_publication

#: Who says what of whom, in the partnership on water: the university's link is the hardest to see.
MISSIONS: dict[str, dict[str, tuple[int | None, str]]] = {
    "ngo": {"commune": (4, ""), "water": (4, ""), "university": (2, "Nous voyons les analyses, moins la recherche")},
    "commune": {"ngo": (3, ""), "water": (4, ""), "university": (2, "")},
    "water": {"ngo": (4, "Ils sont là à chaque réunion"), "commune": (3, ""), "university": (3, "")},
    "university": {"ngo": (3, ""), "commune": (None, ""), "water": (4, "")},
}
ENDED = 430


def surround(story: Story) -> None:
    """The partnership on water, published, with its committee, its money and its dates."""
    _meet(story)
    _money(story)
    _missions(story)
    with as_if(days_ago(95), story.user("ngo")):
        keep_date(
            partnership=story.row, code=f"report:{days_ago(START).year}", done_on=days_ago(96),
            document=story.row.documents.first(), note="", version=0, by=story.user("ngo"),
        )  # fmt: skip
    publish(story, day=70, sentence="Les habitants ont signé avec nous : ils lisent ce que nous promettons")


def publish(story: Story, *, day: int, sentence: str) -> None:
    """Proposed by the first party, agreed to by the others."""
    people = list(story.who.values())
    with as_if(days_ago(day), people[0]):
        row = propose_publication(
            partnership=story.row, text=True, results=True, shares=True, sentence=fr(sentence),
            version=last_number(story.row), by=people[0],
        )  # fmt: skip
    for by in people[1:]:
        with as_if(days_ago(day - 3), by):
            answer_publication(partnership=story.row, number=row.number, agrees=True, by=by)
    story.fresh()


def _meet(story: Story) -> None:
    by = story.user("ngo")
    with as_if(days_ago(330), by):
        place = save_place(
            partnership=story.row, name=fr("Comité de l'eau"), purpose=fr("décider ensemble, suivre les promesses"),
            members=list(story.row.parties.all()), others=fr("infirmier du centre de santé"), every_months=2,
            hours=Decimal(3), next_on=days_ago(-12), version=0, by=by,
            agenda=fr("Jours d'eau du mois\nRéserve de pièces\nCe qui continue après la fin"),
        )  # fmt: skip
    with as_if(days_ago(320), story.user("commune")):
        save_place(
            partnership=story.row, name=fr("Table technique"), purpose=fr("pompes et analyses"),
            members=story.parties(["commune", "university"]), every_months=3, hours=Decimal(4), version=0,
            by=story.user("commune"),
        )  # fmt: skip
    Meeting.objects.filter(partnership=story.row).update(place=MeetingPlace.objects.get(pk=place.pk))
    minutes = story.row.documents.last()
    first = Meeting.objects.filter(partnership=story.row).order_by("on").first()
    if first is not None and minutes is not None:
        first.minutes = minutes
        first.save(update_fields=["minutes"])


def _money(story: Story) -> None:
    write(
        story, "water", "funding", day=300, source=story.party("commune"), amount=Decimal(60000),
        purpose="Pièces et soudure des deux pompes", conditions="Factures ouvertes à toutes les parties",
        planned_on=days_ago(260), received_on=days_ago(250),
    )  # fmt: skip
    write(
        story, "university", "funding", day=300, source=story.party("ngo"), amount=Decimal(12000),
        purpose="Réactifs des analyses", planned_on=days_ago(40),
    )  # fmt: skip


def _missions(story: Story) -> None:
    with as_if(days_ago(150), story.user("ngo")):
        row = open_reading(partnership=story.row, closes_on=days_ago(136), by=story.user("ngo"))
    for key, said in MISSIONS.items():
        by = story.user(key)
        with as_if(days_ago(145), by):
            opinions = {story.party(about).pk: Opinion(level, fr(text)) for about, (level, text) in said.items()}
            rate_missions(
                partnership=story.row, opinions=opinions, version=rating_version(row, story.party(key)), by=by
            )


def load_ended(cast: Cast) -> Partnership:
    """A partnership that ended more than a year ago: two carriers have answered, one is awaited."""
    story = tools.open_story(
        cast, {"ngo": "animatrice", "commune": "commune", "mason": "entreprise"}, day=1200, place="commune",
        name="Les bancs de l'école de Taghzout", themes=["education"], origins=["vulnerable"],
        audience=fr("les élèves de Taghzout"),
    )  # fmt: skip
    identify(story, "mason", day=1190, mission_link="Nous construisons pour le village.", role="fabrique et répare")
    actions = []
    for key, what in (
        ("mason", "Réparer les bancs chaque été"), ("commune", "Payer le bois"), ("ngo", "Réunir les parents"),
    ):  # fmt: skip
        by = story.user(key)
        with as_if(days_ago(1150), by):
            actions.append(
                add_action(
                    plan=story.row.action_plan, by=by, what=fr(what), side=Side.PARTNER,
                    carrier=cast.organizations[key], responsible=fr("responsable de l'action"), due_on=days_ago(800),
                )
            )  # fmt: skip
    _end(story)
    for key, action, alive in (("mason", actions[0], True), ("ngo", actions[2], False)):
        with as_if(days_ago(50), story.user(key)):
            say_alive(partnership=story.row, action=action, alive=alive, version=frame.place_version(None),
                      by=story.user(key))  # fmt: skip
    return story.fresh()


def _end(story: Story) -> None:
    """An old agreement that the platform took over once closed: its steps were taken on paper."""
    with as_if(days_ago(ENDED - 20), story.user("ngo")):
        Partnership.objects.filter(pk=story.row.pk).update(
            state=State.CLOSED, state_before=State.BALANCE, starts_on=days_ago(1100), ends_on=days_ago(ENDED)
        )
        LifeEvent.objects.create(
            partnership=story.row, by=story.user("ngo"), party=story.party("ngo"), from_state=State.DRAFT,
            to_state=State.CLOSED, reason=fr("Convention tenue sur papier, reprise ici après sa fin."),
        )  # fmt: skip
    story.fresh()
