"""The field page without a line: killed, cut off, answered half, with a wrong clock; nothing lost, nothing doubled."""

import datetime as dt
import io
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, Playwright, Route, expect

from hamyar.accounts.models import User
from hamyar.commitments.models import Commitment
from hamyar.findings.models import Finding
from hamyar.visits.enums import VisitState
from hamyar.visits.models import Attendance, DeviceOperation, Note, SitePhoto, Visit
from tests.apps.web.field.devices import make_member, make_team_visit
from tests.browser.conftest import CHROMIUM, PHONE, SWITCHES
from tests.factories.accounts import make_user
from tests.factories.visits import AttendanceFactory, SiteWalkFactory, make_session

pytestmark = pytest.mark.django_db(transaction=True)

MINE, THEIRS = "نوشتهٔ من", "نوشتهٔ همکار"
ONE_WAITS = re.compile("۱ مورد در انتظار خط")
ALL_SENT = re.compile("همه چیز فرستاده شد")


class Phone:
    """Chromium with a folder of its own, in a process that a test can kill."""

    def __init__(self, playwright: Playwright, folder: Path, address: str, user: User) -> None:
        self.playwright, self.folder, self.address, self.user = playwright, folder, address, user
        self.process: subprocess.Popen[str] | None = None
        self.browser: Browser | None = None

    def start(self, *, has_line: bool = True, script: str = "") -> Page:
        """Start the browser on the same folder and open the page, with a line or without one."""
        words = [CHROMIUM, *SWITCHES, "--headless=new", "--remote-debugging-port=0", "--lang=fa-IR"]
        self.process = subprocess.Popen(
            [*words, f"--user-data-dir={self.folder}", "about:blank"],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stderr is not None
        listening = next(line for line in self.process.stderr if "DevTools listening on" in line)
        self.browser = self.playwright.chromium.connect_over_cdp(listening.split()[-1])
        context = self.browser.contexts[0]
        context.set_default_timeout(20_000)
        if script:
            context.add_init_script(script)
        self.sign_in()
        page = context.pages[0]
        page.set_viewport_size({"width": PHONE, "height": 740})
        context.set_offline(not has_line)
        page.goto(f"{self.address}/field/")
        return page

    def sign_in(self, user: User | None = None) -> None:
        """Give the browser a session of the person."""
        client = Client()
        client.force_login(user or self.user)
        name = settings.SESSION_COOKIE_NAME
        assert self.browser is not None
        self.browser.contexts[0].add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.address}]
        )

    def kill(self) -> None:
        """End the process at once, as a telephone does that needs the memory."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
        self.process = self.browser = None


@pytest.fixture
def member() -> User:
    return make_member(full_name="نرگس کاظمی")


@pytest.fixture
def visit(member: User) -> Visit:
    return make_team_visit(member)


@pytest.fixture
def phone_of(playwright: Playwright, live_server: Any, tmp_path: Path) -> Iterator[Callable[[User], Phone]]:
    """Make telephones; all are off at the end."""
    phones: list[Phone] = []

    def made(user: User) -> Phone:
        phones.append(Phone(playwright, tmp_path / f"phone-{len(phones)}", live_server.url, user))
        return phones[-1]

    yield made
    for phone in phones:
        phone.kill()


@pytest.fixture
def handset(phone_of: Callable[[User], Phone], member: User, visit: Visit) -> Phone:
    return phone_of(member)


def ready(page: Page) -> None:
    """Wait until the device holds the page and the visits."""
    expect(page.locator(".field-card")).not_to_have_count(0)
    expect(page.locator("#field")).to_have_attribute("data-kept", "yes")
    expect(page.locator("#field")).to_have_attribute("data-state", "idle")


def step(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address; }", address)


def write_note(page: Page, visit: Visit, text: str) -> None:
    step(page, f"#/visit/{visit.pk}/note/new")
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-entry", has_text=text)).to_be_visible()


def synchronise(page: Page) -> None:
    step(page, "#/")
    page.get_by_role("button", name="همگام‌سازی").click()


def texts() -> list[str]:
    return sorted(Note.objects.values_list("text", flat=True))


def test_the_process_is_killed_between_any_two_steps(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    handset.kill()  # it has fetched, nothing is written

    page = handset.start(has_line=False)
    expect(page.locator(".field-card")).to_contain_text(visit.municipality.name)
    step(page, f"#/visit/{visit.pk}/note/new")
    page.locator("textarea").fill("نیمه‌کاره")
    expect(page.locator("form[data-drafted=yes]")).to_be_visible()
    handset.kill()  # half typed

    page = handset.start(has_line=False)
    step(page, f"#/visit/{visit.pk}/note/new")
    expect(page.locator("textarea")).to_have_value("نیمه‌کاره")
    page.locator("textarea").fill(MINE)
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator("#field-said")).to_have_text("ثبت شد.")
    handset.kill()  # it said «ثبت شد», nothing is sent

    page = handset.start(has_line=False)
    expect(page.locator("#field-state")).to_have_text(ONE_WAITS)
    assert texts() == []
    page.route("**/field/sync/", handled_but_not_answered)
    page.context.set_offline(False)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/field/sync/")):
        page.evaluate("dispatchEvent(new Event('online'))")
    assert texts() == [MINE]
    handset.kill()  # the server has it, the device does not know

    page = handset.start()
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert texts() == [MINE]
    assert DeviceOperation.objects.count() == 1


def handled_but_not_answered(route: Route) -> None:
    """Let the server handle the request and lose its answer on the way."""
    route.fetch()
    route.abort()


def test_a_server_that_fails_half_way_neither_loses_nor_doubles(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    for text in ("یکم", "دوم", "سوم"):
        write_note(page, visit, text)
    failures = iter([True, False])

    def half(route: Route) -> None:
        if next(failures, False):
            answer = route.fetch()
            route.fulfill(status=500, body=answer.text()[:40])
        else:
            route.continue_()

    page.route("**/field/sync/", half)
    page.context.set_offline(False)
    expect(page.locator(".note", has_text="سرور اکنون پاسخ درستی نداد")).to_be_visible()
    synchronise(page)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert texts() == sorted(["یکم", "دوم", "سوم"])


def test_two_devices_on_one_visit_lay_their_words_side_by_side(
    phone_of: Callable[[User], Phone], member: User, visit: Visit
) -> None:
    other_user = make_member(team=visit.trip.team, full_name="سارا امینی")
    one, other = phone_of(member).start(), phone_of(other_user).start()
    ready(one)
    write_note(one, visit, "آغاز")
    expect(one.locator("#field-state")).to_have_text(ALL_SENT)
    note = Note.objects.get()
    synchronise(other)
    one.context.set_offline(True)
    for page, text in ((one, MINE), (other, THEIRS)):
        step(page, f"#/visit/{visit.pk}/note/{note.device_id}")
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="ثبت", exact=True).click()
        expect(page.locator(".field-entry", has_text=text)).to_be_visible()
    expect(other.locator("#field-state")).to_have_text(ALL_SENT)
    one.context.set_offline(False)
    expect(one.locator("#field")).to_have_attribute("data-conflicts", "1")
    assert texts() == [THEIRS]
    step(one, "#/conflicts")
    sides = one.locator(".field-side")
    expect(sides.nth(0)).to_contain_text(MINE)
    expect(sides.nth(1)).to_contain_text(THEIRS)
    expect(sides.nth(1)).to_contain_text("سارا امینی")
    one.get_by_role("button", name="هر دو بماند").click()
    expect(one.locator("#field")).to_have_attribute("data-conflicts", "0")
    expect(one.locator("#field-state")).to_have_text(ALL_SENT)
    expect(one.locator("#field")).to_have_attribute("data-waiting", "0")
    assert texts() == sorted([MINE, THEIRS])


DAY_AHEAD = """{
  const Real = Date, off = 86400000;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + off); }
    static now() { return Real.now() + off; }
  };
}"""


def test_a_clock_that_is_a_day_off_is_shown_and_orders_nothing(handset: Phone, visit: Visit) -> None:
    page = handset.start(script=DAY_AHEAD)
    ready(page)
    expect(page.locator("#field-notes")).to_contain_text("ساعت این گوشی ۲۴ ساعت جلو است")
    expect(page.locator(".field-card", has_text="امروز")).to_have_count(1)
    write_note(page, visit, MINE)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    note = Note.objects.get()
    assert abs(timezone.now() - note.recorded_at) < dt.timedelta(minutes=5)
    assert note.device_time is not None
    assert note.device_time - note.recorded_at > dt.timedelta(hours=23)
    assert DeviceOperation.objects.get().skew_seconds > 82_000


def test_what_one_person_wrote_is_not_shown_to_another_and_comes_back_to_them(
    handset: Phone, visit: Visit
) -> None:
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    write_note(page, visit, MINE)
    other = make_user(role="team_member", full_name="سارا امینی")
    handset.sign_in(other)
    page.context.set_offline(False)
    expect(page.locator("#field")).to_contain_text("سارا امینی")
    expect(page.locator(".field-card")).to_have_count(0)
    assert texts() == []
    handset.sign_in()
    synchronise(page)
    expect(page.locator("#field")).to_contain_text("نرگس کاظمی")
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    expect(page.locator(".field-card")).to_have_count(1)
    assert texts() == [MINE]
    assert DeviceOperation.objects.get().sent_by == handset.user


def test_signing_out_says_what_is_not_sent_and_closes_the_data(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    page.route("**/field/sync/", lambda route: route.abort())
    write_note(page, visit, MINE)
    step(page, "#/")
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    page.on("dialog", answer)
    leave = page.get_by_role("button", name="خروج")
    leave.click()
    expect(page.locator(".field-card")).to_have_count(1)
    leave.click()
    page.wait_for_url(lambda address: "/field/" not in address)
    page.goto(f"{handset.address}/field/")
    expect(page.locator("#field-notes").get_by_role("link", name="ورود")).to_be_visible()
    expect(page.locator(".field-card")).to_have_count(0)
    assert [message.startswith("۱ مورد") for message in asked] == [True, True]
    page.unroute("**/field/sync/")
    handset.sign_in()
    page.reload()
    expect(page.locator("#field-state")).to_be_visible()
    expect(page.locator(".field-card")).to_have_count(1)
    expect(page.locator("#field")).to_have_attribute("data-state", "idle")
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert texts() == [MINE]


def test_an_expired_session_keeps_everything_until_the_person_is_back(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    Session.objects.all().delete()
    write_note(page, visit, MINE)
    expect(page.locator("#field-notes").get_by_role("link", name="ورود")).to_be_visible()
    expect(page.locator("#field-state")).to_have_text(ONE_WAITS)
    page.reload()
    expect(page.locator(".field-entry", has_text=MINE)).to_be_visible()
    expect(page.locator("#field-notes").get_by_role("link", name="ورود")).to_be_visible()
    handset.sign_in()
    synchronise(page)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert texts() == [MINE]


FULL = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => { throw new DOMException("no room", "QuotaExceededError"); };
  globalThis.makeRoom = () => { IDBObjectStore.prototype.add = add; };
}"""


