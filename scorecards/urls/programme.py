from django.urls import path

from scorecards.views import programme

urlpatterns = [
    path("programme/", programme.programme_board, name="programme_board"),
    path("programme/<slug:table>.<slug:form>", programme.programme_export, name="programme_export"),
]
