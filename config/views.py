from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.home import build_home


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/home.html", {"page": build_home(request.user)})
