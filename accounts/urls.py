from django.urls import path

from accounts.views import invitations, join, members

app_name = "accounts"

urlpatterns = [
    path("", members.member_list, name="member_list"),
    path("export.<str:kind>", members.member_export, name="member_export"),
    path("me/", members.profile, name="profile"),
    path("switch/<uuid:pk>/", members.membership_switch, name="membership_switch"),
    path("memberships/<uuid:pk>/deactivate/", members.membership_deactivate, name="membership_deactivate"),
    path("memberships/<uuid:pk>/reactivate/", members.membership_reactivate, name="membership_reactivate"),
    path("invite/", invitations.member_invite, name="member_invite"),
    path("invitations/<uuid:pk>/", invitations.invitation_detail, name="invitation_detail"),
    path("invitations/<uuid:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/<uuid:pk>/renew/", invitations.invitation_renew, name="invitation_renew"),
    path("join/<str:token>/", join.invitation_accept, name="invitation_accept"),
]
