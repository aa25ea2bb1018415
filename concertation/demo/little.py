"""A public meeting of which little is known: one edition, a few figures, three answers."""

from decimal import Decimal

from concertation.demo import tools
from concertation.demo.tools import Cast, Spread, Story
from concertation.services import sheets
from concertation.services.wizard import DONE, UNKNOWN, mark_step
from core.demo import as_if, days_ago, fr

NAME = "Réunion publique sur le marché couvert"
#: Three sheets: under five, nothing is told.
ANSWERS: Spread = (1, 1, 1, 0, 0)


def load_little(cast: Cast) -> Story:
    """Three screens of seven seen, one of them left unknown."""
    story = tools.open_story(
        cast, "commune", "commune", day=40, place="commune", name=NAME, label=tools.year_of(40),
        kind="public_meeting", theme="economy", mode="on_site",
    )  # fmt: skip
    edition = story.device.editions.get()
    with as_if(days_ago(39), story.by):
        sheets.save_people(
            edition=edition, version=edition.version, by=story.by, population=8400, target_population=None,
            participants=45, returning=None, never_before=None, source=fr("compté à l'entrée, à peu près"),
        )  # fmt: skip
        for step, state in (("promise", UNKNOWN), ("people", DONE), ("sittings", DONE)):
            mark_step(edition=edition, step=step, state=state, by=story.by)
    tools.fill(
        story, edition, day=39, budget=Decimal(1200), currency="MAD", access_known=True,
        access_measures=["wheelchair", "languages", "no_digital"],
    )  # fmt: skip
    tools.sit(story, edition, [(42, "Réunion à la maison communale", (None, 45, None, None, None))], day=39)
    tools.ask(story, edition, "participants", ANSWERS, day=38, is_open=True)
    return story
