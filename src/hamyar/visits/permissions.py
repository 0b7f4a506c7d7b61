"""Who may do what with teams, programmes and visits; codes are in ``accounts/definitions``."""

VIEW_DESK = "visits.view_desk"
CHANGE_TEAMS = "visits.change_teams"
PLAN = "visits.plan_programme"
APPROVE = "visits.approve_programme"
PUBLISH = "visits.publish_programme"
CHANGE_VISITS = "visits.change_visits"
