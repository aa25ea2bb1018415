from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, VersionField
from scorecards.enums import ConsolidationRule

EXPLAINED = {
    ConsolidationRule.SIMPLE_MEAN: _("Each group counts once: a small group weighs as much as a large one."),
    ConsolidationRule.WEIGHTED_BY_PRESENT: _("Each person counts once: a group weighs as many people as it had."),
    ConsolidationRule.VILLAGE_MEAN: _(
        "Each village counts once: first the mean of its groups, each group once, then the mean of the villages."
    ),
}


class RuleForm(Form):
    """How the groups are brought together."""

    rule = forms.ChoiceField(label=_("Users' mean"), choices=list(EXPLAINED.items()), widget=forms.RadioSelect)
    version = VersionField()
