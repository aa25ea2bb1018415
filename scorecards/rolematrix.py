"""Who does what, step by step: the same for every service. Words of our own, read aloud with rights and duties."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Who(StrEnum):
    COMMUNITY = "community"
    PROVIDER = "provider"
    AUTHORITY = "authority"
    TEAM = "team"


#: The heads of the columns, in their order.
WHO_WORDS: dict[Who, Promise] = {
    Who.COMMUNITY: _("The community"),
    Who.PROVIDER: _("The service’s staff"),
    Who.AUTHORITY: _("The local authority"),
    Who.TEAM: _("The facilitation team"),
}


@dataclass(frozen=True)
class RoleStep:
    """One step: who is in charge, and what each one does; a missing one has nothing to do in it."""

    code: str
    title: Promise
    in_charge: Who
    parts: dict[Who, Promise]

    @property
    def cells(self) -> list[tuple[Promise, Promise | str, bool]]:
        """Column by column: its head, what is done ("" for nothing), and whether that one is in charge."""
        return [(word, self.parts.get(who, ""), who == self.in_charge) for who, word in WHO_WORDS.items()]


ROLE_STEPS: tuple[RoleStep, ...] = (
    RoleStep(
        "prepare",
        _("Prepare"),
        Who.TEAM,
        {
            Who.COMMUNITY: _("Says which groups must be heard, and when they are free."),
            Who.PROVIDER: _("Says what the service should receive, and what it did."),
            Who.AUTHORITY: _("Agrees to the exercise and announces it."),
            Who.TEAM: _("Explains the exercise to both sides, forms the groups, sets the days."),
        },
    ),
    RoleStep(
        "score",
        _("Score in groups"),
        Who.COMMUNITY,
        {
            Who.COMMUNITY: _("Scores in groups, and says why."),
            Who.PROVIDER: _("Isn’t in the room."),
            Who.AUTHORITY: _("Isn’t in the room."),
            Who.TEAM: _("Reads aloud, lets everybody speak, writes down what is said."),
        },
    ),
    RoleStep(
        "self_evaluate",
        _("Evaluate oneself"),
        Who.PROVIDER,
        {
            Who.PROVIDER: _("Scores its own service, and says what it lacks."),
            Who.TEAM: _("Reads the same indicators aloud, writes down the answers."),
        },
    ),
    RoleStep(
        "review",
        _("Review the scores"),
        Who.AUTHORITY,
        {
            Who.PROVIDER: _("Answers each score that is contested."),
            Who.AUTHORITY: _("Compares the staff’s scores with what it knows, confirms or contests."),
            Who.TEAM: _("Recalls the day by which it is expected."),
        },
    ),
    RoleStep(
        "meet",
        _("Meet"),
        Who.TEAM,
        {
            Who.COMMUNITY: _("Tells its scores, proposes solutions, promises its part."),
            Who.PROVIDER: _("Answers, says what is feasible, promises its part."),
            Who.AUTHORITY: _("Listens to both, says what it can pay or decide."),
            Who.TEAM: _("Leads the meeting, sees that each side speaks, writes the promises."),
        },
    ),
    RoleStep(
        "carry_out",
        _("Carry out"),
        Who.PROVIDER,
        {
            Who.COMMUNITY: _("Keeps its own promises."),
            Who.PROVIDER: _("Keeps its promises, and says when one must wait."),
            Who.AUTHORITY: _("Gives the means that it promised."),
        },
    ),
    RoleStep(
        "follow_up",
        _("Follow up"),
        Who.COMMUNITY,
        {
            Who.COMMUNITY: _("Its committee goes and sees whether each promise is kept."),
            Who.PROVIDER: _("Shows what was done."),
            Who.AUTHORITY: _("Asks about what is late, and helps to unblock it."),
            Who.TEAM: _("Keeps the plan up to date, prepares the next round."),
        },
    ),
)
