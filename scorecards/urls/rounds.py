from django.urls import path

from scorecards.views import rounds

urlpatterns = [
    path("<uuid:pk>/rounds/", rounds.cycle_rounds, name="cycle_rounds"),
    path("<uuid:pk>/differences/", rounds.cycle_differences, name="cycle_differences"),
    path("<uuid:pk>/rule/", rounds.cycle_rule, name="cycle_rule"),
]
