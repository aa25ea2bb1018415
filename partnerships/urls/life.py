from django.urls import URLPattern, path

from partnerships.views import life, parties

urlpatterns: list[URLPattern] = [
    path("", life.partnership_list, name="partnership_list"),
    path("export.<str:form>", life.partnership_list_export, name="partnership_list_export"),
    path("new/", life.partnership_create, name="partnership_create"),
    path("<uuid:pk>/", life.partnership_detail, name="partnership_detail"),
    path("<uuid:pk>/edit/", life.partnership_edit, name="partnership_edit"),
    path("<uuid:pk>/answer/", life.step_answer, name="step_answer"),
    path("<uuid:pk>/steps/<slug:to>/", life.step_take, name="step_take"),
    path("<uuid:pk>/join/", parties.party_join, name="party_join"),
    path("<uuid:pk>/leave/", parties.party_leave, name="party_leave"),
    path("<uuid:pk>/parties/invite/", parties.party_invite, name="party_invite"),
    path("<uuid:pk>/parties/<uuid:party>/", parties.party_detail, name="party_detail"),
    path("<uuid:pk>/parties/<uuid:party>/edit/", parties.party_edit, name="party_edit"),
]
