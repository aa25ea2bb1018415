"""What the provider's staff want to be heard on too: a few indicators of their own, in their words, scored by them."""

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import AskedOf, SessionState, Side
from scorecards.models import Indicator, ScoringSession
from scorecards.pictograms import guess_pictogram
from scorecards.services.issues import one_line
from scorecards.services.locks import lock_session
from scorecards.services.moderation import places, watch
from scorecards.services.preparation import own_code
from scorecards.services.sessions import check_fillable

#: Most indicators that the provider may add in a round.
MOST_OWN = 5


def own_left(session: ScoringSession) -> int:
    """How many the provider may still add."""
    return max(0, MOST_OWN - session.cycle.indicators.filter(by_provider=True).count())


@transaction.atomic
def add_own(*, session: ScoringSession, label: str, by: User, hint: str = "", pictogram: str = "") -> Indicator:
    """One more indicator asked of the provider alone, while their session isn't closed.

    Refuses a label that the cycle already has, and more than MOST_OWN.
    """
    held = _open_provider(session)
    words = one_line(label, _("Write the indicator in a few words."), 200)
    question = one_line(hint, "", 300)
    if not own_left(held):
        sentence = ngettext(
            "You have already added %(most)d indicator: it is the most that a round takes.",
            "You have already added %(most)d indicators: it is the most that a round takes.",
            MOST_OWN,
        )
        raise Refusal(sentence % {"most": MOST_OWN})
    listed, code = held.cycle.indicators, own_code(words)
    if listed.filter(Q(code=code) | Q(label__iexact=words)).exists():
        raise Refusal(_("This indicator is already in the cycle."))
    last = listed.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            row = Indicator.objects.create(
                cycle=held.cycle,
                code=code,
                label=words,
                hint=question,
                asked_of=AskedOf.PROVIDER,
                by_provider=True,
                pictogram=pictogram or guess_pictogram(words, question),
                position=last + 1,
            )
    except IntegrityError as error:
        raise Refusal(_("This indicator is already in the cycle.")) from error
    watch(cycle=held.cycle, texts=places("indicator", row.pk, {"label": words, "hint": question}), by=by)
    return row


@transaction.atomic
def remove_own(*, session: ScoringSession, indicator: Indicator, by: User) -> None:
    """Take one of the provider's own indicators back, as long as it isn't scored."""
    held = _open_provider(session)
    if not indicator.by_provider or indicator.cycle_id != held.cycle_id:
        raise Refusal(_("Only an indicator that the provider added can be taken back here."))
    if indicator.scores.exists():
        raise Refusal(
            _("“%(indicator)s” has already been scored: it stays, so that nothing that was said is lost.")
            % {"indicator": indicator.label}
        )
    indicator.delete()


def _open_provider(session: ScoringSession) -> ScoringSession:
    held = lock_session(session)
    if held.side != Side.PROVIDER:
        raise Refusal(_("Only the provider adds indicators here."))
    if held.state == SessionState.CLOSED:
        raise Refusal(_("The session is closed: ask for it to be reopened to add an indicator."))
    check_fillable(held)
    return held
