from django.urls import path

from scorecards.views import card

urlpatterns = [
    path("<uuid:pk>/card/", card.cycle_card, name="cycle_card"),
    path("<uuid:pk>/card/<uuid:indicator>/agreed/", card.agreed_edit, name="agreed_edit"),
    path("<uuid:pk>/wall/<int:number>/", card.cycle_wall, name="cycle_wall"),
    path("<uuid:pk>/history/", card.cycle_history, name="cycle_history"),
]
