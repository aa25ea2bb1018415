from django.urls import URLPattern, path

from concertation.views import experience

urlpatterns: list[URLPattern] = [
    path("experience/", experience.experience_list, name="experience_list"),
    path("experience/<uuid:pk>/", experience.experience_detail, name="experience_detail"),
    path("experience/<uuid:pk>/edit/", experience.experience_edit, name="experience_edit"),
    path("experience/<uuid:pk>/publish/", experience.experience_publish, name="experience_publish"),
    path("experience/<uuid:pk>/exchange/", experience.experience_share, name="experience_share"),
    path("<uuid:pk>/experience/new/", experience.experience_add, name="experience_add"),
]
