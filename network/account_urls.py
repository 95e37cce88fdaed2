"""The pages of the account: allauth's, in our own layout, and ours, which come first and take the place of some."""

from allauth.account.views import login, password_reset
from allauth.socialaccount.views import login_cancelled, login_error
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from network import account_views as views
from network.oidc import may_lead_to_the_employer
from network.refused_at_once import refused_at_once


@login_not_required
def nothing_here(request: HttpRequest, key: str = "") -> HttpResponse:
    """The library confirms an address that was added; here it is another page that changes it."""
    raise Http404


urlpatterns = [
    path("login/", refused_at_once(may_lead_to_the_employer(login), action="login"), name="account_login"),
    path("password/reset/", refused_at_once(password_reset, action="reset_password"), name="account_reset_password"),
    path("uitnodiging/<str:token>/", views.invitation, name="account_invitation"),
    path("email/", views.new_address, name="account_email"),
    path("nieuw-adres/<str:token>/", views.confirm_new_address, name="account_new_address"),
    path("confirm-email/", nothing_here, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", nothing_here, name="account_confirm_email"),
    path("", include("allauth.account.urls")),
    path("2fa/aanvraag-stoppen/", views.second_factor_refuse, name="account_second_factor_refuse"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", views.session_list, name="usersessions_list"),
    path("sessions/overal/", views.session_end_all, name="account_session_end_all"),
    path("sessions/<int:pk>/", views.session_end, name="account_session_end"),
    path("sessie/", views.session_continue, name="account_session_continue"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("werkaccount/gestopt/", login_cancelled, name="socialaccount_login_cancelled"),
    path("werkaccount/niet-gelukt/", login_error, name="socialaccount_login_error"),
]
