"""The addresses that a device speaks to: JSON in every case, never a redirect; each has its own guard."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from rest_framework import serializers

from accounts.guard import get_visible
from accounts.permissions import granted
from core.errors import Refusal
from scorecards.enums import SubmissionState
from scorecards.models import Cycle, Submission
from scorecards.payload import PayloadError, parse_json
from scorecards.reports.package import build_package
from scorecards.services.devices import note_package, say_alive
from scorecards.services.submissions import (
    MAX_BYTES,
    OtherContent,
    OtherUser,
    apply_submission,
    digest,
    receive,
)

View = Callable[..., JsonResponse]
#: Renewed at most once a day: a request more doesn't write the session again.
RENEW = datetime.timedelta(days=1)


def error(status: int, code: str, message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"error": code, "message": message, **more}, status=status)


def api(*methods: str, signed_in: bool = True) -> Callable[[View], View]:
    """JSON whatever happens: 401 signed out, 403, 404, 405; nothing of it is kept by a cache."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            response = _answer(view, request, methods, signed_in, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            response["X-Content-Type-Options"] = "nosniff"
            return response

        return login_not_required(guarded)

    return decorate


def _answer(
    view: View, request: HttpRequest, methods: tuple[str, ...], signed_in: bool, *args: Any, **kwargs: Any
) -> JsonResponse:
    if request.method not in methods:
        return error(405, "method", _("This address doesn't take this request."))
    if signed_in and not request.user.is_authenticated:
        return error(401, "signed_out", _("Sign in again to send. Nothing is lost."))
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return error(404, "not_found", _("This isn't there, or isn't for you."))
    except PermissionDenied as refusal:
        return error(403, "forbidden", str(refusal))
    except Refusal as refusal:
        return error(403, "forbidden", str(refusal))


def slide(request: HttpRequest) -> None:
    """Whoever scores in the field stays signed in on this device, 30 days from the last contact on."""
    user = request.user
    if not (granted(user, "scorecards.score_users") or granted(user, "scorecards.score_provider")):  # type: ignore[arg-type]
        return
    wanted = datetime.timedelta(days=settings.FIELD_SESSION_DAYS)
    if request.session.get_expire_at_browser_close() or request.session.get_expiry_age() < (
        (wanted - RENEW).total_seconds()
    ):
        request.session.set_expiry(timezone.now() + wanted)


@api("GET", signed_in=False)
@ensure_csrf_cookie
def api_csrf(request: HttpRequest) -> JsonResponse:
    """The token that goes with the cookie, and who is signed in."""
    user = str(request.user.pk) if request.user.is_authenticated else None
    return JsonResponse({"token": get_token(request), "user": user})


@api("GET")
def api_package(request: HttpRequest, pk: UUID) -> JsonResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    slide(request)
    try:
        device = UUID(request.headers.get("X-CSC-Device", ""))
    except ValueError:
        device = None
    note_package(client_id=device, cycle=cycle, by=request.user)  # type: ignore[arg-type]
    return JsonResponse(build_package(cycle, request.user))  # type: ignore[arg-type]


@api("PUT", "GET")
def api_submission(request: HttpRequest, pk: UUID) -> JsonResponse:
    slide(request)
    if request.method == "GET":
        row = Submission.objects.filter(pk=pk, user=request.user).first()
        if row is None:
            raise Http404
        return receipt(row, new=False)
    raw = request.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return error(
            413, "too_large", _("This record is too large: %(limit)d KB at most.") % {"limit": MAX_BYTES // 1024}
        )
    if request.headers.get("X-Content-SHA256", "").lower() != digest(raw):
        return error(400, "hash", _("What arrived isn't what was sent: it will be sent again."))
    return _take(request, pk, raw)


def _take(request: HttpRequest, pk: UUID, raw: bytes) -> JsonResponse:
    """Store, then apply, then answer."""
    try:
        row, is_new = receive(key=pk, raw=raw, by=request.user)  # type: ignore[arg-type]
    except OtherUser:
        return error(403, "other_user", _("This was recorded by somebody else: sign in as that person to send it."))
    except OtherContent:
        return error(409, "other_content", _("This record was already received with another content."), id=str(pk))
    except PayloadError as refused:
        return error(426, "schema", str(refused), errors=refused.errors)
    return receipt(apply_submission(key=row.pk), new=is_new)


def receipt(row: Submission, *, new: bool) -> JsonResponse:
    """What the device may rely on: the same key, the same hash, and what became of it."""
    versions = row.receipt.get("versions") or {}
    scores = {place[6:]: version for place, version in versions.items() if place.startswith("score:")}
    body = {
        "id": str(row.pk),
        "hash": row.content_hash,
        "status": row.state,
        "received_at": row.received_at.isoformat(),
        "session_version": row.receipt.get("session_version", versions.get("session")),
        "scores": scores,
        "errors": row.errors,
        "message": _sentence(row),
    }
    return JsonResponse(body, status=_status(row, new))


def _status(row: Submission, new: bool) -> int:
    gone = any(item.get("code") == "gone" for item in row.errors)
    if row.state == SubmissionState.SET_ASIDE or (row.state == SubmissionState.INVALID and gone):
        return 410
    if row.state == SubmissionState.INVALID:
        return 422
    return 201 if new else 200


def _sentence(row: Submission) -> str:
    match row.state:
        case SubmissionState.CONFLICT:
            return _("Two devices wrote this session. Both versions are kept: choose on the site.")
        case SubmissionState.INVALID:
            return " ".join(dict.fromkeys(item["message"] for item in row.errors))
        case SubmissionState.SET_ASIDE:
            return _("The office set this record aside: %(reason)s") % {"reason": row.reason}
        case SubmissionState.STORED:
            return _("Received. It will be entered in a moment.")
        case _:
            return _("Received and entered.")


class Heartbeat(serializers.Serializer[Any]):
    name = serializers.CharField(allow_blank=True, max_length=200, default="")
    app_version = serializers.CharField(allow_blank=True, max_length=40, default="")
    pending = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    oldest_pending_at = serializers.DateTimeField(allow_null=True, default=None)
    prepared = serializers.ListField(child=serializers.JSONField(), max_length=200, default=list)


class Prepared(serializers.Serializer[Any]):
    cycle = serializers.UUIDField()
    at = serializers.DateTimeField(allow_null=True, default=None)


@api("POST")
def api_device(request: HttpRequest, pk: UUID) -> JsonResponse:
    """A device says that it is there, what waits on it, and which cycles it holds."""
    slide(request)
    try:
        said = _heartbeat(request.read(64 * 1024))
    except (PayloadError, serializers.ValidationError):
        return error(422, "unreadable", _("This isn't a record of the application."))
    say_alive(client_id=pk, by=request.user, **said)  # type: ignore[arg-type]
    return JsonResponse({"server_time": timezone.now().isoformat(), "app_version": settings.APP_VERSION})


def _heartbeat(raw: bytes) -> dict[str, Any]:
    read = Heartbeat(data=parse_json(raw))
    read.is_valid(raise_exception=True)
    rows = [item if isinstance(item, dict) else {"cycle": item} for item in read.validated_data["prepared"]]
    held = Prepared(data=rows, many=True)
    held.is_valid(raise_exception=True)
    return {**read.validated_data, "prepared": {row["cycle"]: row["at"] for row in held.validated_data}}
