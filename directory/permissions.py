"""The register's permissions: everyone with a membership reads it, who entered a line corrects it."""

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from core.guard import REFUSALS, Actor, holds


@rules.predicate
def reads_register(user: Actor, obj: Any = None) -> bool:
    return user.is_authenticated and (user.is_superuser or user.organization is not None)


@rules.predicate
def registered_it(user: Actor, obj: Any) -> bool:
    """Entered by the organisation in force, or any line for the operator of the platform."""
    if obj is None:
        return False
    own = user.organization
    return user.is_superuser or (own is not None and obj.registered_by_id == own.pk)


for _name in ("servicepoint", "organization", "territory"):
    rules.set_perm(f"directory.view_{_name}", reads_register)
for _name in ("servicepoint", "organization"):
    rules.set_perm(f"directory.add_{_name}", holds(f"directory.add_{_name}"))
    rules.set_perm(f"directory.change_{_name}", holds(f"directory.change_{_name}") & registered_it)
rules.set_perm("directory.change_territory", holds("directory.change_territory"))
rules.set_perm("directory.import_territories", holds("directory.import_territories"))

REFUSALS.update(
    {
        "directory.view_servicepoint": _("Choose an organisation first: the register opens to its members."),
        "directory.view_organization": _("Choose an organisation first: the register opens to its members."),
        "directory.view_territory": _("Choose an organisation first: the register opens to its members."),
        "directory.add_servicepoint": _("Your role reads the register. A facilitator can add a service point."),
        "directory.add_organization": _("Your role reads the register. A facilitator can add an organisation."),
        "directory.change_servicepoint": _("Only the organisation that registered this service point corrects it."),
        "directory.change_organization": _("Only the organisation that registered this organisation corrects it."),
        "directory.change_territory": _("Only a programme administrator changes the tree of territories."),
        "directory.import_territories": _("Only a programme administrator imports territories."),
    }
)
