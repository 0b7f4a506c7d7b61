/** What every page gets: small, deferred, and nothing a page needs in order to be read or sent. */
import "./styles/app.css";
import { watchCopy } from "./app/copy";
import { loadDates } from "./app/dates";
import { watchDismiss } from "./app/dismiss";
import { keepForms } from "./app/keep";
import { watchMoves } from "./app/move";
import { keepOfflinePage } from "./app/offline";
import { watchMeeting } from "./app/meeting";
import { loadHtmx } from "./app/partial";
import { watchSearchKey } from "./app/search";
import { watchSuggestions } from "./app/suggest";
import { labelTables } from "./app/tables";
import { watchSignOut } from "./app/sign-out";
import { watchTheme } from "./app/theme";
import { watchTips } from "./app/tips";

/** Prepare a part of a page; called for the whole page and for each part that htmx brings. */
function prepare(part: ParentNode): void {
  labelTables(part);
  loadDates(part);
  keepForms(part);
}

prepare(document);
watchTheme();
watchSignOut();
watchSearchKey();
watchSuggestions();
watchCopy();
watchDismiss();
watchTips();
watchMoves();
watchMeeting();
keepOfflinePage();
void loadHtmx();
if (document.querySelector("[data-gallery]")) void import("./app/gallery").then(({ watchGalleries }) => watchGalleries());
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement && event.target !== document.body) prepare(event.target);
});
