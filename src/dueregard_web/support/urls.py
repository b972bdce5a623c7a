"""The addresses of support units, and of the bodies that they work for."""

from __future__ import annotations

from django.urls import path

from dueregard_web.returns.urls import YEAR
from dueregard_web.support import comparison_views, views

CODE = "o/<str:code>/"

urlpatterns = [
    path(f"{CODE}grants/", views.grants, name="grants"),
    path(f"{CODE}grants/<uuid:grant>/revoke/", views.revoke_grant, name="revoke_grant"),
    path(f"{CODE}board/", views.board, name="board"),
    path(f"{CODE}pools/", views.pools, name="pools"),
    path(f"{CODE}pools/new/", views.make_pool, name="make_pool"),
    path(f"{CODE}pools/<uuid:pool>/", views.pool, name="pool"),
    path(f"{CODE}pools/<uuid:pool>.zip", views.pool_file, name="pool_file"),
    path(f"{CODE}own-pools/", views.own_pools, name="own_pools"),
    path(f"{CODE}own-pools/<uuid:member>/", views.decide_pool, name="decide_pool"),
    path(
        f"{CODE}compare/<edition:edition>/<str:body>/",
        comparison_views.comparison_of,
        name="comparison_of",
    ),
    path(f"{YEAR}form/", views.support_form, name="support_form"),
    path(f"{YEAR}compare/", comparison_views.comparison, name="comparison"),
    path(f"{YEAR}compare/add/", comparison_views.add_peer, name="add_peer"),
    path(f"{YEAR}compare/<uuid:peer>/remove/", comparison_views.remove_peer, name="remove_peer"),
    path(f"{YEAR}compare/profile.json", comparison_views.profile_file, name="profile_file"),
]
