from django.urls import URLPattern, path

from concertation.views import levers

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/levers/", levers.levers_page, name="levers"),
    path("editions/<uuid:pk>/levers/matrix/", levers.lever_matrix, name="lever_matrix"),
    path("editions/<uuid:pk>/levers/new/", levers.lever_add, name="lever_add"),
    path("editions/<uuid:pk>/levers/choose/<slug:code>/", levers.lever_choose, name="lever_choose"),
    path("levers/<uuid:pk>/edit/", levers.lever_edit, name="lever_edit"),
    path("levers/<uuid:pk>/remove/", levers.lever_remove, name="lever_remove"),
    path("levers/<uuid:pk>/action/", levers.lever_action, name="lever_action"),
]
