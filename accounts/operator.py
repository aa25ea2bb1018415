"""The operator's site at /operator/: for superusers, and through the same sign-in as everybody's.

Django's own admin would let ``is_staff`` in, and its sign-in page counts no attempts and asks no second step.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.http import safe_next

UNUSED = ("auth", "account")


class OperatorSite(AdminSite):
    site_header = gettext_lazy("Operator of the platform")
    site_title = gettext_lazy("Operator of the platform")
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what nobody uses here: Django's groups (roles are in code) and allauth's list of addresses."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        super().register([m for m in models if m._meta.app_label not in UNUSED], admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the site's sign-in page; who is signed in already and no operator meets a sentence."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Only the operator of the platform opens these pages."))
        return redirect_to_login(safe_next(request, request.path.removesuffix("login/")))
