/** The screens: my visits, one visit, one kind of record, one form. */
import { digits, say } from "../app/language";
import { button, h, link, note } from "./dom";
import { formOf } from "./form";
import { chosen, KINDS, text } from "./kinds";
import { photoScreen } from "./photo-screen";
import type { Store } from "./store";
import type { Choices, Fields, Kind, MeetingId, Operation, Section, Shown, Visit } from "./types";
import { clock, isoDay, longDay } from "./words";

export interface Screen {
  title: string;
  back?: string;
  nodes: (Node | null)[];
}

export interface Context {
  store: Store;
  choices: Choices;
  now: () => Date;
  say: (words: string) => void;
  go: (address: string) => void;
}

const ORDER: Kind[] = ["agenda", "attendance", "site", "photo", "note", "decision", "finding", "promise", "held"];

/** What is recorded once for a whole county session, not for each of its towns. */
const OF_SESSION: Kind[] = ["attendance", "held"];

const dayOf = (iso: string) => isoDay(new Date(iso));

function counts(operations: Operation[], visits: MeetingId[]): HTMLElement | null {
  const mine = operations.filter((each) => visits.includes(each.visit));
  const waiting = mine.filter(({ state }) => state === "waiting" || state === "sent").length;
  const troubled = mine.length - waiting;
  if (!mine.length) return null;
  return h(
    "p",
    { class: "field-counts" },
    waiting > 0 && h("span", { class: "badge badge-wait" }, digits(say(`${waiting} در انتظار خط`, `${waiting} waiting`))),
    troubled > 0 && h("span", { class: "badge badge-late" }, digits(say(`${troubled} نیازمند بررسی`, `${troubled} to look at`))),
  );
}

const namesOf = ({ towns = [] }: Visit) => towns.map(([, name]) => name).join(say("، ", ", "));

export async function listScreen({ store, now }: Context): Promise<Screen> {
  const [visits, operations] = [await store.visits(), await store.operations()];
  const today = isoDay(now());
  const known = new Set(visits.map(({ id }) => id));
  const cards = visits.filter(({ session }) => !session || !known.has(session)).map((visit) => {
    const within = visits.filter(({ session }) => session === visit.id).map(({ id }) => id);
    const day = dayOf(visit.start);
    const hours = `${clock(new Date(visit.start))} ${say("تا", "to")} ${clock(new Date(visit.end))}`;
    return h(
      "li",
      {},
      h(
        "a",
        { class: "card field-card", href: `#/visit/${visit.id}` },
        h("span", { class: "field-card-title" }, visit.town, day === today && h("span", { class: "badge badge-accent" }, say("امروز", "today"))),
        h("span", { class: "soft" }, longDay(day), h("br"), hours, visit.team && ` · ${visit.team}`),
        visit.towns?.length ? h("span", {}, namesOf(visit)) : null,
        counts(operations, [visit.id, ...within]),
      ),
    );
  });
  const empty = h("div", { class: "empty" }, h("p", { class: "empty-title" }, say("بازدیدی در سی روز آینده ندارید", "You have no visit in the next thirty days")), h("p", {}, say("بازدیدهای گروه شما با خط به این گوشی می‌آید. برنامه‌ریز گروه‌ها و بازدیدها را تعیین می‌کند.", "The visits of your team come to this device when there is a line. A planner decides on teams and visits.")));
  return { title: say("بازدیدهای پیش روی من", "My coming visits"), nodes: [cards.length ? h("ul", { class: "field-list" }, ...cards) : empty] };
}

function fileOf(sections: Section[]): HTMLElement | null {
  if (!sections.length) return null;
  const first = sections.findIndex(({ lines }) => lines.length);
  const parts = sections.map((section, place) => h("details", { class: "how", open: place === first }, summaryOf(section), section.form === "list" ? sentences(section) : facts(section)));
  return h("section", { class: "field-file-of", "aria-labelledby": "town-file" }, h("h2", { id: "town-file" }, say("پروندهٔ شهر", "Town file")), ...parts);
}

function summaryOf({ title, lines, form, amount }: Section): HTMLElement {
  if (form !== "list") return h("summary", {}, title);
  const late = lines.filter(({ is_late: isLate }) => isLate).length;
  return h("summary", {}, title, h("span", { class: "field-amount" }, digits(String(amount ?? lines.length))), late > 0 && h("span", { class: "badge badge-late" }, digits(say(`${late} معوق`, `${late} overdue`))));
}

