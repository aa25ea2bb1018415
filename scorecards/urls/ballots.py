from django.urls import URLPattern, path

from scorecards.views import ballots

#: For whoever leads the session, under /cycles/.
urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/ballot/", ballots.session_ballot, name="session_ballot"),
    path("sessions/<uuid:pk>/ballot/open/", ballots.ballot_open, name="ballot_open"),
    path("sessions/<uuid:pk>/ballot/received/", ballots.ballot_received, name="ballot_received"),
    path("sessions/<uuid:pk>/ballot/wall/", ballots.ballot_wall, name="ballot_wall"),
    path("sessions/<uuid:pk>/ballot/close/", ballots.ballot_close, name="ballot_close"),
    path("sessions/<uuid:pk>/ballot/<uuid:box>/enter/", ballots.ballot_enter, name="ballot_enter"),
]

#: For anybody, under /b/: short enough to be read aloud.
public_urlpatterns: list[URLPattern] = [
    path("", ballots.ballot_find, name="ballot_find"),
    path("<slug:code>/", ballots.ballot_vote, name="ballot_vote"),
]
