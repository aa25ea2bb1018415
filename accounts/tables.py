from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, Membership
from core.tables import BaseTable


class MemberTable(BaseTable):
    caption = _("Members: name, role, organisation, state")
    row_header = "person"
    empty_title = _("Nobody matches.")
    empty_line = _("Change the filter, or invite the person.")

    person = tables.Column(accessor="user", verbose_name=_("Person"), order_by=("user__full_name", "user__email"))
    role = tables.Column(verbose_name=_("Role"))
    organization = tables.Column(verbose_name=_("Organisation"), order_by=("organization__name",))
    is_active = tables.TemplateColumn(template_name="accounts/_member_state.html", verbose_name=_("State"))
    last_login = tables.DateColumn(accessor="user__last_login", verbose_name=_("Last sign-in"), default="–")
    act = tables.TemplateColumn(template_name="accounts/_member_act.html", verbose_name=_("Change"), orderable=False)

    class Meta(BaseTable.Meta):
        model = Membership
        fields = ("person", "role", "organization", "is_active", "last_login", "act")
        order_by = "person"

    def render_person(self, record: Membership) -> Any:
        if not record.user.full_name:
            return record.user.email
        return format_html('{}<br><span class="quiet small">{}</span>', record.user.full_name, record.user.email)

    def render_role(self, record: Membership) -> str:
        return capfirst(record.get_role_display())


class InvitationTable(BaseTable):
    caption = _("Invitations that wait for an answer")
    row_header = "email"
    prefix = "i-"

    email = tables.Column(
        verbose_name=_("E-mail address"), linkify=("accounts:invitation_detail", {"pk": tables.A("pk")})
    )
    role = tables.Column(verbose_name=_("Role"), orderable=False)
    organization = tables.Column(verbose_name=_("Organisation"), orderable=False)
    expires_at = tables.TemplateColumn(
        template_name="accounts/_invitation_state.html", verbose_name=_("Valid until"), orderable=False
    )
    act = tables.TemplateColumn(
        template_name="accounts/_invitation_act.html", verbose_name=_("Change"), orderable=False
    )

    class Meta(BaseTable.Meta):
        model = Invitation
        fields = ("email", "role", "organization", "expires_at", "act")
        orderable = False

    def render_role(self, record: Invitation) -> str:
        return capfirst(record.get_role_display())
