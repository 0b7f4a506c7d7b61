/** What the newsroom's editor gets beside Wagtail's own scripts. */
import { loadDates } from "./app/dates";
import { say } from "./app/language";
import { within } from "./app/within";
import { nameFiles } from "./editor/files";
import { watchUnsaved } from "./editor/unsaved";

/** The one word that stands in Wagtail's templates and in no catalogue. */
function nameSearch(part: ParentNode): void {
  for (const button of within<HTMLInputElement>(part, "input[type=submit][value=Search]")) button.value = say("جست‌وجو", "Search");
}

function prepare(part: ParentNode): void {
  loadDates(part);
  nameFiles(part);
  nameSearch(part);
}

watchUnsaved();
prepare(document);
/** Dialogs, panels and results are drawn later. */
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof HTMLElement) prepare(node);
}).observe(document.body, { childList: true, subtree: true });
