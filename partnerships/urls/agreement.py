from django.urls import URLPattern, path

from partnerships.views import agreement, documents, given, rules

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/agreement/", agreement.agreement, name="agreement"),
    path("<uuid:pk>/agreement/frame/", rules.agreement_frame, name="agreement_frame"),
    path("<uuid:pk>/agreement/roles/", rules.agreement_roles, name="agreement_roles"),
    path("<uuid:pk>/agreement/clauses/", rules.agreement_clauses, name="agreement_clauses"),
    path("<uuid:pk>/agreement/evaluation/", rules.agreement_evaluation, name="agreement_evaluation"),
    path("<uuid:pk>/agreement/evaluation/edit/", rules.evaluation_edit, name="evaluation_edit"),
    path("<uuid:pk>/agreement/evaluation/answer/", rules.evaluation_answer, name="evaluation_answer"),
    path("<uuid:pk>/agreement/activities/", rules.agreement_activities, name="agreement_activities"),
    path("<uuid:pk>/agreement/activities/<uuid:action>/", rules.activity_place, name="activity_place"),
    path("<uuid:pk>/agreement/documents/", documents.documents, name="agreement_documents"),
    path("<uuid:pk>/agreement/documents/add/", documents.document_add, name="document_add"),
    path("<uuid:pk>/agreement/documents/<uuid:document>/", documents.document_open, name="document_open"),
    path("<uuid:pk>/agreement/documents/<uuid:document>/remove/", documents.document_remove, name="document_remove"),
    path("<uuid:pk>/agreement/objectives/<uuid:row>/", agreement.objective_validate, name="objective_validate"),
    path("<uuid:pk>/agreement/results/<uuid:row>/", given.result_measure, name="result_measure"),
    path("<uuid:pk>/agreement/commitments/<uuid:row>/", given.commitment_close, name="commitment_close"),
    path(
        "<uuid:pk>/agreement/contributions/<uuid:row>/", given.contribution_deliveries, name="contribution_deliveries"
    ),
    path("<uuid:pk>/agreement/deliveries/<uuid:row>/confirm/", given.delivery_confirm, name="delivery_confirm"),
    path("<uuid:pk>/agreement/rows/<slug:noun>/add/", agreement.agreement_add, name="agreement_add"),
    path("<uuid:pk>/agreement/rows/<slug:noun>/<uuid:row>/", agreement.agreement_edit, name="agreement_edit"),
    path(
        "<uuid:pk>/agreement/rows/<slug:noun>/<uuid:row>/remove/", agreement.agreement_remove, name="agreement_remove"
    ),
    path("<uuid:pk>/agreement/proposals/set-aside/", agreement.proposal_set_aside, name="proposal_set_aside"),
    path("<uuid:pk>/agreement/<slug:code>/", agreement.agreement_page, name="agreement_page"),
]
