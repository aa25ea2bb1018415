from django.urls import URLPattern, path

from partnerships.views import framing, scope, understanding

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/framing/", framing.framing, name="framing"),
    path("<uuid:pk>/framing/sheet/<slug:part>/", framing.sheet, name="framing_sheet"),
    path("<uuid:pk>/framing/send/", framing.sheet_send, name="sheet_send"),
    path("<uuid:pk>/framing/take-back/", framing.sheet_take_back, name="sheet_take_back"),
    path("<uuid:pk>/framing/comparison/", framing.comparison, name="comparison"),
    path("<uuid:pk>/priorities/", framing.priority_add, name="priority_add"),
    path("<uuid:pk>/priorities/<uuid:priority>/remove/", framing.priority_remove, name="priority_remove"),
    path("<uuid:pk>/understanding/", understanding.understanding, name="understanding"),
    path("<uuid:pk>/understanding/new/", understanding.important_add, name="important_add"),
    path("<uuid:pk>/understanding/<uuid:important>/", understanding.important_edit, name="important_edit"),
    path("<uuid:pk>/understanding/<uuid:important>/remove/", understanding.important_remove, name="important_remove"),
    path(
        "<uuid:pk>/understanding/<uuid:important>/restate/", understanding.important_restate, name="important_restate"
    ),
    path(
        "<uuid:pk>/understanding/answer/<uuid:restatement>/",
        understanding.restatement_answer,
        name="restatement_answer",
    ),
    path("<uuid:pk>/strengths/", understanding.strengths, name="strengths"),
    path("<uuid:pk>/strengths/<uuid:competence>/remove/", understanding.competence_remove, name="competence_remove"),
    path("<uuid:pk>/scope/", scope.scope, name="scope"),
    path("<uuid:pk>/scope/<uuid:item>/", scope.scope_edit, name="scope_edit"),
    path("<uuid:pk>/scope/<uuid:item>/<slug:answer>/", scope.scope_answer, name="scope_answer"),
    path("<uuid:pk>/vision/", scope.vision, name="vision"),
]
