from django.urls import URLPattern, path

from concertation.views import contributions

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/contributions/", contributions.contributions, name="contributions"),
    path("editions/<uuid:pk>/contributions/new/", contributions.contribution_create, name="contribution_create"),
    path("editions/<uuid:pk>/contributions/group/", contributions.contributions_group, name="contributions_group"),
    path(
        "editions/<uuid:pk>/contributions/publish/", contributions.contributions_publish, name="contributions_publish"
    ),
    path("editions/<uuid:pk>/commitments/", contributions.commitments, name="commitments"),
    path("editions/<uuid:pk>/public-page/", contributions.public_page, name="public_page"),
    path("editions/<uuid:pk>/poster/", contributions.said_poster, name="said_poster"),
    path("contributions/<uuid:pk>/", contributions.contribution_follow, name="contribution_follow"),
    path("contributions/<uuid:pk>/hide/", contributions.contribution_hide, name="contribution_hide"),
]
