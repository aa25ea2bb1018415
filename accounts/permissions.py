"""Who may do what: the only table of roles and grants, and the predicates every feature composes.

``docs/roles.md`` is this table for people; a test reads both. A grant says that a role may ever do a thing;
the feature's own predicate adds the state of the object (open, released…).
"""

from collections.abc import Iterable
from typing import Any

import rules
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.guard import REFUSALS
from accounts.models import Invitation, Membership, User
from directory.enums import ActorKind
from directory.models import Organization

_READ_PLAN = {"actionplans.view_actionplan", "actionplans.export_actionplan"}
_READ_CARD = {"scorecards.view_cycle", "scorecards.view_card", "scorecards.export_card", "reports.view_report"}
#: What an organisation does in a partnership, whatever its kind: the parties are equals.
_PARTNER = {
    "partnerships.view_partnership",
    "partnerships.represent",
    "actionplans.change_shared_plan",
    "actionplans.follow_action",
}
_FACILITATE = {
    *_PARTNER,
    "partnerships.add_partnership",
    "concertation.view_device",
    "concertation.change_device",
    *_READ_CARD,
    *_READ_PLAN,
    "scorecards.add_cycle",
    "scorecards.change_cycle",
    "scorecards.advance_cycle",
    "scorecards.reopen_cycle",
    "scorecards.repeat_cycle",
    "scorecards.import_card",
    "scorecards.view_group_scores",
    "scorecards.score_users",
    "scorecards.score_provider",
    "scorecards.view_review",
    "scorecards.agree_score",
    "scorecards.hold_meeting",
    "scorecards.answer_solution",
    "scorecards.view_history",
    "scorecards.moderate",
    "scorecards.log_incident",
    "scorecards.prepare",
    "scorecards.record_issues",
    "scorecards.manage_library",
    "scorecards.publish_card",
    "scorecards.view_programme",
    "scorecards.change_rights",
    "actionplans.change_actionplan",
    "actionplans.follow_action",
    "directory.add_servicepoint",
    "directory.change_servicepoint",
    "directory.add_organization",
    "directory.change_organization",
}

GRANTS: dict[Role, frozenset[str]] = {
    Role.FACILITATOR: frozenset(_FACILITATE),
    Role.ADMINISTRATOR: frozenset(
        {
            *_FACILITATE,
            "accounts.view_membership",
            "accounts.invite_member",
            "accounts.change_membership",
            "directory.import_territories",
            "directory.change_territory",
            "scorecards.manage_committee",
            "scorecards.name_referents",
            "scorecards.manage_facilitators",
            "partnerships.sign",
            "concertation.exchange",
        }
    ),
    Role.OFFICER: frozenset(
        {
            *_READ_CARD,
            *_READ_PLAN,
            *_PARTNER,
            "partnerships.add_partnership",
            "partnerships.sign",
            "concertation.view_device",
            "concertation.change_device",
            "concertation.exchange",
            "scorecards.view_review",
            "scorecards.review_provider",
        }
    ),
    Role.PROVIDER: frozenset(
        {
            *_READ_CARD,
            *_READ_PLAN,
            *_PARTNER,
            "concertation.view_device",
            "scorecards.view_review",
            "scorecards.score_provider",
            "scorecards.answer_review",
            "scorecards.answer_solution",
            "actionplans.follow_action",
        }
    ),
    Role.COMMITTEE: frozenset(
        {
            *_READ_CARD,
            *_READ_PLAN,
            "partnerships.view_partnership",
            "concertation.view_device",
            "actionplans.follow_action",
            "actionplans.confirm_action",
        }
    ),
    Role.OBSERVER: frozenset({*_READ_CARD, *_READ_PLAN, "partnerships.view_partnership", "concertation.view_device"}),
    Role.REPRESENTATIVE: frozenset(
        {
            *_READ_CARD,
            *_READ_PLAN,
            *_PARTNER,
            "partnerships.add_partnership",
            "partnerships.sign",
            "concertation.view_device",
        }
    ),
}

ALL_GRANTS: frozenset[str] = frozenset().union(*GRANTS.values())


