"""A person at the newsroom's editor: whatever is opened is read for words and dates that are not Persian."""

import re

from playwright.sync_api import Locator, Page

NAMES = re.compile(
    r"\S+@\S+|/news/\S*|\S+\.(?:png|jpg|pdf|txt|html)\b|#\w+|bazdid|https?://\S*|Asia/Tehran"
    r"|\b(?:AVIF|GIF|JPG|JPEG|PNG|WEBP|MB|KB|UTC|xlsx|csv|px|Ctrl|Alt|Shift|Enter|Esc|zz+)\b"
)
FOREIGN = re.compile(r"[A-Za-z]{2,}")
GREGORIAN = re.compile(r"(?<!\d)(?:20[12]\d|۲۰[۱۲]\d)(?!\d)")
TEXTS = """() => {
  const found = [document.title];
  const named = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt",
    "data-w-tooltip-content-value", "label"];
  const unread = "script, style, noscript, code, kbd, iframe, [data-side-panel-toggle-counter]";
  function read(root) {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) read(element.shadowRoot);
      if (element.matches("template")) read(element.content);
      if (element.closest(unread)) continue;
      for (const name of named) if (element.hasAttribute(name)) found.push(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === 3) found.push(node.textContent.trim());
      if (element.matches("input:not([type=hidden]):not([name=slug])") &&
        ["text", "search", "submit", "button"].includes(element.type)) found.push(element.value);
    }
  }
  read(document.documentElement);
  return found;
}"""


def foreign(page: Page) -> list[str]:
    """Return the texts of a page with a Latin word or a Gregorian year."""
    plain = [(text, NAMES.sub("", text)) for text in page.evaluate(TEXTS)]
    return sorted({text[:160] for text, rest in plain if FOREIGN.search(rest) or GREGORIAN.search(rest)})


class Desk:
    """A person at the editor; each page opened is read for what is not Persian."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: dict[str, list[str]] = {}

    def read(self, place: str) -> None:
        """Note what is foreign on the page as it stands."""
        if found := foreign(self.page):
            self.faults[place] = found

    def open(self, path: str) -> None:
        """Open a page of the editor and read it."""
        answer = self.page.goto(f"/cms/{path}")
        assert answer is not None
        assert answer.status == 200, path
        self.page.wait_for_load_state("load")
        self.read(path)

    def press(self, text: str) -> None:
        """Press a button of the form's foot that may lie in its menu."""
        button = self.page.get_by_role("button", name=text, exact=True)
        if not button.first.is_visible():
            self.page.locator(
                "footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]"
            ).last.click()
        button.first.click()
        self.page.wait_for_load_state("load")

    def click(self, target: str | Locator, place: str) -> None:
        """Click, wait for what it brings, read."""
        (self.page.locator(target).first if isinstance(target, str) else target).click()
        self.page.wait_for_load_state("networkidle")
        self.read(place)

    def settle(self, place: str) -> None:
        """Wait for what was asked of the server, read."""
        self.page.wait_for_timeout(400)  # boxes of searches wait for the end of the word
        self.page.wait_for_load_state("networkidle")
        self.read(place)
