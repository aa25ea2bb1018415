from django.urls import URLPattern, path

from scorecards.views import board, issues, themes, threads

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/issues/", issues.cycle_issues, name="cycle_issues"),
    path("<uuid:pk>/issues/groups/<uuid:group>/", issues.group_issues, name="group_issues"),
    path("<uuid:pk>/issues/groups/<uuid:group>/votes/", issues.group_votes, name="group_votes"),
    path("<uuid:pk>/issues/<uuid:issue>/", issues.issue_edit, name="issue_edit"),
    path("<uuid:pk>/issues/<uuid:issue>/remove/", issues.issue_remove, name="issue_remove"),
    path("<uuid:pk>/themes/", themes.cycle_themes, name="cycle_themes"),
    path("<uuid:pk>/themes/undo/", themes.themes_undo, name="themes_undo"),
    path("<uuid:pk>/themes/<uuid:theme>/", themes.theme_detail, name="theme_detail"),
    path("<uuid:pk>/themes/<uuid:theme>/<slug:act>/", themes.theme_change, name="theme_change"),
    path("<uuid:pk>/themes/<uuid:theme>/untie/<uuid:indicator>/", themes.theme_untie, name="theme_untie"),
    path("<uuid:pk>/indicators/<uuid:indicator>/thread/", threads.indicator_thread, name="indicator_thread"),
    path("actions/<uuid:pk>/thread/", threads.action_thread, name="action_thread"),
    path("<uuid:pk>/board/", board.cycle_board, name="cycle_board"),
    path("<uuid:pk>/board/<uuid:entry>/", board.board_entry, name="board_entry"),
    path("<uuid:pk>/board/<uuid:entry>/agree/", board.board_agree, name="board_agree"),
    path("<uuid:pk>/board/<uuid:entry>/remove/", board.board_remove, name="board_remove"),
    path("<uuid:pk>/board/<uuid:entry>/action/", board.board_action, name="board_action"),
]