def granted(user: User, grant: str) -> bool:
    """True when the role in force holds the grant, or the person operates the platform."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or (user.role is not None and grant in GRANTS[user.role])


def has_grant(grant: str) -> Any:
    """A ``rules`` predicate: the role in force holds ``grant``."""
    if grant not in ALL_GRANTS:
        raise ValueError(f"unknown grant {grant!r}")

    @rules.predicate(f"has_grant:{grant}")
    def predicate(user: User) -> bool:
        return granted(user, grant)

    return predicate


def published_around(own: Organization, *, territory: str = "territory", published: str = "published_at") -> Q:
    """What was published in the territory of ``own``, below it, or in one that holds it.

    The arguments are the query paths of the row to its territory and to the date of its publication. One rule for
    every feature whose owners choose what others may read.
    """
    path = own.territory.path
    holders = [path[: i + 1] for i, letter in enumerate(path) if letter == "/"]
    near = Q(**{f"{territory}__path__startswith": path}) | Q(**{f"{territory}__path__in": holders})
    return near & Q(**{f"{published}__isnull": False})


def territory_scope(
    user: User,
    *,
    organization: str,
    service_point: str,
    followers: str,
    released: str,
) -> Q | None:
    """What a person may see of rows that hang on a service point; None means nothing at all.

    The arguments are the query paths of the row to: the organisation that runs it, its service point, the people
    named to its follow-up, and the date it was released. One rule for every feature:

    - facilitator, administrator: what their organisation runs;
    - officer: the service points of the territory subtree of their commune;
    - provider: the service points that their organisation operates;
    - committee member: what they were named to;
    - observer, representative of a partner: what was released by their organisation or in its territory subtree.

    An organisation that another one registered, without the platform vouching for it, sees only what that one runs:
    registering a false commune or a false operator opens nothing of anybody else.
    """
    own = user.organization
    if own is None:
        return None
    path = f"{service_point}__territory__path__startswith"
    vouched = Q() if own.registered_by_id is None else Q(**{organization: own.registered_by_id})
    match user.role:
        case Role.FACILITATOR | Role.ADMINISTRATOR:
            return Q(**{organization: own})
        case Role.OFFICER:
            return Q(**{path: own.territory.path}) & vouched
        case Role.PROVIDER:
            return Q(**{f"{service_point}__operator": own}) & vouched
        case Role.COMMITTEE:
            return Q(**{followers: user})
        case _:
            near = Q(**{organization: own}) | (Q(**{path: own.territory.path}) & vouched)
            return Q(**{f"{released}__isnull": False}) & near


def add_perms(table: dict[str, Any]) -> None:
    """Register a feature's permissions: name → predicate."""
    for name, predicate in table.items():
        rules.set_perm(name, predicate)


def roles_with(grant: str) -> Iterable[Role]:
    return (role for role, grants in GRANTS.items() if grant in grants)


# People ------------------------------------------------------------------------------------------------------------

#: Whom an administrator may invite into their own organisation, and into one that it registered.
INTO_OWN = (Role.FACILITATOR, Role.ADMINISTRATOR, Role.COMMITTEE, Role.OBSERVER, Role.REPRESENTATIVE)
INTO_REGISTERED = (Role.OFFICER, Role.PROVIDER, Role.OBSERVER, Role.REPRESENTATIVE)
AUTHORITIES = (ActorKind.STATE, ActorKind.LOCAL_AUTHORITY, ActorKind.DECENTRALISED_SERVICE)


def role_fits(role: Role, organization: Organization) -> bool:
    """An officer works for an authority; a provider for an organisation that operates a service point."""
    match role:
        case Role.OFFICER:
            return organization.kind in AUTHORITIES
        case Role.PROVIDER:
            return organization.service_points.exists()
        case _:
            return True


def invitable_roles(user: User, organization: Organization) -> tuple[Role, ...]:
    """Roles that ``user`` may give in ``organization``; empty when it is none of their business."""
    if not granted(user, "accounts.invite_member"):
        return ()
    own = user.organization
    if user.is_superuser:
        candidates: tuple[Role, ...] = tuple(Role)
    elif own is not None and organization.pk == own.pk:
        candidates = INTO_OWN
    elif own is not None and organization.registered_by_id == own.pk:
        candidates = INTO_REGISTERED
    else:
        candidates = ()
    return tuple(role for role in candidates if role_fits(role, organization))


def manages(user: User, organization: Organization) -> bool:
    """The person looks after the people of ``organization``: their own, or one that it registered."""
    own = user.organization
    return user.is_superuser or (own is not None and own.pk in (organization.pk, organization.registered_by_id))


@rules.predicate
def manages_people_of(user: User, obj: Membership | Invitation | None) -> bool:
    return obj is None or manages(user, obj.organization)


@rules.predicate
def may_invite_into(user: User, organization: Organization | None) -> bool:
    return organization is None or manages(user, organization)


add_perms(
    {
        "accounts.view_membership": has_grant("accounts.view_membership") & manages_people_of,
        "accounts.change_membership": has_grant("accounts.change_membership") & manages_people_of,
        "accounts.view_invitation": has_grant("accounts.invite_member") & manages_people_of,
        "accounts.change_invitation": has_grant("accounts.invite_member") & manages_people_of,
        "accounts.invite_member": has_grant("accounts.invite_member") & may_invite_into,
    }
)

REFUSALS.update(
    dict.fromkeys(
        (
            "accounts.view_membership",
            "accounts.change_membership",
            "accounts.view_invitation",
            "accounts.change_invitation",
            "accounts.invite_member",
        ),
        _("Only a programme administrator manages people. Ask yours."),
    )
)
