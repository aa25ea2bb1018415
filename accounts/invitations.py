"""The invitation's link and letter: a signed key that expires, spent once; no person is needed to read it."""

import smtplib

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation

SALT = "accounts.invitation"
_MAIL_SECONDS = 10


class DeadLink(Exception):
    """A link that opens nothing: ``sentence`` says why and what to do, ``status`` is 404 or 410."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


def make_token(invitation: Invitation) -> str:
    return signing.TimestampSigner(salt=SALT).sign(str(invitation.pk))


def path_of(invitation: Invitation) -> str:
    """Address of the page that accepts, without the host."""
    return reverse("accounts:invitation_accept", args=[make_token(invitation)])


def read_token(token: str) -> Invitation:
    """The invitation of a link. Raises DeadLink: altered, expired, spent, withdrawn."""
    expired = DeadLink(_("This invitation has expired. Ask the person who invited you to send it again."), 410)
    altered = DeadLink(
        _("This link is incomplete or was altered. Open it again from the message, or copy the whole of it."), 404
    )
    try:
        pk = signing.TimestampSigner(salt=SALT).unsign(token, max_age=settings.INVITATION_DAYS * 86_400)
    except signing.SignatureExpired:
        raise expired from None
    except signing.BadSignature:
        raise altered from None
    invitation = Invitation.objects.select_related("organization", "invited_by").filter(pk=pk).first()
    if invitation is None:
        raise altered
    if invitation.accepted_at is not None:
        raise DeadLink(_("This invitation has already been used. Sign in with your e-mail address."), 410)
    if invitation.revoked_at is not None:
        raise DeadLink(_("This invitation was withdrawn. Ask the person who invited you."), 410)
    if not invitation.is_pending:
        raise expired
    return invitation


def send_letter(invitation: Invitation, link: str) -> bool:
    """Send the link by e-mail; False when the message couldn't leave, so that the page offers the link to copy."""
    context = {"invitation": invitation, "link": link, "site_name": settings.SITE_NAME}
    subject = _("%(name)s invites you to %(site)s") % {
        "name": invitation.organization.name,
        "site": settings.SITE_NAME,
    }
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string("accounts/invitation_letter.txt", context),
        to=[invitation.email],
        connection=get_connection(timeout=_MAIL_SECONDS),
    )
    try:
        return bool(message.send())
    except (smtplib.SMTPException, OSError):
        return False
