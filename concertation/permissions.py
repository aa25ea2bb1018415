"""Who may do what with a device: the commune that runs it, those who accompany it, and the others."""

import rules
from django.utils.translation import gettext_lazy as _

from accounts.guard import REFUSALS
from accounts.models import User
from accounts.permissions import add_perms, granted, has_grant
from concertation.models import Device


@rules.predicate
def in_scope(user: User, device: Device | None) -> bool:
    """The device is among those that ``Device.objects.visible_to(user)`` gives."""
    return device is not None and Device.objects.visible_to(user).filter(pk=device.pk).exists()


@rules.predicate
def keeps(user: User, device: Device | None) -> bool:
    """The organisation in force runs the device, or accompanies it. None: to register a new one."""
    own = user.organization
    if own is None:
        return False
    return device is None or Device.objects.kept_by(own).filter(pk=device.pk).exists()


@rules.predicate
def runs(user: User, device: Device | None) -> bool:
    own = user.organization
    return device is not None and own is not None and device.organization_id == own.pk


_keeper = has_grant("concertation.change_device") & keeps

add_perms(
    {
        "concertation.view_device": has_grant("concertation.view_device") & in_scope,
        # Device: read its figures before they are published, write everything of it. None: register one.
        "concertation.change_device": _keeper,
        # Device: publish it, open its public page. Those who run it, not those who accompany.
        "concertation.publish_device": has_grant("concertation.change_device") & runs,
        # Files exchanged with other platforms, trusted keys.
        "concertation.exchange": has_grant("concertation.exchange"),
    }
)

REFUSALS.update(
    {
        "concertation.change_device": _("Only those who run or accompany this device write here."),
        "concertation.publish_device": _("Only the organisation that runs the device publishes it. Ask them."),
        "concertation.exchange": _(
            "Only an administrator or a municipal officer exchanges files with other platforms."
        ),
    }
)


def may_list(user: User) -> bool:
    """Somebody with a role that reads devices."""
    return granted(user, "concertation.view_device")
