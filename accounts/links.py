"""What an organisation's page says of its people, to whoever manages them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.permissions import invitable_roles
from core.guard import Actor
from directory.links import Link, organization_links
from directory.models import Organization


def people(organization: Organization, user: Actor) -> Link | None:
    if not user.has_perm("accounts.invite_member", organization):
        return None
    count = Membership.objects.active().filter(organization=organization).values("user").distinct().count()
    return Link(
        _("People of this organisation"), f"{reverse('accounts:member_list')}?organization={organization.pk}", count
    )


def invite(organization: Organization, user: Actor) -> Link | None:
    if not invitable_roles(user, organization):  # type: ignore[arg-type]
        return None
    return Link(_("Invite somebody"), f"{reverse('accounts:member_invite')}?organization={organization.pk}")


organization_links += [people, invite]
