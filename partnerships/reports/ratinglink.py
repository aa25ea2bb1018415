"""The link of a party, as its page shows it."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.models import Campaign, Party
from partnerships.services.rating import accepts_sheets


@dataclass(frozen=True)
class LinkPage:
    """``address`` "" when no link was made. ``sheets``: sent through an account or the link."""

    address: str
    qr: SafeString | str
    is_open: bool
    accepts: bool
    sheets: int


def build_link(request: HttpRequest, campaign: Campaign, party: Party) -> LinkPage:
    link = campaign.links.filter(party=party).first()
    sheets = campaign.sheets.filter(party=party, sent_at__isnull=False, token_hash__isnull=False).count()
    if link is None:
        return LinkPage("", "", False, accepts_sheets(campaign), sheets)
    address = request.build_absolute_uri(reverse("partnerships:answer", args=[link.secret]))
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=1, border=2, omitsize=True, title=_("QR code of the link"), svgclass=None, lineclass=None
    )
    return LinkPage(address, SafeString(drawn), link.is_open, accepts_sheets(campaign), sheets)
