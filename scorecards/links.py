"""What a service point's page in the register says of its cycles."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.guard import Actor
from directory.links import Link, service_point_links
from directory.models import ServicePoint
from scorecards.models import Cycle


def cycles(point: ServicePoint, user: Actor) -> Link | None:
    """The cycles of this service that the person may see; nothing when there are none."""
    count = Cycle.objects.visible_to(user).filter(service_point=point).distinct().count()  # type: ignore[arg-type]
    if not count:
        return None
    return Link(_("Cycles of this service"), f"{reverse('scorecards:cycle_list')}?service={point.pk}", count)


def open_one(point: ServicePoint, user: Actor) -> Link | None:
    if not user.has_perm("scorecards.add_cycle"):
        return None
    return Link(_("Open a cycle here"), f"{reverse('scorecards:cycle_create')}?service_point={point.pk}")


service_point_links += [cycles, open_one]