const facts = ({ lines }: Section): HTMLElement => h("dl", { class: "facts-list" }, ...lines.flatMap(({ label, value, remark }) => [h("dt", {}, label), h("dd", {}, value, remark && h("small", { class: "soft" }, ` ${remark}`))]));

function sentences({ lines, empty, more }: Section): HTMLElement {
  if (!lines.length) return h("p", { class: "soft" }, empty);
  const items = lines.map(({ label, value, remark, badge, is_late: isLate }) =>
    h(
      "li",
      {},
      h("p", { dir: "auto" }, value),
      h("p", { class: "soft" }, badge && h("span", { class: isLate ? "badge badge-late" : "badge" }, badge), [label, remark].filter(Boolean).join(" · ")),
    ),
  );
  return h("div", {}, h("ul", { class: "field-sentences" }, ...items), more && h("p", { class: "soft" }, more));
}

export async function visitScreen({ store, choices }: Context, visit: Visit): Promise<Screen> {
  const shown = await store.shown(visit.id);
  const [visits, operations] = [await store.visits(), await store.operations()];
  const session = visits.find(({ id }) => id === visit.session);
  const known = new Set((choices["kinds"] ?? []).map(([kind]) => kind));
  const isAsked = (kind: Kind) => known.has(kind) && !(session && OF_SESSION.includes(kind) && !shown.some((each) => each.kind === kind));
  const rows = ORDER.filter(isAsked).map((kind) => {
    const of = shown.filter((each) => each.kind === kind);
    const open = of.filter(({ state }) => state === "waiting" || state === "sent").length;
    const trouble = of.some(({ state }) => state === "conflict" || state === "refused");
    const amount = kind === "held" ? (of.length ? say("ثبت شده", "recorded") : say("ثبت نشده", "not recorded")) : digits(String(of.length));
    const badge = trouble ? h("span", { class: "badge badge-late" }, say("بررسی", "look")) : open > 0 && h("span", { class: "badge badge-wait" }, say("در انتظار", "waiting"));
    const row = h("a", { class: "field-row", href: `#/visit/${visit.id}/${kind}` }, h("span", {}, KINDS[kind].title), badge, h("span", { class: "field-amount" }, amount));
    return h("li", {}, row);
  });
  const gone = visit.gone ? note("warning", say("این بازدید دیگر در فهرست شما نیست", "This visit is no longer on your list"), h("p", {}, say("آنچه ثبت کرده‌اید نگه داشته شده و با خط فرستاده می‌شود.", "What you recorded is kept and sent when there is a line."))) : null;
  const when = `${longDay(dayOf(visit.start))}${say("، ", ", ")}${clock(new Date(visit.start))}`;
  const where = visit.towns?.length ? namesOf(visit) : say(`شهرستان ${visit.county}`, `county of ${visit.county}`);
  const meta = h("p", { class: "field-meta" }, h("span", { class: "badge" }, visit.state), " ", when, visit.place && ` · ${visit.place}`, h("br"), h("span", { class: "soft" }, where, visit.team && ` · ${visit.team}`));
  const together = session ? note("info", say("این شهر در نشست شهرستان است", "This town sits in a county session"), h("p", {}, say("اینجا آنچه تنها از این شهر است ثبت می‌شود؛ حضور و برگزاری در صفحهٔ نشست.", "Record here what is of this town alone; who came and when it was held, at the session.")), link(say("صفحهٔ نشست", "The session"), `#/visit/${session.id}`, "btn")) : null;
  const paper = visit.paper && !session ? h("p", { class: "field-paper" }, link(say("فرم چاپی این جلسه (PDF)", "Printed form of this meeting (PDF)"), visit.paper)) : null;
  const title = visit.towns?.length ? visit.town : say(`بازدید از ${visit.town}`, `Visit to ${visit.town}`);
  const towns = townsOf(visits.filter((each) => each.session === visit.id), operations);
  return { title, back: session ? `#/visit/${session.id}` : "#/", nodes: [gone, together, meta, h("ul", { class: "field-rows" }, ...rows), towns, fileOf(visit.file), paper] };
}

