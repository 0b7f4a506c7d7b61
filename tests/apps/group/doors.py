"""Who may open the directory of the group, and say who speaks for a company."""

from tests.doors import ADMINISTRATOR, EVERYONE, SEE_ALL, Door
from tests.factories.commitments import make_company_user


def _representation():
    user, company = make_company_user()
    return {"pk": user.company_representations.get(company=company).pk}


DOORS = {
    "group:companies": Door(get=EVERYONE),
    "group:representations": Door(get=SEE_ALL),
    "group:grant_representation": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "group:end_representation": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=_representation),
}
