from django.urls import URLPattern, path

from partnerships.views import territory

urlpatterns: list[URLPattern] = [
    path("territory/", territory.territory, name="territory"),
    path("territory/<slug:table>.<slug:form>", territory.territory_export, name="territory_export"),
]
