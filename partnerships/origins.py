"""Indicators that the platform proposes for each of the three origins of a partnership. Our own words, as a start.

A code never changes meaning: results remember the proposal that they were taken from.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.enums import Origin


@dataclass(frozen=True)
class Proposal:
    """A shared result in general words, and how it could be measured."""

    code: str
    origin: Origin
    result: Any
    indicator: Any


PROPOSALS = (
    Proposal("vul1", Origin.VULNERABLE, _("The people concerned reach the service without giving up"),
             _("people concerned who use the service, out of 100 who need it")),
    Proposal("vul2", Origin.VULNERABLE, _("The people concerned take part in the choices"),
             _("meetings in a year where the people concerned decided something")),
    Proposal("vul3", Origin.VULNERABLE, _("What was promised to the people concerned is kept"),
             _("promises kept on the day, out of 100 that were due")),
    Proposal("vul4", Origin.VULNERABLE, _("The cost for the household goes down"),
             _("money or time that a household spends on the service in a month")),
    Proposal("str1", Origin.STRENGTHEN, _("The structure does by itself what it did with help"),
             _("tasks done without outside help, out of those named at the start")),
    Proposal("str2", Origin.STRENGTHEN, _("The team keeps what it has learnt"),
             _("people trained who use it twelve months later, out of those trained")),
    Proposal("str3", Origin.STRENGTHEN, _("The structure depends on several sources of money"),
             _("share of the largest source in the yearly budget, in percent")),
    Proposal("str4", Origin.STRENGTHEN, _("The rules of the structure are written and followed"),
             _("general meetings held, accounts presented, out of those planned")),
    Proposal("net1", Origin.NETWORK, _("The members turn to one another without being asked"),
             _("members who worked with another member in the year, out of all")),
    Proposal("net2", Origin.NETWORK, _("What one knows serves the others"),
             _("lessons of one member that another one used again in the year")),
    Proposal("net3", Origin.NETWORK, _("The network speaks with one voice to the authorities"),
             _("proposals made together and answered by an authority in the year")),
    Proposal("net4", Origin.NETWORK, _("New actors join and stay"),
             _("members that joined and are still there a year later")),
)  # fmt: skip
BY_CODE = {proposal.code: proposal for proposal in PROPOSALS}


def proposals_for(origins: Collection[str], *, without: Iterable[str] = ()) -> list[Proposal]:
    """Those of these origins, less the codes that were taken or set aside."""
    gone = set(without)
    return [row for row in PROPOSALS if row.origin in origins and row.code not in gone]
