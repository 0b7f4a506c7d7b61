"""What changes people, roles, invitations and sign-ins."""

from hamyar.accounts.services.invitations import (
    SentInvitation,
    accept_invitation,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from hamyar.accounts.services.own_account import (
    issue_password_link,
    record_address_change,
    record_password_change,
    record_second_factor,
)
from hamyar.accounts.services.people import (
    FirstAdministrator,
    change_own_details,
    change_roles,
    deactivate_person,
    ensure_first_administrator,
    reactivate_person,
)
from hamyar.accounts.services.roles import change_role, load_roles, restore_role
from hamyar.accounts.services.second_factor import renew_second_factor_duty, reset_second_factor
from hamyar.accounts.services.sessions import end_other_sessions, end_own_session, end_sessions_of
from hamyar.accounts.services.sign_in import (
    record_failed_sign_in,
    record_sign_in,
    record_sign_out,
    refuse_locked_address,
    unlock_person,
)

__all__ = [
    "FirstAdministrator",
    "SentInvitation",
    "accept_invitation",
    "change_own_details",
    "change_role",
    "change_roles",
    "deactivate_person",
    "end_other_sessions",
    "end_own_session",
    "end_sessions_of",
    "ensure_first_administrator",
    "invite_person",
    "issue_password_link",
    "load_roles",
    "reactivate_person",
    "record_address_change",
    "record_failed_sign_in",
    "record_password_change",
    "record_second_factor",
    "record_sign_in",
    "record_sign_out",
    "refuse_locked_address",
    "renew_second_factor_duty",
    "resend_invitation",
    "reset_second_factor",
    "restore_role",
    "unlock_person",
    "withdraw_invitation",
]
