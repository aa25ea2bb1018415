"""The facilitator's day in the village, on one page: before, there, back. The same as docs/fr/journee-terrain.md."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Part:
    """A moment of the day: its name and what to do, in order."""

    title: str
    lines: tuple[str, ...]


def field_day() -> tuple[Part, ...]:
    """Five moments, in the active language."""
    return (*_there(), *_back())


def _there() -> tuple[Part, ...]:
    return (
        Part(
            _("The day before, with a network"),
            (
                _("Open the cycle: “Prepare for the field”. Wait for “Ready offline ✔” with the day and the version."),
                _("Put the telephone in flight mode and open a session: if it opens here, it opens there."),
                _("Print the paper kit: it replaces the telephone if the battery or the telephone fails."),
                _("Load the telephone and the spare battery; take pens, a thick pen, stones or grains for votes."),
            ),
        ),
        Part(
            _("At the start of the session"),
            (
                _("Say why you are here. Everybody may keep silent, or leave. No name is written."),
                _("Count the people present by sex and age, before the first vote."),
                _("Write down what the group says, one line each; then what comes first."),
            ),
        ),
        Part(
            _("Scoring"),
            (
                _("One indicator at a time: show the pictogram, read the question, or let it be heard."),
                _("Show of hands: one press per hand. The total must be the number of people present."),
                _("A vote that must stay secret: pass the telephone round, “Next person” after each vote."),
                _("Ask why, then what would help; write the group's words, never a person's name."),
                _("Everything is kept at once: a telephone that goes out loses nothing."),
            ),
        ),
    )


def _back() -> tuple[Part, ...]:
    return (
        Part(
            _("Before leaving the village"),
            (
                _("Read the card of the session aloud, then close the session."),
                _("Once all groups are on this telephone: the consolidated card and the actions, without a network."),
                _("“Saved on this phone, not sent yet” is right: nothing is lost."),
            ),
        ),
        Part(
            _("Back with a network"),
            (
                _("Open the field page: sending starts by itself. Wait for “Sent ✔” and the time."),
                _("“Sign in again to send”: do it with your own account; what is kept stays kept."),
                _("Two telephones for one session: both versions are kept, somebody chooses on the web."),
                _("Paper sheets: the code of each sheet opens its page; type up row by row, Enter goes on."),
                _("If sending fails for a day: export the file and give it to the administrator. Don't sign out."),
            ),
        ),
    )
