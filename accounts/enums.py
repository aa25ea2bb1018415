from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does for an organisation; docs/roles.md says what each may do."""

    FACILITATOR = "facilitator", _("facilitator")
    ADMINISTRATOR = "administrator", _("programme administrator")
    OFFICER = "officer", _("municipal officer")
    PROVIDER = "provider", _("service staff")
    COMMITTEE = "committee", _("follow-up committee member")
    OBSERVER = "observer", _("observer")
    REPRESENTATIVE = "representative", _("representative of a partner")


#: Roles that belong to the organisation that runs scorecards.
PROGRAMME_ROLES = (Role.FACILITATOR, Role.ADMINISTRATOR)
