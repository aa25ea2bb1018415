"""Who leads a group, who takes notes, what qualifies them, and what their peers observed."""

import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import PROGRAMME_ROLES, Role
from accounts.models import User
from core.errors import Refusal
from directory.models import Organization
from scorecards.enums import Qualification, SessionState
from scorecards.models import Cycle, FacilitatorProfile, Group, GroupTeam, PeerFeedback, ScoringSession
from scorecards.services.gates import is_full
from scorecards.services.locks import check_version
from scorecards.services.moderation import places, watch
from scorecards.services.readiness import held_open

#: From this level on, a peer's observation qualifies to lead.
ENOUGH = (Qualification.WITH_HELP, Qualification.ALONE, Qualification.TRAINS)
WORDS_MAX = 300


def facilitators_of(organization: Organization) -> QuerySet[User]:
    """People who may lead or take notes: active facilitators and administrators of the organisation."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__organization=organization,
            memberships__is_active=True,
            memberships__role__in=PROGRAMME_ROLES,
        )
        .select_related("facilitator_profile")
        .distinct()
        .order_by("full_name", "email")
    )


def qualified_among(people: QuerySet[User]) -> set[object]:
    """Keys of those who followed a training, or whom a peer saw lead, with help at least. One query."""
    trained = Q(facilitator_profile__trained_on__isnull=False) | Q(facilitator_profile__training__gt="")
    seen = Q(facilitator_profile__feedback__level__in=ENOUGH)
    return set(people.filter(trained | seen).values_list("pk", flat=True))


def lead_lack(person: User) -> str:
    """Why this person can't lead a group in the full instrument; empty when they can."""
    if qualified_among(User.objects.filter(pk=person.pk)):
        return ""
    return _(
        "%(person)s isn't qualified to lead yet: no training is recorded, and no colleague has seen them lead, with "
        "help or alone. Let them take notes first, or have the training recorded."
    ) % {"person": person}


def sessions_led(people: QuerySet[User]) -> dict[object, int]:
    """Closed sessions of the groups that each person leads, on this platform. One query."""
    rows = (
        ScoringSession.objects.filter(state=SessionState.CLOSED, group__team__lead__in=people)
        .values("group__team__lead")
        .annotate(led=Count("pk"))
        .order_by("group__team__lead")
    )
    return {row["group__team__lead"]: row["led"] for row in rows}


@transaction.atomic
def assign_team(*, group: Group, lead: User | None, note_taker: User | None, by: User) -> GroupTeam | None:
    """Who leads and who takes notes. Without lead the group has no team. The full instrument asks for a
    qualified lead; the essential one only advises."""
    held = held_open(group.cycle)
    row = GroupTeam.objects.filter(group=group).first()
    if lead is None:
        if note_taker is not None:
            raise Refusal(_("%(group)s: choose who leads before who takes notes.") % {"group": group})
        GroupTeam.objects.filter(group=group).delete()
        return None
    if lead == note_taker:
        raise Refusal(
            _("%(group)s: choose two different people, one leads, the other takes notes.") % {"group": group}
        )
    if row is not None and (row.lead_id, row.note_taker_id) == (lead.pk, note_taker.pk if note_taker else None):
        return row
    _check_people(held, [lead, note_taker])
    if is_full(held) and (row is None or row.lead_id != lead.pk) and (lack := lead_lack(lead)):
        raise Refusal(_("%(group)s: %(lack)s") % {"group": group, "lack": lack})
    team, _made = GroupTeam.objects.update_or_create(group=group, defaults={"lead": lead, "note_taker": note_taker})
    return team


def _check_people(cycle: Cycle, people: list[User | None]) -> None:
    wanted = {person.pk for person in people if person is not None}
    if facilitators_of(cycle.organization).filter(pk__in=wanted).count() != len(wanted):
        raise Refusal(_("Choose facilitators of your organisation."))


@transaction.atomic
def change_profile(
    *,
    person: User,
    organization: Organization,
    trained_on: datetime.date | None,
    training: str,
    sessions_before: int,
    languages: str,
    version: int,
    by: User,
) -> FacilitatorProfile:
    """Training and experience, written by the organisation's administrator. ``version`` is 0 for a first profile."""
    if not facilitators_of(organization).filter(pk=person.pk).exists():
        raise Refusal(_("Choose facilitators of your organisation."))
    if trained_on is not None and trained_on > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day when the training was followed."))
    row = FacilitatorProfile.objects.select_for_update().filter(user=person).first()
    if row is None:
        row = FacilitatorProfile(user=person, version=0)
    check_version(row.version, version)
    row.trained_on, row.training, row.languages = trained_on, training.strip(), languages.strip()
    row.sessions_before = sessions_before
    row.version += 1
    row.save()
    return row


def may_give_feedback(team: GroupTeam | None, about: User, by: User) -> bool:
    """The other half of the team, or an administrator of the organisation; nobody speaks of themselves."""
    if team is None or by == about or about.pk not in (team.lead_id, team.note_taker_id):
        return False
    return by.pk in (team.lead_id, team.note_taker_id) or by.role == Role.ADMINISTRATOR


@transaction.atomic
def give_feedback(*, group: Group, about: User, level: str, strength: str, advice: str, by: User) -> PeerFeedback:
    """What a peer observed, once the group's session is closed: a level, a strength, an advice. Again corrects it."""
    if level not in Qualification.values:
        raise Refusal(_("Choose one of the four levels."))
    if not may_give_feedback(GroupTeam.objects.filter(group=group).first(), about, by):
        raise Refusal(_("Feedback comes from the colleague who was there, or from the administrator."))
    if not ScoringSession.objects.filter(group=group, state=SessionState.CLOSED).exists():
        raise Refusal(_("The session isn't closed yet: give your feedback once it is over."))
    words = {"strength": strength.strip(), "advice": advice.strip()}
    if any(len(text) > WORDS_MAX for text in words.values()):
        raise Refusal(_("This text is too long: 300 characters at most."))
    profile, _made = FacilitatorProfile.objects.get_or_create(user=about)
    row, _new = PeerFeedback.objects.update_or_create(
        profile=profile, group=group, by=by, defaults={"level": level, **words}
    )
    watch(cycle=group.cycle, texts=places("feedback", row.pk, words), by=by)
    return row


def copy_teams(*, source: Cycle, target: Cycle) -> None:
    """The same people with the same groups in the next round: groups are matched by kind, name and village."""
    before = {
        (row.group.kind, row.group.label, row.group.village): row
        for row in GroupTeam.objects.filter(group__cycle=source).select_related("group")
    }
    GroupTeam.objects.bulk_create(
        [
            GroupTeam(group=group, lead_id=row.lead_id, note_taker_id=row.note_taker_id)
            for group in target.groups.all()
            if (row := before.get((group.kind, group.label, group.village))) is not None
        ]
    )
