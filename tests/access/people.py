"""Who meets what: sign-in, people, territories, organisations, service points."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from accounts.invitations import make_token
from accounts.models import Invitation, Membership
from actionplans.models import ActionPlan
from directory.models import Organization, ServicePoint, Territory
from scorecards.models import Cycle, ScoringSession
from tests.access import ADMINISTRATOR, ALL_ROLES, FACILITATOR, OK, Row, allow
from tests.access.world import World

ONLY_ADMINISTRATOR = allow(ADMINISTRATOR)


def invitation_of(world: World) -> Invitation:
    """An invitation into the commune of the home country."""
    found, _ = Invitation.objects.get_or_create(
        email="new@example.org",
        organization=world.home.authority,
        role=Role.OFFICER,
        invited_by=world.home.people[ADMINISTRATOR],
        defaults={"expires_at": timezone.now() + timedelta(days=3)},
    )
    return found


def _membership(world: World) -> dict[str, Any]:
    return {"pk": Membership.objects.get(user=world.home.people[Role.OFFICER]).pk}


def _invitation(world: World) -> dict[str, Any]:
    return {"pk": invitation_of(world).pk}


#: A membership or an invitation is out of everybody's scope but the administrator's.
HIDDEN_BUT_FOR_ADMINISTRATOR = allow(ADMINISTRATOR, otherwise=404)
#: What allauth shows to whoever signed in, whatever their role.
MINE = Row(own=ALL_ROLES, nobody=OK)
#: A page for those who are not signed in; the others are sent home.
ENTRANCE = Row(own=ALL_ROLES, nobody=OK, public=True)

ROWS: dict[str, Row] = {
    "home": Row(own=ALL_ROLES, nobody=OK),
    "set_language": Row(own=ALL_ROLES, nobody=OK, method="POST", post_only=False, public=True),
    "account_login": ENTRANCE,
    "account_logout": Row(own=ALL_ROLES, nobody=OK, public=True),
    "account_inactive": ENTRANCE,
    "account_reset_password": ENTRANCE,
    "account_reset_password_done": ENTRANCE,
    "account_reset_password_from_key": Row(
        own=ALL_ROLES, foreign=OK, nobody=OK, public=True, kwargs=lambda w: {"uidb36": "1", "key": "made-up"}
    ),
    "account_reset_password_from_key_done": ENTRANCE,
    "account_reauthenticate": MINE,
    "account_change_password": MINE,
    "mfa_index": MINE,
    "mfa_authenticate": ENTRANCE,
    "mfa_reauthenticate": MINE,
    "mfa_activate_totp": MINE,
    # Nothing to switch off or to read before the second step is switched on.
    "mfa_deactivate_totp": Row(own=allow(otherwise=404), nobody=404),
    "mfa_view_recovery_codes": Row(own=allow(otherwise=404), nobody=404),
    "mfa_download_recovery_codes": Row(own=allow(otherwise=404), nobody=404),
    "mfa_generate_recovery_codes": MINE,
    "accounts:profile": MINE,
    "accounts:member_list": Row(own=ONLY_ADMINISTRATOR),
    "accounts:member_export": Row(
        own=ONLY_ADMINISTRATOR, foreign=ONLY_ADMINISTRATOR, nobody=403, kwargs=lambda w: {"kind": "csv"}
    ),
    "accounts:member_invite": Row(own=ONLY_ADMINISTRATOR),
    "accounts:membership_switch": Row(own=allow(Role.OFFICER, otherwise=404), kwargs=_membership, method="POST"),
    "accounts:membership_deactivate": Row(own=HIDDEN_BUT_FOR_ADMINISTRATOR, kwargs=_membership, method="POST"),
    "accounts:membership_reactivate": Row(own=HIDDEN_BUT_FOR_ADMINISTRATOR, kwargs=_membership, method="POST"),
    "accounts:invitation_detail": Row(own=HIDDEN_BUT_FOR_ADMINISTRATOR, kwargs=_invitation),
    "accounts:invitation_revoke": Row(own=HIDDEN_BUT_FOR_ADMINISTRATOR, kwargs=_invitation, method="POST"),
    "accounts:invitation_renew": Row(own=HIDDEN_BUT_FOR_ADMINISTRATOR, kwargs=_invitation, method="POST"),
    "accounts:invitation_accept": Row(
        own=ALL_ROLES, foreign=OK, nobody=OK, public=True, kwargs=lambda w: {"token": make_token(invitation_of(w))}
    ),
}

PREPARE = [invitation_of, lambda world: (world.cycle, world.released_cycle)]
AGREEMENTS: list[Any] = [(Membership, "accounts.view_membership"), (Invitation, "accounts.view_invitation")]

# The register ------------------------------------------------------------------------------------------------------

TEAM = allow(FACILITATOR, ADMINISTRATOR)
#: Everyone with a membership reads it, foreign or not.
COMMON = Row(own=ALL_ROLES)


def _read(make: Any) -> Row:
    return Row(own=ALL_ROLES, foreign=OK, kwargs=make)


def _corrected(make: Any) -> Row:
    """Whoever registered it corrects it; the others read it, so that they meet a sentence, not a missing page."""
    return Row(own=TEAM, foreign=403, kwargs=make)


def _export(kind: str = "csv") -> Row:
    return Row(own=ALL_ROLES, foreign=OK, nobody=403, kwargs=lambda w: {"kind": kind})


ROWS |= {
    "directory:service_point_list": COMMON,
    "directory:service_point_export": _export(),
    "directory:service_point_create": Row(own=TEAM),
    "directory:service_point_detail": _read(lambda w: {"pk": w.home.service_point.pk}),
    "directory:service_point_edit": _corrected(lambda w: {"pk": w.home.service_point.pk}),
    "directory:organization_list": COMMON,
    "directory:organization_export": _export("xlsx"),
    "directory:organization_create": Row(own=TEAM),
    "directory:organization_suggest": COMMON,
    "directory:organization_detail": _read(lambda w: {"pk": w.home.authority.pk}),
    "directory:organization_edit": _corrected(lambda w: {"pk": w.home.authority.pk}),
    "directory:territory_list": COMMON,
    "directory:territory_export": _export(),
    "directory:territory_suggest": COMMON,
    "directory:territory_create": Row(own=ONLY_ADMINISTRATOR),
    "directory:territory_import": Row(own=ONLY_ADMINISTRATOR),
    "directory:territory_import_confirm": Row(own=ONLY_ADMINISTRATOR, method="POST"),
    # The tree is common: an administrator of any programme corrects a name.
    "directory:territory_edit": Row(
        own=ONLY_ADMINISTRATOR, foreign=ONLY_ADMINISTRATOR, kwargs=lambda w: {"pk": w.home.village.pk}
    ),
}

AGREEMENTS += [
    (Territory, "directory.view_territory"),
    (Organization, "directory.view_organization"),
    (ServicePoint, "directory.view_servicepoint"),
    (Cycle, "scorecards.view_cycle"),
    (ScoringSession, "scorecards.view_session"),
    (ActionPlan, "actionplans.view_actionplan"),
]
