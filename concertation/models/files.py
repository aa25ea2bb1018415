"""What is remembered of the files of other tools: which column was which. Never a line of theirs."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Organization


class ColumnMemory(models.Model):
    """The columns chosen for a kind of file with these titles, so that the next export needs no second choice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="column_memories"
    )
    kind = models.CharField(_("kind of file"), max_length=20)
    titles = models.CharField(_("fingerprint of the titles"), max_length=64)
    #: Wanted name → title of the column, "" when the file has none.
    columns = models.JSONField(_("columns chosen"), default=dict)
    chosen_at = models.DateTimeField(_("chosen at"), auto_now=True)

    class Meta:
        verbose_name = _("columns remembered")
        verbose_name_plural = _("columns remembered")
        ordering = ["organization", "kind", "titles"]
        constraints = [models.UniqueConstraint(fields=["organization", "kind", "titles"], name="column_memory_once")]

    def __str__(self) -> str:
        return self.kind
