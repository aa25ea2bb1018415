"""Forms of a session: who was there, and what was said of one indicator."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from core.levels import level_word
from core.numbers import format_number
from core.personal import PersonalTextMixin
from scorecards.enums import ScoreMode, ScoreStatus, Side
from scorecards.models import Indicator, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.scales import SCALES, ScaleSpec
from scorecards.services.moderation import known_words
from scorecards.services.sessions import MOST_PEOPLE, one_sex_sentence, scale_sentence, too_many_sentence

#: How an indicator is answered on screen; ``none`` opens the three states without score.
TALLY, CONSENSUS, NONE = ScoreMode.TALLY.value, ScoreMode.CONSENSUS.value, "none"
WITHOUT_SCORE = [choice for choice in ScoreStatus.choices if choice[0] != ScoreStatus.SCORED]


def _count_field(label: Any) -> forms.IntegerField:
    field = forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Write a whole number, from 0 up."),
            "min_value": gettext_lazy("Write a whole number, from 0 up."),
            "max_value": gettext_lazy("This number is too large."),
        },
    )
    field.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})
    return field


class AttendanceForm(Form):
    """Day, place, the people present by sex and age band; in a users' session, who spoke, when it was counted."""

    held_on = DayField(label=gettext_lazy("Day of the session"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)
    version = VersionField()

    def __init__(self, *args: Any, session: ScoringSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_turns = session.side == Side.USERS
        for name in (*ATTENDANCE_FIELDS, *(TURNS_FIELDS if self.asks_turns else ())):
            model_field = ScoringSession._meta.get_field(name)
            self.fields[name] = _count_field(model_field.verbose_name)
        self.order_fields(["held_on", *ATTENDANCE_FIELDS, "place", *TURNS_FIELDS, "version"])

    @property
    def turns(self) -> list[BoundField]:
        """The two boxes of who spoke; none for the provider's session."""
        return [self[name] for name in TURNS_FIELDS] if self.asks_turns else []

    @property
    def turns_open(self) -> bool:
        """The section stands open once something is in it."""
        return any(field.errors or field.value() not in (None, "") for field in self.turns)

    @property
    def counts(self) -> list[BoundField]:
        return [self[name] for name in ATTENDANCE_FIELDS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_turns(data)
        if not any(name in self.errors for name in ATTENDANCE_FIELDS) and not any(
            data.get(name) for name in ATTENDANCE_FIELDS
        ):
            raise ValidationError(_("Count the people present: at least one box above 0."))
        return data

    def _check_turns(self, data: dict[str, Any]) -> None:
        if not self.asks_turns or any(name in self.errors for name in TURNS_FIELDS):
            return
        empty = [name for name in TURNS_FIELDS if data.get(name) is None]
        if len(empty) == 1:
            self.add_error(empty[0], one_sex_sentence())


class ScaleField(DecimalInputField):
    """A value on the scale's grid; whatever else is typed meets the scale's own sentence."""

    def __init__(self, scale: ScaleSpec, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale = scale

    def to_python(self, value: Any) -> Decimal | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(scale_sentence(self.scale), code="invalid") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.scale.allows(value):
            raise ValidationError(scale_sentence(self.scale), code="grid")


@dataclass(frozen=True)
class Level:
    """One row of the screen: a level of the scale, its face and word, and the field that holds it."""

    text: str
    number: int
    face: int
    word: str
    field: BoundField
    count: int = 0
    checked: bool = False


class ScoreForm(PersonalTextMixin, forms.Form):
    """One indicator of one session: show of hands, one agreed value, or why there is no score.

    The three ways stand in one form, so that changing the way loses nothing of what was typed.
    """

    free_texts = ("reason", "suggestion", "mismatch_reason")

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.session.cycle)

    def __init__(
        self, *args: Any, session: ScoringSession, score: Score | None = None, how: str = "", **kwargs: Any
    ) -> None:
        self.session, self.score = session, score
        self.scale = SCALES[session.cycle.scale]
        self.present = session.people_present
        kwargs["initial"] = {**_initial_of(score, self.scale, how), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["version"] = VersionField()
        self.fields["how"] = forms.ChoiceField(choices=[(TALLY, ""), (CONSENSUS, ""), (NONE, "")])
        self.fields["why"] = forms.ChoiceField(
            choices=WITHOUT_SCORE, required=False, label=gettext_lazy("Why there is no score")
        )
        for index in range(len(self.scale.levels)):
            self.fields[f"hands_{index}"] = _count_field(self.words[index])
        self.fields["value"] = ScaleField(self.scale, required=False, label=gettext_lazy("Agreed score"))
        self.fields["reason"] = BoundedTextField(required=False, rows=2, label=_reason_label(session))
        self.fields["suggestion"] = BoundedTextField(
            required=False, rows=1, label=gettext_lazy("Suggestion (optional)")
        )
        self.fields["mismatch_reason"] = forms.CharField(
            required=False, max_length=300, label=gettext_lazy("Why there are more hands than people")
        )
        for name in ("value", "reason", "suggestion", "mismatch_reason"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.over = self.fewer = False

    @property
    def words(self) -> list[str]:
        return [level_word(self.scale.band(level)) for level in self.scale.levels]

    @property
    def shown_how(self) -> str:
        """The way in force on the page."""
        typed = self.data.get("how") if self.is_bound else self.initial.get("how")
        return typed if typed in (TALLY, CONSENSUS, NONE) else CONSENSUS

    @property
    def has_faces(self) -> bool:
        """One agreed value is picked among faces, not typed."""
        return self.scale.nearest

    def levels(self) -> list[Level]:
        """Rows of the screen, lowest level first; counts as typed, 0 where nothing readable was."""
        value = str(self["value"].value() or "")
        rows = []
        for index, level in enumerate(self.scale.levels):
            field, text = self[f"hands_{index}"], format_number(level)
            typed = str(field.value() if field.value() is not None else "")
            count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
            rows.append(
                Level(text, int(level), self.scale.band(level), self.words[index], field, count, value == text)
            )
        return rows

    @property
    def value_help(self) -> str:
        """How to write a value on this scale."""
        return scale_sentence(self.scale)

    def whys(self) -> list[dict[str, Any]]:
        """The three answers without score, in words that a newcomer understands."""
        helps = {
            ScoreStatus.NOT_SCORED: _("There was no time, or the group could not say."),
            ScoreStatus.NOT_APPLICABLE: _("This service isn't meant to offer it here."),
            ScoreStatus.REFUSED: _("The group didn't want to answer."),
        }
        chosen = self["why"].value()
        return [
            {"value": status.value, "word": str(status.label).capitalize(), "help": text, "checked": chosen == status}
            for status, text in helps.items()
        ]

    def folded(self) -> list[int]:
        """Hands per face, worst first: what the bar draws."""
        counts = dict.fromkeys(self.scale.faces, 0)
        for row in self.levels():
            counts[row.face] += row.count
        return list(counts.values())

    def is_blank(self) -> bool:
        """Nothing was said yet: no figure, no word, no state."""
        if self.data.get("how") == NONE and self.data.get("why"):
            return False
        names = ["value", "reason", "suggestion", *(f"hands_{index}" for index in range(len(self.scale.levels)))]
        typed = [str(self.data.get(name, "")).strip() for name in names]
        return self.score is None and all(text in ("", "0") for text in typed[3:]) and not any(typed[:3])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        how = data.get("how")
        for name in list(self.errors):
            hidden = (name == "value" and how != CONSENSUS) or (name.startswith("hands_") and how != TALLY)
            if hidden or (name == "why" and how != NONE):
                del self.errors[name]
        if how == NONE and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Choose why there is no score."))
        elif how == CONSENSUS and data.get("value") is None and "value" not in self.errors:
            self.add_error("value", scale_sentence(self.scale))
        elif how == TALLY and not self.errors:
            self._check_hands(data)
        return data

    def _check_hands(self, data: dict[str, Any]) -> None:
        """More hands than people need a reason; fewer are asked about once."""
        hands = [data.get(f"hands_{index}") or 0 for index in range(len(self.scale.levels))]
        total = sum(hands)
        if self.present is None or not total:
            return
        if total > self.present and not data.get("mismatch_reason"):
            self.over = True
            self.add_error(None, too_many_sentence(total, self.present))
        elif total < self.present and not self._is_confirmed(hands, total):
            self.fewer = True
            missing = self.present - total
            sentence = ngettext(
                "%(hands)d hand out of %(present)d. %(missing)d missing: go on all the same?",
                "%(hands)d hands out of %(present)d. %(missing)d missing: go on all the same?",
                total,
            )
            self.add_error(None, sentence % {"hands": total, "present": self.present, "missing": missing})

    def _is_confirmed(self, hands: list[int], total: int) -> bool:
        unchanged = self.score is not None and self.score.tallies == hands
        return unchanged or self.data.get("confirm") == f"{total}/{self.present}"

    def accept_fewer(self) -> None:
        """Somebody confirmed that fewer hands than people is right."""
        self.fewer = False
        self.errors.clear()

    @property
    def confirmation(self) -> str:
        """What the button « go on » sends: it speaks of these hands and these people only."""
        return f"{sum(row.count for row in self.levels())}/{self.present}"

    def change(self) -> dict[str, Any]:
        """The arguments of ``record_score``; call it on a valid form."""
        data = self.cleaned_data
        how = data["how"]
        common = {name: data[name] for name in ("reason", "suggestion", "mismatch_reason", "version")}
        if how == NONE:
            return {**common, "status": data["why"]}
        if how == CONSENSUS:
            return {**common, "status": ScoreStatus.SCORED, "mode": ScoreMode.CONSENSUS, "value": data["value"]}
        hands = [data.get(f"hands_{index}") or 0 for index in range(len(self.scale.levels))]
        kept = self.score is not None and self.score.mode == ScoreMode.BALLOT and self.score.tallies == hands
        mode = ScoreMode.BALLOT if kept else ScoreMode.TALLY
        return {**common, "status": ScoreStatus.SCORED, "mode": mode, "tallies": hands}


def _reason_label(session: ScoringSession) -> Any:
    if session.side == Side.PROVIDER:
        return gettext_lazy("Reason given by the staff")
    return gettext_lazy("Reason given by the group")


def _initial_of(score: Score | None, scale: ScaleSpec, how: str) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    if score is None:
        return {"version": 0, "how": how or CONSENSUS}
    initial: dict[str, Any] = {
        "version": score.version,
        "reason": score.reason,
        "suggestion": score.suggestion,
        "mismatch_reason": score.mismatch_reason,
        "value": score.value,
    }
    if score.status != ScoreStatus.SCORED:
        return {**initial, "how": NONE, "why": score.status}
    hands = {f"hands_{index}": count for index, count in enumerate(score.tallies or ())}
    return {**initial, **hands, "how": TALLY if score.tallies is not None else CONSENSUS}


def usual_way(session: ScoringSession, last: Score | None) -> str:
    """How this session answered last; hands for users on faces and colours, one value elsewhere, to begin with."""
    if last is not None:
        return CONSENSUS if last.mode == ScoreMode.CONSENSUS else TALLY
    return TALLY if session.side == Side.USERS and SCALES[session.cycle.scale].nearest else CONSENSUS


def form_for(
    session: ScoringSession, indicator: Indicator, data: Any = None, *, last: Score | None = None, draft: Any = None
) -> ScoreForm:
    """The form of one indicator, filled with what is stored, or with a draft kept while correcting the attendance."""
    score = session.scores.filter(indicator=indicator).first()
    return ScoreForm(data, session=session, score=score, how=usual_way(session, last), initial=draft)