/** The towns of a session: each with its file and what is recorded of it alone. */
function townsOf(visits: Visit[], operations: Operation[]): HTMLElement | null {
  if (!visits.length) return null;
  const rows = visits.map(({ id, town }) => h("li", {}, h("a", { class: "field-row", href: `#/visit/${id}` }, h("span", {}, town), counts(operations, [id]))));
  return h("section", { "aria-labelledby": "towns" }, h("h2", { id: "towns" }, say("شهرهای نشست", "Towns of the session")), h("p", { class: "soft" }, say("پروندهٔ هر شهر و آنچه تنها از آن ثبت می‌شود", "The file of each town, and what is recorded of it alone")), h("ul", { class: "field-rows" }, ...rows));
}

const STATES: Record<Shown["state"], string> = {
  kept: "",
  waiting: say("در انتظار خط", "waits for a line"),
  sent: say("در انتظار پاسخ", "waits for the answer"),
  conflict: say("دو نوشته در برابر هم", "two versions"),
  refused: say("پذیرفته نشد", "refused"),
};

export function stateBadge({ state }: Pick<Shown, "state">): HTMLElement | null {
  if (state === "kept") return null;
  const css = state === "waiting" || state === "sent" ? "badge badge-wait" : "badge badge-late";
  return h("span", { class: css }, STATES[state]);
}

async function tick(context: Context, visit: Visit, entry: Shown, fields: Fields): Promise<void> {
  await context.store.write({ visit: visit.id, kind: entry.kind, record: entry.id, seen: entry.revision, fields: { ...entry.fields, ...fields } });
  context.say(say("ثبت شد.", "Recorded."));
}

/** How the address of a form begins that records who came in the place of somebody. */
const INSTEAD = "instead-";

function agendaTools(context: Context, visit: Visit, entry: Shown): HTMLElement {
  const box = h("input", { type: "checkbox", class: "form-check-input", id: `done-${entry.id}` });
  box.checked = entry.fields["is_done"] === true;
  box.disabled = entry.state === "conflict";
  box.addEventListener("change", () => void tick(context, visit, entry, { is_done: box.checked }));
  return h("div", { class: "form-check field-tick" }, box, h("label", { class: "form-check-label", for: box.id }, KINDS.agenda.line(entry.fields)));
}

function attendanceTools(context: Context, visit: Visit, entry: Shown): HTMLElement {
  const now = String(entry.fields["state"] ?? "");
  const states = (context.choices["attendance"] ?? []).filter(([state]) => state !== "substitute");
  const substitute = context.choices["attendance"]?.find(([state]) => state === "substitute")?.[1] ?? "";
  const buttons = states.map(([state, label]) => {
    const made = button(label, () => void tick(context, visit, entry, { state, substitute_for: "" }), "btn btn-sm");
    made.setAttribute("aria-pressed", String(state === now));
    made.disabled = entry.state === "conflict";
    return made;
  });
  const send = now !== "substitute" && entry.state !== "conflict" && link(substitute, `#/visit/${visit.id}/attendance/${INSTEAD}${entry.id}`, "btn btn-sm");
  const instead = now === "substitute" ? h("p", { class: "soft" }, say(`جانشین ${String(entry.fields["substitute_for"] ?? "")}`, `in place of ${String(entry.fields["substitute_for"] ?? "")}`)) : null;
  return h("div", { class: "field-choices", role: "group", "aria-label": KINDS.attendance.line(entry.fields) }, ...buttons, send, instead);
}

function entryOf(context: Context, visit: Visit, entry: Shown): HTMLElement {
  const words = KINDS[entry.kind];
  const address = entry.state === "conflict" ? "#/conflicts" : `#/visit/${visit.id}/${entry.kind}/${entry.id}`;
  const change = link(entry.state === "conflict" ? say("مقایسه و انتخاب", "Compare and choose") : say("ویرایش", "Change"), address, "btn btn-sm btn-quiet");
  change.append(h("span", { class: "visually-hidden" }, ` ${words.line(entry.fields)}`));
  const more = entry.kind === "attendance" ? [text(entry.fields, "position"), chosen(context.choices, "side", text(entry.fields, "side")), entry.fields["town"] ? chosen(context.choices, "towns", text(entry.fields, "town")) : ""].filter(Boolean).join(" · ") : words.more(entry.fields, context.choices);
  const forget = entry.state === "refused" && button(say("کنار گذاشتن", "Set aside"), () => void context.store.forget(entry.id), "btn btn-sm btn-quiet");
  return h(
    "li",
    { class: "card field-entry", "data-record": entry.id },
    entry.kind === "agenda" ? agendaTools(context, visit, entry) : h("p", { class: "field-line", dir: "auto" }, words.line(entry.fields)),
    more && h("p", { class: "soft", dir: "auto" }, more),
    entry.reason && entry.state === "refused" && h("p", { class: "error" }, entry.reason),
    entry.kind === "attendance" && attendanceTools(context, visit, entry),
    h("div", { class: "field-tools" }, stateBadge(entry), change, forget),
  );
}

