"""Versions of the agreement: the whole text frozen with its fingerprint, never changed afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import AgreementVersion, Partnership
from partnerships.services.content import build_content, fingerprint
from partnerships.services.locks import acting_party, lock_partnership

REASON_MAX = 300


def last_version(partnership: Partnership) -> AgreementVersion | None:
    return partnership.versions.order_by("-number").first()


@transaction.atomic
def freeze(*, partnership: Partnership, reason: str, by: User) -> AgreementVersion:
    """A version of the text as it stands; refuses when the last one already says the same."""
    held = lock_partnership(partnership)
    acting_party(by, held)
    words = " ".join(reason.split())
    if not words:
        raise Refusal(_("Write in a few words why you keep this version."))
    last = last_version(held)
    if last is not None and last.sha256 == fingerprint(build_content(held)):
        raise Refusal(
            _("Nothing changed since version %(number)d: there is nothing to keep.") % {"number": last.number}
        )
    return version_now(held, reason=words, by=by)


def version_now(partnership: Partnership, *, reason: str, by: User | None) -> AgreementVersion:
    """The version that says the text as it stands: the last one when nothing changed, else a new one. Under lock."""
    content = build_content(partnership)
    mark, last = fingerprint(content), last_version(partnership)
    if last is not None and last.sha256 == mark:
        return last
    number = (last.number if last else 0) + 1
    return AgreementVersion.objects.create(
        partnership=partnership, number=number, content=content, sha256=mark, reason=reason[:REASON_MAX], by=by
    )


def is_intact(version: AgreementVersion) -> bool:
    """What the version holds still gives its fingerprint."""
    return fingerprint(version.content) == version.sha256
