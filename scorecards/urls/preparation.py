from django.urls import URLPattern, path

from scorecards.views import briefings, inputs, readiness, scripts, socialmap, team

urlpatterns: list[URLPattern] = [
    path("facilitators/", team.facilitator_list, name="facilitator_list"),
    path("facilitators/<uuid:pk>/", team.facilitator_edit, name="facilitator_edit"),
    path("<uuid:pk>/readiness/", readiness.cycle_readiness, name="cycle_readiness"),
    path("<uuid:pk>/hours/", readiness.cycle_hours, name="cycle_hours"),
    path("<uuid:pk>/team/", team.cycle_team, name="cycle_team"),
    path("<uuid:pk>/team/<uuid:group>/feedback/<uuid:person>/", team.team_feedback, name="team_feedback"),
    path("<uuid:pk>/briefings/", briefings.cycle_briefings, name="cycle_briefings"),
    path("<uuid:pk>/briefings/<slug:side>/", briefings.briefing_edit, name="briefing_edit"),
    path("<uuid:pk>/hands/", briefings.cycle_hands, name="cycle_hands"),
    path("<uuid:pk>/hands/<slug:moment>/", briefings.hands_edit, name="hands_edit"),
    path("<uuid:pk>/map/", socialmap.cycle_map, name="cycle_map"),
    path("<uuid:pk>/map/<uuid:part>/", socialmap.map_part, name="map_part"),
    path("<uuid:pk>/inputs/", inputs.cycle_inputs, name="cycle_inputs"),
    path("<uuid:pk>/inputs/new/", inputs.input_create, name="input_create"),
    path("<uuid:pk>/inputs/none/", inputs.inputs_none, name="inputs_none"),
    path("<uuid:pk>/inputs/import/", inputs.inputs_import, name="inputs_import"),
    path("<uuid:pk>/inputs/export/", inputs.inputs_export, name="inputs_export"),
    path("<uuid:pk>/inputs/<uuid:item>/", inputs.input_edit, name="input_edit"),
    path("<uuid:pk>/aloud/", scripts.cycle_script, name="cycle_script"),
]
