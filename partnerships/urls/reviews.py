from django.urls import URLPattern, path

from partnerships.views import reviews

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/reviews/", reviews.reviews, name="reviews"),
    path("<uuid:pk>/reviews/calendar/", reviews.reviews_calendar, name="reviews_calendar"),
    path("reviews/<uuid:pk>/", reviews.review_edit, name="review_edit"),
    path("reviews/<uuid:pk>/remove/", reviews.review_remove, name="review_remove"),
    path("reviews/questions/<uuid:pk>/", reviews.question_answer, name="review_question"),
    path("<uuid:pk>/balance/", reviews.balance, name="balance"),
    path("<uuid:pk>/balance/write/", reviews.balance_write, name="balance_write"),
    path("<uuid:pk>/balance/export/", reviews.balance_export, name="balance_export"),
]
