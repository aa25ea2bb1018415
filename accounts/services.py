"""Writing people: invitations, memberships, the account's own name."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Invitation, Membership, User
from accounts.permissions import INTO_OWN, INTO_REGISTERED, invitable_roles, manages, role_fits
from core.errors import Refusal
from directory.models import Organization


def _refuse_role(*, role: Role, organization: Organization, by: User) -> None:
    """Raise Refusal with the rule that stands in the way, when there is one."""
    if role in invitable_roles(by, organization):
        return
    if not manages(by, organization):
        raise Refusal(_("You invite people into your organisation and the ones that it registered, no other."))
    if not role_fits(role, organization):
        if role == Role.OFFICER:
            raise Refusal(_("A municipal officer belongs to the State, a local authority or a decentralised service."))
        raise Refusal(
            _("Service staff belong to an organisation that operates a service: register the service first.")
        )
    own = by.organization is not None and by.organization.pk == organization.pk
    if own and role not in INTO_OWN:
        raise Refusal(_("Invite officers and service staff into their own organisation, not into yours."))
    if not own and role not in INTO_REGISTERED:
        raise Refusal(_("In another organisation you can invite an officer, service staff or an observer."))
    raise Refusal(_("Your role doesn't allow this. Ask your programme administrator."))


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


@transaction.atomic
def invite(*, email: str, role: Role, organization: Organization, by: User) -> Invitation:
    """Open an invitation, or renew the one that expired. Raises Refusal with the rule or the double."""
    email = email.strip().lower()
    role = Role(role)
    _refuse_role(role=role, organization=organization, by=by)
    same = {"organization": organization, "role": role}
    if Membership.objects.active().filter(user__email__iexact=email, **same).exists():
        raise Refusal(_("This person already has this role in this organisation."))
    waiting = (
        Invitation.objects.select_for_update()
        .filter(email__iexact=email, accepted_at=None, revoked_at=None, **same)
        .first()
    )
    if waiting is not None:
        if waiting.is_pending:
            raise Refusal(_("An invitation is already waiting for this person: send it again from the list."))
        return renew(invitation=waiting, by=by)
    try:
        with transaction.atomic():
            return Invitation.objects.create(email=email, invited_by=by, expires_at=_expiry(), **same)
    except IntegrityError:
        raise Refusal(_("An invitation is already waiting for this person: send it again from the list.")) from None


def _lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organization").get(pk=invitation.pk)


def _refuse_spent(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise Refusal(_("This invitation has already been accepted."))
    if invitation.revoked_at is not None:
        raise Refusal(_("This invitation was withdrawn."))


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> Invitation:
    """Start the delay again from today; the links already sent keep their own date."""
    fresh = _lock(invitation)
    _refuse_spent(fresh)
    _refuse_role(role=Role(fresh.role), organization=fresh.organization, by=by)
    fresh.expires_at = _expiry()
    fresh.invited_by = by
    fresh.save(update_fields=["expires_at", "invited_by"])
    return fresh


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Withdraw an invitation that nobody used; withdrawing it twice changes nothing."""
    fresh = _lock(invitation)
    if fresh.revoked_at is not None:
        return fresh
    _refuse_spent(fresh)
    if not manages(by, fresh.organization):
        raise Refusal(_("You invite people into your organisation and the ones that it registered, no other."))
    fresh.revoked_at = timezone.now()
    fresh.save(update_fields=["revoked_at"])
    return fresh


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    """Give ``by`` the membership that the invitation opens, and act as it. Raises Refusal when it is spent."""
    fresh = _lock(invitation)
    _refuse_spent(fresh)
    if not fresh.is_pending:
        raise Refusal(_("This invitation has expired. Ask for a new one."))
    if by.email.lower() != fresh.email.lower():
        raise Refusal(_("This invitation was written for another e-mail address than yours."))
    membership, created = Membership.objects.get_or_create(user=by, organization=fresh.organization, role=fresh.role)
    if not created and not membership.is_active:
        membership.is_active = True
        membership.save(update_fields=["is_active"])
    fresh.accepted_at, fresh.accepted_by = timezone.now(), by
    fresh.save(update_fields=["accepted_at", "accepted_by"])
    by.current_membership = membership
    by.save(update_fields=["current_membership"])
    return membership


@transaction.atomic
def open_account(*, invitation: Invitation, full_name: str, password: str) -> User:
    """Create the account of the invited person and accept for them. Raises Refusal when the account exists."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, full_name=full_name.strip())
    except IntegrityError:
        raise Refusal(_("An account already uses this e-mail address. Sign in to accept.")) from None
    accept_invitation(invitation=invitation, by=user)
    return user


@transaction.atomic
def switch_membership(*, membership: Membership, by: User) -> None:
    """Act through another of one's own memberships."""
    if membership.user_id != by.pk or not membership.is_active:
        raise Refusal(_("You no longer have this role in this organisation."))
    by.current_membership = membership
    by.save(update_fields=["current_membership"])


@transaction.atomic
def deactivate_membership(*, membership: Membership, by: User) -> Membership:
    """Close a membership; the person keeps their account and their other memberships."""
    organization = Organization.objects.select_for_update().get(pk=membership.organization_id)
    fresh = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    if not manages(by, organization):
        raise Refusal(_("You look after the people of your organisation and the ones that it registered, no other."))
    others = (
        Membership.objects.active()
        .filter(organization=organization, role=Role.ADMINISTRATOR, user__is_active=True)
        .exclude(pk=fresh.pk)
    )
    if fresh.is_active and fresh.role == Role.ADMINISTRATOR and not by.is_superuser and not others.exists():
        raise Refusal(_("This is the last administrator of the organisation. Name another one first."))
    fresh.is_active = False
    fresh.save(update_fields=["is_active"])
    _act_elsewhere(fresh)
    return fresh


def _act_elsewhere(closed: Membership) -> None:
    """Whoever was acting through a closed membership goes on with another of theirs, or with none."""
    user = User.objects.select_for_update(of=("self",)).get(pk=closed.user_id)
    if user.current_membership_id == closed.pk:
        user.current_membership = user.memberships.filter(is_active=True).first()
        user.save(update_fields=["current_membership"])


@transaction.atomic
def reactivate_membership(*, membership: Membership, by: User) -> Membership:
    """Open a closed membership again; the role must still be one that ``by`` may give."""
    fresh = Membership.objects.select_for_update(of=("self",)).select_related("organization").get(pk=membership.pk)
    _refuse_role(role=Role(fresh.role), organization=fresh.organization, by=by)
    fresh.is_active = True
    fresh.save(update_fields=["is_active"])
    user = User.objects.select_for_update(of=("self",)).get(pk=fresh.user_id)
    if user.current_membership_id is None:
        user.current_membership = fresh
        user.save(update_fields=["current_membership"])
    return fresh


def change_profile(*, by: User, full_name: str) -> None:
    """The name that others read beside what the person did."""
    by.full_name = full_name.strip()
    by.save(update_fields=["full_name"])
