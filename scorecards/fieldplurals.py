"""The sentences of the field pages that count: key → the sentence for a number, its forms as the language has them."""

from collections.abc import Callable

from django.utils.translation import ngettext

PLURALS: dict[str, Callable[[int], str]] = {
    "sessions_kept": lambda n: ngettext("%(n)s session", "%(n)s sessions", n),
    "others_queue": lambda n: ngettext(
        "%(n)s session of somebody else waits on this phone: it leaves when they sign in here.",
        "%(n)s sessions of somebody else wait on this phone: they leave when they sign in here.",
        n,
    ),
    "answered": lambda n: ngettext(
        "%(done)s of %(total)s indicator is answered", "%(done)s of %(total)s indicators are answered", n
    ),
    "people_n": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "lack_scores": lambda n: ngettext(
        "%(left)d indicator has no answer: score it, or say why not.",
        "%(left)d indicators have no answer: score them, or say why not.",
        n,
    ),
    "hands_over": lambda n: ngettext(
        "%(hands)d hands for %(present)d person present. Take the extra ones away, or correct the people present.",
        "%(hands)d hands for %(present)d people present. Take the extra ones away, or correct the people present.",
        n,
    ),
    "hands_missing": lambda n: ngettext(
        "%(hands)d hand out of %(present)d. %(missing)d missing: go on all the same?",
        "%(hands)d hands out of %(present)d. %(missing)d missing: go on all the same?",
        n,
    ),
    "mean_of_hands": lambda n: ngettext("mean of %(n)s hand", "mean of %(n)s hands", n),
    "voted_ballots": lambda n: ngettext("%(n)s person voted.", "%(n)s people voted.", n),
    "voted_of": lambda n: ngettext(
        "%(voted)s person out of %(present)s has voted.", "%(voted)s people out of %(present)s have voted.", n
    ),
    "vote_on_all": lambda n: ngettext("Vote on %(n)s indicator", "Vote on the %(n)s indicators", n),
    "all_voted": lambda n: ngettext("The person present has voted.", "The %(n)s people present have voted.", n),
    "voters_already": lambda n: ngettext(
        "%(n)s person has voted already: there can't be fewer people.",
        "%(n)s people have voted already: there can't be fewer people.",
        n,
    ),
    "users_mean": lambda n: ngettext(
        "Users: %(mean)s out of %(maximum)s on %(n)s indicator.",
        "Users: %(mean)s out of %(maximum)s on %(n)s indicators.",
        n,
    ),
    "provider_mean": lambda n: ngettext(
        "Provider: %(mean)s out of %(maximum)s on %(n)s indicator.",
        "Provider: %(mean)s out of %(maximum)s on %(n)s indicators.",
        n,
    ),
    "card_incomplete": lambda n: ngettext(
        "%(n)s session isn't complete on this phone: %(sessions)s. The card will still change.",
        "%(n)s sessions aren't complete on this phone: %(sessions)s. The card will still change.",
        n,
    ),
    "reasons_given": lambda n: ngettext("Reason given", "Reasons given", n),
}
