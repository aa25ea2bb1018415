from django.urls import URLPattern, path

from scorecards.views import publication, rights

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/public/", publication.cycle_public, name="cycle_public"),
    path("<uuid:pk>/public/preview/", publication.cycle_public_preview, name="cycle_public_preview"),
    path("<uuid:pk>/public/publish/", publication.cycle_publish, name="cycle_publish"),
    path("<uuid:pk>/public/withdraw/", publication.cycle_withdraw, name="cycle_withdraw"),
    path("services/<uuid:pk>/rights/", rights.service_rights, name="service_rights"),
    path("services/<uuid:pk>/rights/keeper/", rights.rights_hand_over, name="rights_hand_over"),
    path("services/<uuid:pk>/rights/report/", rights.rights_report, name="rights_report"),
    path("rights/<uuid:pk>/", rights.right_edit, name="right_edit"),
    path("rights/<uuid:pk>/up/", rights.right_up, name="right_up"),
    path("rights/<uuid:pk>/remove/", rights.right_remove, name="right_remove"),
]
