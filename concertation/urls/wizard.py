from django.urls import URLPattern, path

from concertation.views import wizard

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/wizard/", wizard.wizard, name="wizard"),
    path("editions/<uuid:pk>/wizard/end/", wizard.wizard_end, name="wizard_end"),
    path("editions/<uuid:pk>/wizard/<slug:step>/", wizard.wizard_step, name="wizard_step"),
]