def test_a_full_device_says_so_and_what_is_typed_stays(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    write_note(page, visit, MINE)
    page.evaluate(FULL)
    step(page, f"#/visit/{visit.pk}/note/new")
    page.locator("textarea").fill(THEIRS)
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator("form .error")).to_contain_text("حافظهٔ این گوشی پر است")
    expect(page.locator("textarea")).to_have_value(THEIRS)
    page.evaluate("makeRoom()")
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-entry")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert texts() == sorted([MINE, THEIRS])


def test_a_photo_the_system_does_not_take_holds_up_nothing_and_is_kept(
    handset: Phone, visit: Visit, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    step(page, f"#/visit/{visit.pk}/photo")
    page.locator("#photo-file").set_input_files(
        {"name": "big.jpg", "mimeType": "image/jpeg", "buffer": big_picture()}
    )
    expect(page.locator(".field-photos img")).to_be_visible()
    write_note(page, visit, MINE)
    page.route("**/field/photos/", lambda route: route.fulfill(status=413, body="too large"))
    page.context.set_offline(False)
    expect(page.locator("#field-notes")).to_contain_text("۱ مورد پذیرفته نشد")
    assert texts() == [MINE]
    page.unroute("**/field/photos/")
    step(page, f"#/visit/{visit.pk}/photo")
    expect(page.locator(".field-photos .error")).to_contain_text("بسیار بزرگ")
    page.locator(".field-photos").get_by_role("link", name="ویرایش").click()
    page.locator("#ask-caption").fill("مخزن آب")
    with page.expect_response("**/field/photos/"):
        page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    expect(page.locator("#field-notes")).not_to_contain_text("پذیرفته نشد")
    assert SitePhoto.objects.get().caption == "مخزن آب"


def test_a_county_session_is_recorded_without_a_line(handset: Phone, visit: Visit) -> None:
    session = make_session(towns=2)
    meetings: list[Any] = [session, *session.visits.all()]
    for meeting in meetings:
        meeting.trip, meeting.planned_start, meeting.planned_end = (
            visit.trip,
            visit.planned_start,
            visit.planned_end,
        )
        meeting.save()
    host, town = sorted((each.municipality for each in session.visits.all()), key=lambda each: each.pk)
    page = handset.start()
    ready(page)
    expect(page.locator(".field-card")).to_have_count(2)
    page.context.set_offline(True)
    page.locator(".field-card", has_text=town.name).click()
    expect(page.get_by_role("link", name=host.name)).to_be_visible()
    step(page, f"#/visit/s{session.pk}/promise/new")
    page.get_by_label("متن تعهد").fill("آمار پسماند فرستاده شود.")
    page.get_by_label("تعهد از سوی").select_option("municipality")
    page.get_by_label("مسئول پاسخ‌گو").fill("شهردار")
    page.get_by_label("مهلت").fill("۱۴۰۵/۱۲/۰۱")
    record = page.get_by_role("button", name="ثبت", exact=True)
    record.click()
    expect(page.locator("form .error")).to_contain_text("برای")
    page.get_by_label("برای", exact=True).select_option(town.code)
    record.click()
    expect(page.locator(".field-entry")).to_contain_text(town.name)
    step(page, f"#/visit/s{session.pk}/finding/new")
    page.get_by_label("یافته در یک سطر").fill("نبود مرکز پسماند")
    record.click()
    expect(page.locator(".field-entry")).to_contain_text("نبود مرکز پسماند")
    step(page, f"#/visit/s{session.pk}/held/new")
    record.click()
    expect(page.locator("#field-state")).to_have_text(re.compile("۳ مورد"))
    page.context.set_offline(False)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    promise, finding = Commitment.objects.get(), Finding.objects.get()
    assert (promise.session, promise.municipality) == (session, town)
    assert (finding.session, finding.municipality, finding.county) == (session, None, session.county)
    assert {each.state for each in Visit.objects.filter(session=session)} == {VisitState.HELD}


def test_a_photo_waits_for_the_line_and_comes_without_what_the_camera_wrote(
    handset: Phone, visit: Visit, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    step(page, f"#/visit/{visit.pk}/photo")
    page.locator("#photo-caption").fill("مخزن آب")
    page.locator("#photo-file").set_input_files(
        {"name": "big.jpg", "mimeType": "image/jpeg", "buffer": big_picture()}
    )
    expect(page.locator(".field-photos img")).to_be_visible()
    expect(page.locator("#field-state")).to_have_text(ONE_WAITS)
    page.context.set_offline(False)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    photo = SitePhoto.objects.get()
    with photo.file.open() as stored, Image.open(stored) as picture:
        assert max(picture.size) == 1600
        assert not picture.getexif()
    assert photo.caption == "مخزن آب"


def test_where_a_photo_is_from_and_its_caption_change_after_it_is_taken(
    handset: Phone, visit: Visit, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    SiteWalkFactory(visit=visit, title="تصفیه‌خانه")
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    step(page, f"#/visit/{visit.pk}/photo")
    page.locator("#photo-file").set_input_files(
        {"name": "big.jpg", "mimeType": "image/jpeg", "buffer": big_picture()}
    )
    page.locator(".field-photos").get_by_role("link", name="ویرایش").click()
    page.locator("#ask-caption").fill("مخزن آب")
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-photos")).to_contain_text("مخزن آب")
    page.context.set_offline(False)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    assert (SitePhoto.objects.get().caption, SitePhoto.objects.get().site) == ("مخزن آب", None)
    page.locator(".field-photos").get_by_role("link", name="ویرایش").click()
    page.locator("#ask-site").select_option("تصفیه‌خانه")  # the list has a box of the same name
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-photos")).to_contain_text("تصفیه‌خانه")
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    photo = SitePhoto.objects.get()
    assert (photo.caption, str(photo.site)) == ("مخزن آب", "تصفیه‌خانه")


def test_a_substitute_is_recorded_with_one_tap_and_a_name(handset: Phone, visit: Visit) -> None:
    AttendanceFactory(visit=visit, full_name="علی محمدی")
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    step(page, f"#/visit/{visit.pk}/attendance")
    page.get_by_role("link", name="جانشین").click()
    page.get_by_label("نام و نام خانوادگی").fill("زهرا کریمی")
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-entry")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    told = Attendance.objects.values_list("full_name", "state", "substitute_for", "side")
    assert set(told) == {
        ("علی محمدی", "excused", "", "municipality"),
        ("زهرا کریمی", "substitute", "علی محمدی", "municipality"),
    }


def big_picture() -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (3200, 1200), (60, 120, 90)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def test_a_closed_visit_leaves_the_telephone(handset: Phone, visit: Visit) -> None:
    page = handset.start()
    ready(page)
    visit.state = VisitState.CLOSED
    visit.save()
    synchronise(page)
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".field-card")).to_have_count(0)


def test_the_screens_have_no_fault_for_helping_software(
    open_at: Callable[..., Page],
    sign_in: Callable[[Page, User], None],
    member: User,
    visit: Visit,
    axe: Callable[[Page], list[str]],
    sideways: Callable[[Page], list[str]],
) -> None:
    page = open_at(PHONE)
    sign_in(page, member)
    page.goto("/field/")
    expect(page.locator(".field-card")).to_have_count(1)
    write_note(page, visit, MINE)
    shown = ["#/", f"#/visit/{visit.pk}", "#/conflicts"]
    shown += [f"#/visit/{visit.pk}/{kind}" for kind in ("agenda", "attendance", "note", "photo")]
    shown += [f"#/visit/{visit.pk}/{kind}/new" for kind in ("site", "decision", "held", "finding", "promise")]
    wrong = {}
    for address in shown:
        step(page, address)
        expect(page.locator("#field-title")).to_be_focused()
        if found := [*axe(page), *sideways(page)]:
            wrong[address] = found
    assert wrong == {}
