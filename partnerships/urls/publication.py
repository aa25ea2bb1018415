from django.urls import URLPattern, path

from partnerships.views import publication

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/publication/", publication.publication, name="publication"),
    path("<uuid:pk>/publication/propose/", publication.publication_propose, name="publication_propose"),
    path("<uuid:pk>/publication/answer/", publication.publication_answer, name="publication_answer"),
    path("<uuid:pk>/publication/withdraw/", publication.publication_withdraw, name="publication_withdraw"),
]
