"""The sheets that describe an edition: which form, which service, which words. The short diagnosis shows seven."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertation.forms import sheets as fields
from concertation.forms import tables
from concertation.services import sheets as save


@dataclass(frozen=True)
class Sheet:
    """``form``: made with ``edition=``; ``save``: called with what its ``values()`` give."""

    slug: str
    title: Any
    lede: Any
    form: Any
    save: Callable[..., Any]
    #: "How this is computed": what becomes of what is typed.
    how: Any = ""
    is_table: bool = False


SHEETS = {
    sheet.slug: sheet
    for sheet in (
        Sheet(
            "promise",
            _("What was promised"),
            _("The question of this diagnosis, what people were promised, and what was really open."),
            fields.PromiseForm,
            save.save_promise,
            _("The gap between promise and practice is the level promised minus the level observed, from 1 to 5."),
        ),
        Sheet(
            "people",
            _("Who came, in numbers"),
            _("Different people over the whole edition. An estimate is fine: say where it comes from."),
            fields.PeopleForm,
            save.save_people,
            _(
                "Participation rate: participants ÷ people aimed at. Renewal: those who came for the first time ÷ "
                "participants. Loyalty: those who came back ÷ participants of the previous edition."
            ),
        ),
        Sheet(
            "sittings",
            _("The sittings"),
            _("One line per meeting. Only the day is needed; count the turns of speech if somebody noted them."),
            tables.SittingsForm,
            save.save_sittings,
            _(
                "Attendance: present ÷ registered. Women's share of speech: share of the turns that women took ÷ "
                "share of women present; 1 is parity."
            ),
            True,
        ),
        Sheet(
            "classes",
            _("Which people came"),
            _("Counts by class beside the census of the commune. Those whose class you don't know have their line."),
            tables.ClassesForm,
            save.save_classes,
            _(
                "The distance from the population is half the sum of the differences between the share of each class "
                "among participants and in the census. It is shown from 30 participants on, beside what a random "
                "draw would give. People whose class isn't known are shown as a share, never spread over the others."
            ),
            True,
        ),
        Sheet(
            "answers",
            _("What became of the contributions"),
            _("In counts. If the contributions are registered one by one on their page, that page is used instead."),
            fields.AnswersForm,
            save.save_answers,
            _(
                "Reasoned answers: answered ÷ received. Taken into account: (taken up + half of those in part) ÷ "
                "studied. Traceability: linked to a decision or an action ÷ studied."
            ),
        ),
        Sheet(
            "documents",
            _("What was published"),
            _("Tick what people were owed. Without a day published, it counts as not published."),
            tables.DocumentsForm,
            save.save_documents,
            _(
                "Publication: documents published on time ÷ documents owed. On time: on the day promised or before; "
                "without a day promised, any day counts."
            ),
            True,
        ),
        Sheet(
            "means",
            _("Means, and access for everyone"),
            _("What it cost in money and in time, and what made it possible for everyone to come."),
            fields.MeansForm,
            save.save_fields,
            _(
                "Access for everyone: measures in place ÷ the six of the list. "
                "Cost per participant: budget ÷ participants."
            ),
        ),
        Sheet(
            "people-more",
            _("People in detail"),
            _("For long devices and platforms: who began, who left, how much each contributed."),
            fields.MorePeopleForm,
            save.save_fields,
            _("Drop-out: people who left before the end ÷ people who began."),
        ),
        Sheet(
            "channels",
            _("Channels and publics"),
            _("How people heard of it: one line per channel, and per public when you know it."),
            tables.ChannelsForm,
            save.save_channels,
            _("The funnel divides each step by the one before: reached, registered, present, contributed, came back."),
            True,
        ),
        Sheet(
            "results",
            _("Expected results"),
            _("What this edition had to bring, and what it brought."),
            tables.ResultsForm,
            save.save_results,
            _("The gap is the value reached minus the value to reach; without the two values, it isn't computed."),
            True,
        ),
        Sheet(
            "given",
            _("Figures from elsewhere"),
            _("An indicator that you know only as a figure: a report, another tool. With its source and its date."),
            tables.GivenForm,
            save.save_given,
            _("It is shown with its source, its date and the number it rests on, and counts like the others."),
            True,
        ),
    )
}  # fmt: skip
#: What the path and the wizard call a screen.
SHORT_NAMES = {
    "promise": pgettext_lazy("screen", "Promise"),
    "people": pgettext_lazy("screen", "People"),
    "sittings": pgettext_lazy("screen", "Sittings"),
    "classes": pgettext_lazy("screen", "Publics"),
    "answers": pgettext_lazy("screen", "Answers"),
    "documents": pgettext_lazy("screen", "Documents"),
    "means": pgettext_lazy("screen", "Means"),
}
