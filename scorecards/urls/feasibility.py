from django.urls import URLPattern, path

from scorecards.views import agenda, feasibility

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/solutions/", feasibility.cycle_solutions, name="cycle_solutions"),
    path("solutions/<uuid:pk>/answer/", feasibility.solution_answer, name="solution_answer"),
    path("solutions/<uuid:pk>/promise/", feasibility.solution_promise, name="solution_promise"),
    path("discussions/<uuid:pk>/solution/", feasibility.solution_write, name="solution_write"),
    path("<uuid:pk>/meeting/order/", agenda.meeting_order, name="meeting_order"),
]
