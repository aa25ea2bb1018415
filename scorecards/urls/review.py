from django.urls import path

from scorecards.views import review

urlpatterns = [
    path("reviews/", review.review_board, name="review_board"),
    path("<uuid:pk>/review/", review.cycle_review, name="cycle_review"),
    path("scores/<uuid:pk>/answer/", review.review_answer, name="review_answer"),
]
