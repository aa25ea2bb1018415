from django.urls import URLPattern, path

from partnerships.views import amendments, signing, versions

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/signature/", signing.signing, name="signing"),
    path("<uuid:pk>/signature/print/", signing.agreement_print, name="agreement_print"),
    path("<uuid:pk>/versions/", versions.versions, name="versions"),
    path("<uuid:pk>/versions/<int:number>/", versions.version_detail, name="version_detail"),
    path("<uuid:pk>/versions/<int:before>/<int:after>/", versions.version_compare, name="version_compare"),
    path("<uuid:pk>/amendments/", amendments.amendments, name="amendments"),
    path("<uuid:pk>/amendments/propose/", amendments.amendment_propose, name="amendment_propose"),
    path("<uuid:pk>/amendments/<uuid:amendment>/", amendments.amendment_answer, name="amendment_answer"),
    path("<uuid:pk>/amendments/<uuid:amendment>/withdraw/", amendments.amendment_withdraw, name="amendment_withdraw"),
]
