"""Writing the register: territories with their paths, organisations, service points."""

from directory.services.register import save_organization, save_service_point
from directory.services.territories import (
    TerritoryPlan,
    apply_territories,
    plan_territories,
    save_territory,
)

__all__ = [
    "TerritoryPlan",
    "apply_territories",
    "plan_territories",
    "save_organization",
    "save_service_point",
    "save_territory",
]
