"""Signing in, in Chromium: the authenticator app, and a passkey of a virtual device."""

import re

from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from tests.apps.accounts.authenticators import code_of
from tests.factories.accounts import PASSWORD, make_user


def enter(page: Page, user: User) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def test_the_app_is_activated_at_the_first_sign_in_and_asked_at_the_next(
    any_page, transactional_db, sideways
):
    user = make_user(role="planner", has_second_factor=False)
    enter(any_page, user)
    expect(any_page).to_have_url(re.compile("/account/second-factor/"))
    assert sideways(any_page) == []
    any_page.get_by_role("link", name="فعال کردن برنامه").click()
    secret = any_page.locator("#authenticator_secret").input_value()
    any_page.fill("input[name=code]", code_of(secret))
    any_page.press("input[name=code]", "Enter")
    expect(any_page.locator(".code-list li")).to_have_count(10)
    assert sideways(any_page) == []
    any_page.context.clear_cookies()
    enter(any_page, user)
    any_page.fill("input[name=code]", code_of(secret, steps=1))
    any_page.press("input[name=code]", "Enter")
    expect(any_page).to_have_url(re.compile("/desk/"))


def test_a_passkey_is_added_and_then_signs_in_alone(page, transactional_db):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    user = make_user(role="planner", has_second_factor=False)
    enter(page, user)
    page.get_by_role("link", name="افزودن کلید عبور").click()
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    expect(page.locator(".code-list li")).to_have_count(10)
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.click("#passkey_login")
    expect(page).to_have_url(re.compile("/desk/"))


def test_a_cancelled_passkey_is_told_on_the_page(page, transactional_db, watch):
    watch.allow("NotAllowedError")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options |= {"isUserVerified": False, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/account/login/")
    page.click("#passkey_login")
    expect(page.locator("[data-passkey-problem]")).to_be_visible()


def test_the_pages_of_people_have_no_fault_for_helping_software(
    any_page, administrator, sign_in, axe, sideways
):
    sign_in(any_page, administrator)
    for path in (
        "/desk/people/",
        "/desk/people/invitations/",
        "/desk/people/invite/",
        "/desk/roles/",
        "/account/",
    ):
        any_page.goto(path)
        assert sideways(any_page) == [], path
        assert axe(any_page) == [], path
