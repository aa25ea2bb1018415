"""What a service point's page in the register says of its cycles, and where an action of a plan comes from."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.links import action_links
from actionplans.models import Action
from core.guard import Actor
from directory.links import Link, service_point_links
from directory.models import ServicePoint
from scorecards.models import Cycle, Publication, RightOrDuty
from scorecards.reports.thread import has_thread


def cycles(point: ServicePoint, user: Actor) -> Link | None:
    """The cycles of this service that the person may see; nothing when there are none."""
    count = Cycle.objects.visible_to(user).filter(service_point=point).distinct().count()  # type: ignore[arg-type]
    if not count:
        return None
    return Link(_("Cycles of this service"), f"{reverse('scorecards:cycle_list')}?service={point.pk}", count)


def open_one(point: ServicePoint, user: Actor) -> Link | None:
    if user.organization is None or not user.has_perm("scorecards.add_cycle"):
        return None
    return Link(_("Open a cycle here"), f"{reverse('scorecards:cycle_create')}?service_point={point.pk}")


def thread(action: Action, user: User) -> tuple[str, str] | None:
    """Back to what the groups said, when the action was born of a solution or of a discussion."""
    cycle = Cycle.objects.visible_to(user).filter(action_plan=action.plan_id).first()
    if cycle is None or not has_thread(action) or not user.has_perm("scorecards.view_thread", cycle):
        return None
    return _("Where it comes from"), reverse("scorecards:action_thread", args=[action.pk])


def rights(point: ServicePoint, user: Actor) -> Link:
    """Everybody of the register reads the sheet."""
    lines = RightOrDuty.objects.filter(service_point=point).count()
    return Link(_("Rights and duties"), reverse("scorecards:service_rights", args=[point.pk]), lines)


def public_face(point: ServicePoint, user: Actor) -> Link | None:
    if not Publication.objects.public().filter(cycle__service_point=point).exists():
        return None
    return Link(_("Public page"), reverse("public:service", args=[point.pk]))


service_point_links += [cycles, open_one, rights, public_face]
action_links.append(thread)
