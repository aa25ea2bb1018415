from django.urls import path

from directory.views import organizations, points, territories

app_name = "directory"

urlpatterns = [
    path("", points.service_point_list, name="service_point_list"),
    path("export.<str:kind>", points.service_point_export, name="service_point_export"),
    path("new/", points.service_point_create, name="service_point_create"),
    path("<uuid:pk>/", points.service_point_detail, name="service_point_detail"),
    path("<uuid:pk>/edit/", points.service_point_edit, name="service_point_edit"),
    path("organizations/", organizations.organization_list, name="organization_list"),
    path("organizations/export.<str:kind>", organizations.organization_export, name="organization_export"),
    path("organizations/new/", organizations.organization_create, name="organization_create"),
    path("organizations/suggest/", organizations.organization_suggest, name="organization_suggest"),
    path("organizations/<uuid:pk>/", organizations.organization_detail, name="organization_detail"),
    path("organizations/<uuid:pk>/edit/", organizations.organization_edit, name="organization_edit"),
    path("territories/", territories.territory_list, name="territory_list"),
    path("territories/export.<str:kind>", territories.territory_export, name="territory_export"),
    path("territories/new/", territories.territory_create, name="territory_create"),
    path("territories/import/", territories.territory_import, name="territory_import"),
    path("territories/import/confirm/", territories.territory_import_confirm, name="territory_import_confirm"),
    path("territories/suggest/", territories.territory_suggest, name="territory_suggest"),
    path("territories/<uuid:pk>/edit/", territories.territory_edit, name="territory_edit"),
]
