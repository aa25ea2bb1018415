from django.urls import URLPattern, path

from partnerships.views import workshops

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/workshops/", workshops.workshop_list, name="workshop_list"),
    path("<uuid:pk>/workshops/new/", workshops.workshop_add, name="workshop_add"),
    path("<uuid:pk>/workshops/<uuid:workshop>/", workshops.workshop_detail, name="workshop_detail"),
    path("<uuid:pk>/workshops/<uuid:workshop>/edit/", workshops.workshop_edit, name="workshop_edit"),
    path("<uuid:pk>/workshops/<uuid:workshop>/agenda/", workshops.workshop_step, name="workshop_step"),
    path("<uuid:pk>/workshops/<uuid:workshop>/notes/<uuid:step>/", workshops.workshop_notes, name="workshop_notes"),
    path("<uuid:pk>/workshops/notes/<uuid:note>/", workshops.note_turn, name="note_turn"),
    path("<uuid:pk>/communication/", workshops.communication, name="communication"),
    path("<uuid:pk>/communication/new/", workshops.communication_form, name="communication_add"),
    path("<uuid:pk>/communication/<uuid:row>/", workshops.communication_form, name="communication_edit"),
    path("<uuid:pk>/communication/<uuid:row>/remove/", workshops.communication_remove, name="communication_remove"),
]
