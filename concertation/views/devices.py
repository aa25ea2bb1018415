"""The register of devices, the page of one, who accompanies it, its publication."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from accounts.guard import require
from concertation.filters import DeviceFilter
from concertation.forms.base import renew_version
from concertation.forms.devices import CompanionForm, DeviceForm, PublishForm, RegisterForm
from concertation.models import Device
from concertation.permissions import may_list
from concertation.reports.register import build_device, devices_sheet, with_last_edition
from concertation.services.editions import (
    add_companion,
    change_device,
    publish_device,
    register_device,
    remove_companion,
)
from concertation.tables import DeviceTable
from concertation.views.frame import kept_device, seen_device
from core.errors import Refusal
from core.exports import write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name

PER_PAGE = 25


def _listed(request: HttpRequest) -> QuerySet[Device]:
    """The devices in sight; 403 for somebody without a role."""
    if not may_list(request.user):
        raise PermissionDenied(_("Your role has no devices. Choose an organisation, or ask to be invited."))
    return with_last_edition(Device.objects.visible_to(request.user))


@require_safe
def device_list(request: HttpRequest) -> HttpResponse:
    chosen = DeviceFilter(request.GET, queryset=_listed(request))
    filtered = any(request.GET.get(name) for name in chosen.filters)
    may_add = request.user.organization is not None and request.user.has_perm("concertation.change_device")
    table = DeviceTable(chosen.qs)
    if filtered:
        table.empty_title, table.empty_line = _("No device answers these filters."), _("Remove a filter.")
        table.empty_url, table.empty_action = reverse("concertation:device_list"), _("Show all")
    elif may_add:
        table.empty_url, table.empty_action = reverse("concertation:device_create"), _("Register a device")
    else:
        table.empty_line = _("Devices of your zone show here once those who run them publish them.")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {"table": table, "filter": chosen, "filtered": filtered, "may_add": may_add}
    return render(request, "concertation/device_list.html", context | {"query": request.GET.urlencode()})


@require_safe
def device_list_export(request: HttpRequest, form: str) -> HttpResponse:
    sheet = devices_sheet(DeviceFilter(request.GET, queryset=_listed(request)).qs)
    if form == "xlsx":
        return attachment(write_xlsx([sheet], title=sheet.title), file_name(sheet.title, "xlsx"), XLSX)
    if form == "csv":
        return attachment(write_csv(sheet.header, sheet.rows), file_name(sheet.title, "csv"), CSV)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def device_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "concertation.change_device")
    own = request.user.organization
    if own is None:
        raise PermissionDenied(_("Choose the organisation that you act for, then register the device."))
    form = RegisterForm(request.POST or None, initial={"territory": own.territory})
    if request.method == "POST" and form.is_valid():
        try:
            edition = register_device(organization=own, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The device is registered. What you leave unknown can be filled in later."))
            return redirect(edition)
    return render(request, "concertation/device_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def device_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = seen_device(request, pk)
    context = {
        "device": device,
        "page": build_device(device),
        "may_write": request.user.has_perm("concertation.change_device", device),
        "may_publish": request.user.has_perm("concertation.publish_device", device),
    }
    return render(request, "concertation/device_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def device_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = kept_device(request, pk)
    form = DeviceForm(request.POST or None, device=device)
    if request.method == "POST" and form.is_valid():
        try:
            change_device(device=device, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            device.refresh_from_db()
            renew_version(form, device.version)
        else:
            messages.success(request, _("The device is changed."))
            return redirect(device)
    context = {"device": device, "form": form}
    return render(request, "concertation/device_edit.html", context, status=422 if form.errors else 200)


@require_POST
def device_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = seen_device(request, pk)
    require(request.user, "concertation.publish_device", device)
    form = PublishForm(request.POST)
    if form.is_valid():
        held = publish_device(device=device, shown=form.cleaned_data["shown"], by=request.user)
        if held.published_at:
            messages.success(request, _("The device is published: the roles of the zone read its figures."))
        else:
            messages.success(request, _("The device is no longer published. Its public page is closed too."))
    return redirect(device)


@require_http_methods(["GET", "HEAD", "POST"])
def device_companions(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = seen_device(request, pk)
    require(request.user, "concertation.publish_device", device)
    form = CompanionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_companion(device=device, organization=form.cleaned_data["organization"], by=request.user)
        except Refusal as refusal:
            form.add_error("organization", str(refusal))
        else:
            messages.success(request, _("%(name)s accompanies you now.") % {"name": form.cleaned_data["organization"]})
            return redirect("concertation:device_companions", pk=device.pk)
    context = {"device": device, "form": form, "companions": device.companions.all()}
    return render(request, "concertation/device_companions.html", context, status=422 if form.errors else 200)


@require_POST
def device_companion_remove(request: HttpRequest, pk: UUID, organization: UUID) -> HttpResponse:
    device = seen_device(request, pk)
    require(request.user, "concertation.publish_device", device)
    gone = get_object_or_404(device.companions, pk=organization)
    remove_companion(device=device, organization=gone, by=request.user)
    messages.success(request, _("%(name)s no longer accompanies you.") % {"name": gone})
    return redirect("concertation:device_companions", pk=device.pk)
