"""The pages of the organisation's own policy for disclosure control."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import posted
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases import policy_actions, policy_queries
from dueregard_web.releases.forms import PolicyForm
from dueregard_web.releases.own_policy import POLICY, Choices, default_policy
from dueregard_web.releases.pages import attachment, form_page, refuse, to_page


@in_organisation
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the policy in force and those before; who may set one finds the form."""
    check_may(acting, Permission.SEE_YEAR)
    held = policy_queries.policy_in_force(acting)
    own = default_policy()
    now = held or own
    form = PolicyForm(posted(request), initial={"threshold": now.threshold, "zeros": now.zeros})
    if request.method == "POST":
        check_may(acting, Permission.SET_DISCLOSURE_POLICY)
    if form.is_valid():
        try:
            policy_actions.set_policy(acting, choices=Choices(**form.cleaned_data))
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "The policy is in force. Run audits again to use it.")
            return to_page("disclosure_policy", acting)
    context = {
        "acting": acting,
        "form": form,
        "held": held,
        "own": own,
        "policies": list(policy_queries.policies_of(acting)),
    }
    return form_page(request, "releases/policy.jinja", context, form)


@in_organisation
@require_safe
def policy_file(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Give the policy in force as the file that the command line reads."""
    check_may(acting, Permission.SEE_YEAR)
    held = policy_queries.policy_in_force(acting)
    if held is None:
        raise NotHereError("The policy that comes with the software holds here.")
    return attachment(held.text.encode(), "application/yaml", POLICY)