export async function kindScreen(context: Context, visit: Visit, kind: Kind): Promise<Screen> {
  const back = `#/visit/${visit.id}`;
  if (kind === "photo") return photoScreen(context, visit, back);
  const words = KINDS[kind];
  const all = await context.store.shown(visit.id);
  const shown = all.filter((each) => each.kind === kind);
  const here = { ...context, choices: choicesAt(context.choices, visit, all) };
  if (kind === "agenda") shown.sort((one, other) => Number(one.fields["position"] ?? 0) - Number(other.fields["position"] ?? 0));
  const add = kind === "held" && shown.length ? null : link(words.add, `#/visit/${visit.id}/${kind}/new`, "btn btn-primary field-add");
  const list = shown.length ? h("ul", { class: "field-list" }, ...shown.map((entry) => entryOf(here, visit, entry))) : h("p", { class: "soft" }, words.empty);
  return { title: `${words.title}: ${visit.town}`, back, nodes: [list, add] };
}

/** The choices of a meeting: those of every form, its sites, and the towns of a session. */
export function choicesAt(choices: Choices, visit: Visit | undefined, shown: Shown[]): Choices {
  const sites = shown.filter(({ kind }) => kind === "site").map(({ id, fields }): [string, string] => [id, KINDS.site.line(fields)]);
  const towns = visit?.towns ?? [];
  return { ...choices, sites: [["", say("از جلسه", "of the meeting")], ...sites], towns: towns.length ? [["", say("همهٔ شهرها", "all towns")], ...towns] : [] };
}

/** A substitute sits on the side of whom they stand for; only the name is left to write. */
function inPlaceOf({ fields }: Shown): Fields {
  const { side = null, town = "" } = fields;
  return { full_name: "", position: "", side, state: "substitute", substitute_for: text(fields, "full_name"), ...(town ? { town } : {}) };
}

export async function formScreen(context: Context, visit: Visit, kind: Kind, id: string): Promise<Screen> {
  const { store, choices, now } = context;
  const back = `#/visit/${visit.id}/${kind}`;
  const shown = await store.shown(visit.id);
  const record = kind === "held" ? visit.held_id : id;
  const entry = shown.find((each) => each.id === record);
  const replaced = id.startsWith(INSTEAD) ? shown.find((each) => each.id === id.slice(INSTEAD.length)) : undefined;
  const isNew = id === "new" || replaced !== undefined;
  const draft = `${visit.id}/${kind}/${id}`;
  const kept = await store.draft(draft);
  const position = shown.filter((each) => each.kind === "agenda").length + 1;
  const start: Fields = kind === "agenda" ? { position, is_done: false } : replaced ? inPlaceOf(replaced) : {};
  const form = formOf({
    store,
    choices: choicesAt(choices, visit, shown),
    visit: visit.id,
    kind,
    record: kept?.record ?? (isNew && kind !== "held" ? crypto.randomUUID() : record),
    seen: kept?.seen ?? entry?.revision ?? 0,
    fields: kept?.fields ?? entry?.fields ?? start,
    draft,
    day: dayOf(visit.start),
    now,
    also: replaced ? [{ visit: visit.id, kind, record: replaced.id, seen: replaced.revision, fields: { ...replaced.fields, state: "excused", substitute_for: "" } }] : [],
    done: (words) => {
      context.say(words);
      context.go(back);
    },
  });
  const restored = kept ? note("info", say("نوشتهٔ نیمه‌کارهٔ شما بازگردانده شد.", "What you had begun to write is back.")) : null;
  const title = replaced ? say(`جانشین ${text(replaced.fields, "full_name")}`, `In the place of ${text(replaced.fields, "full_name")}`) : entry ? say(`ویرایش: ${KINDS[kind].title}`, `Change: ${KINDS[kind].title}`) : KINDS[kind].add;
  return { title, back, nodes: [restored, form] };
}
