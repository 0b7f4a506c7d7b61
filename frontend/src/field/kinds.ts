/** What each kind of record asks for, and how one line of it reads. */
import { digits, say } from "../app/language";
import { shortDay } from "./words";
import type { Choices, Fields, Kind } from "./types";

export interface Ask {
  name: string;
  label: string;
  as: "line" | "text" | "yes" | "choice" | "day" | "number" | "moment" | "point";
  choices?: string;
  optional?: boolean;
  help?: string;
  /** Only asked while another field has this value. */
  when?: [string, string];
  /** Chosen at first in a new record. */
  start?: string;
  /** The first choice is no one of the list but all of it, such as all towns of a session. */
  mayBeAll?: boolean;
  /** One must be named while another field has this value. */
  needed?: [string, string];
  /** Asked only of a record that is changed. */
  later?: boolean;
}

export interface KindWords {
  title: string;
  add: string;
  empty: string;
  asks: Ask[];
  line: (fields: Fields) => string;
  more: (fields: Fields, choices: Choices) => string;
}

export const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : typeof value === "number" ? digits(String(value)) : "";
};

export const chosen = (choices: Choices, list: string, value: string): string => choices[list]?.find(([each]) => each === value)?.[1] ?? value;

const due = (fields: Fields): string => {
  const day = text(fields, "due_on");
  return day ? say(`مهلت ${shortDay(day)}`, `due ${shortDay(day)}`) : "";
};

const joined = (...parts: string[]): string => parts.filter(Boolean).join(" · ");

/** Which town of a county session a record is about. */
const town: Ask = { name: "town", label: say("برای", "For"), as: "choice", choices: "towns", mayBeAll: true };

/** What is asked of a record; a visit has one town, which is not asked. */
export const asksOf = (kind: Kind, choices: Choices): Ask[] => KINDS[kind].asks.filter((ask) => ask.name !== "town" || (choices["towns"] ?? []).length > 0);

const townOf = (fields: Fields, choices: Choices): string => (fields["town"] ? chosen(choices, "towns", text(fields, "town")) : "");

export const KINDS: Record<Kind, KindWords> = {
  agenda: {
    title: say("دستور جلسه", "Agenda"),
    add: say("افزودن بند", "Add a point"),
    empty: say("هنوز بندی در دستور جلسه نیست.", "The agenda has no point yet."),
    asks: [{ name: "text", label: say("بند دستور جلسه", "Point of the agenda"), as: "line" }],
    line: (fields) => text(fields, "text"),
    more: () => "",
  },
  attendance: {
    title: say("حضور و غیاب", "Attendance"),
    add: say("افزودن فرد", "Add a person"),
    empty: say("هنوز کسی ثبت نشده است.", "Nobody is recorded yet."),
    asks: [
      { name: "full_name", label: say("نام و نام خانوادگی", "Full name"), as: "line" },
      { name: "position", label: say("سمت", "Position"), as: "line", optional: true },
      { name: "side", label: say("از سوی", "Side"), as: "choice", choices: "side" },
      { ...town, label: say("شهر", "Town"), when: ["side", "municipality"], needed: ["side", "municipality"] },
      { name: "state", label: say("وضعیت", "Attendance"), as: "choice", choices: "attendance" },
      { name: "substitute_for", label: say("به جای", "In place of"), as: "line", when: ["state", "substitute"] },
    ],
    line: (fields) => text(fields, "full_name"),
    more: (fields, choices) => joined(text(fields, "position"), chosen(choices, "side", text(fields, "side")), chosen(choices, "attendance", text(fields, "state"))),
  },
  site: {
    title: say("جاهای بازدیدشده", "Sites walked"),
    add: say("افزودن محل", "Add a site"),
    empty: say("هنوز محلی ثبت نشده است.", "No site is recorded yet."),
    asks: [
      { name: "title", label: say("نام محل", "Name of the site"), as: "line" },
      { name: "point", label: say("نقطهٔ روی نقشه", "Point on the map"), as: "point", optional: true },
      { name: "text", label: say("آنچه دیده شد", "What was seen"), as: "text", optional: true },
    ],
    line: (fields) => text(fields, "title"),
    more: (fields) => text(fields, "text"),
  },
  photo: {
    title: say("عکس‌ها", "Photos"),
    add: say("افزودن عکس", "Add a photo"),
    empty: say("هنوز عکسی گرفته نشده است.", "No photo yet."),
    asks: [
      { name: "site", label: say("عکس از کجاست", "What it shows"), as: "choice", choices: "sites", mayBeAll: true },
      { name: "caption", label: say("شرح", "Caption"), as: "line", optional: true },
    ],
    line: (fields) => text(fields, "caption") || say("عکس", "Photo"),
    more: () => "",
  },
  note: {
    title: say("یادداشت‌ها", "Notes"),
    add: say("افزودن یادداشت", "Add a note"),
    empty: say("هنوز یادداشتی نوشته نشده است.", "No note yet."),
    asks: [
      { name: "text", label: say("یادداشت", "Note"), as: "text" },
      { name: "is_confidential", label: say("درون سازمان بماند", "Stays inside the organisation"), as: "yes" },
    ],
    line: (fields) => text(fields, "text"),
    more: (fields) => (fields["is_confidential"] ? say("درون سازمان می‌ماند", "stays inside the organisation") : ""),
  },
  decision: {
    title: say("مصوبه‌های جلسه", "Decisions"),
    add: say("افزودن مصوبه", "Add a decision"),
    empty: say("هنوز مصوبه‌ای ثبت نشده است.", "No decision yet."),
    asks: [
      town,
      { name: "text", label: say("متن مصوبه", "Text of the decision"), as: "text" },
      { name: "responsible", label: say("مسئول اجرا", "Responsible"), as: "line", optional: true },
      { name: "cooperating", label: say("همکار", "Cooperating"), as: "line", optional: true },
      { name: "due_on", label: say("مهلت", "Due"), as: "day", optional: true },
    ],
    line: (fields) => text(fields, "text"),
    more: (fields, choices) => joined(townOf(fields, choices), text(fields, "responsible"), due(fields)),
  },
  held: {
    title: say("زمان و مکان برگزاری", "When and where it was held"),
    add: say("ثبت برگزاری", "Record that it was held"),
    empty: say("هنوز ثبت نشده که بازدید انجام شده است.", "It is not recorded yet that the visit was held."),
    asks: [
      { name: "held_start", label: say("آغاز", "Start"), as: "moment" },
      { name: "held_end", label: say("پایان", "End"), as: "moment", optional: true },
      { name: "place", label: say("محل جلسه", "Place"), as: "line", optional: true },
    ],
    line: (fields) => moment(text(fields, "held_start")),
    more: (fields) => joined(text(fields, "held_end") ? say(`تا ${moment(text(fields, "held_end"))}`, `until ${moment(text(fields, "held_end"))}`) : "", text(fields, "place")),
  },
  finding: {
    title: say("یافته‌ها", "Findings"),
    add: say("افزودن یافته", "Add a finding"),
    empty: say("هنوز یافته‌ای ثبت نشده است.", "No finding yet."),
    asks: [
      town,
      { name: "title", label: say("یافته در یک سطر", "The finding in one line"), as: "line" },
      { name: "kind", label: say("نوع", "Kind"), as: "choice", choices: "finding_kind" },
      { name: "sector", label: say("بخش", "Sector"), as: "choice", choices: "sector" },
      { name: "urgency", label: say("فوریت", "Urgency"), as: "choice", choices: "urgency", start: "medium" },
      { name: "text", label: say("شرح", "Description"), as: "text", optional: true },
      { name: "size", label: say("اندازه", "Size"), as: "number", optional: true },
      { name: "unit", label: say("یکا", "Unit"), as: "line", optional: true, help: say("مانند متر، هکتار، دستگاه", "such as metres, hectares, pieces") },
      { name: "people_affected", label: say("چند نفر را در بر می‌گیرد", "How many people"), as: "number", optional: true },
      { name: "visibility", label: say("چه کسی می‌بیند", "Who may know"), as: "choice", choices: "finding_visibility" },
    ],
    line: (fields) => text(fields, "title"),
    more: (fields, choices) => joined(townOf(fields, choices), chosen(choices, "finding_kind", text(fields, "kind")), chosen(choices, "sector", text(fields, "sector")), chosen(choices, "urgency", text(fields, "urgency"))),
  },
  promise: {
    title: say("تعهدها", "Promises"),
    add: say("افزودن تعهد", "Add a promise"),
    empty: say("هنوز تعهدی ثبت نشده است.", "No promise yet."),
    asks: [
      { name: "text", label: say("متن تعهد", "Text of the promise"), as: "text" },
      { name: "side", label: say("تعهد از سوی", "Promised by"), as: "choice", choices: "promise_side" },
      { ...town, needed: ["side", "municipality"] },
      { name: "company", label: say("شرکت", "Company"), as: "choice", choices: "company", when: ["side", "company"] },
      { name: "body", label: say("نام نهاد", "Name of the body"), as: "line", when: ["side", "other"] },
      { name: "owner_name", label: say("مسئول پاسخ‌گو", "Who answers for it"), as: "line" },
      { name: "due_on", label: say("مهلت", "Due"), as: "day" },
      { name: "visibility", label: say("چه کسی می‌بیند", "Who may know"), as: "choice", choices: "promise_visibility" },
      { name: "reason", label: say("دلیل تغییر مهلت", "Reason of the new date"), as: "line", optional: true, later: true, help: say("تنها هنگامی که مهلت را تغییر می‌دهید؛ مهلت پیشین نگه داشته می‌شود.", "Only when you change the date; the old one is kept.") },
    ],
    line: (fields) => text(fields, "text"),
    more: (fields, choices) => joined(townOf(fields, choices), chosen(choices, "promise_side", text(fields, "side")), text(fields, "owner_name"), due(fields)),
  },
};

/** Tehran's day and hour as the server writes them, 2026-04-05T09:30, in words. */
export function moment(text: string): string {
  return text ? `${shortDay(text.slice(0, 10))} ${digits(text.slice(11, 16))}` : "";
}

/** One value of a record in words, for laying two versions side by side. */
export function inWords(ask: Ask, fields: Fields, choices: Choices): string {
  const value = ask.as === "point" ? point(fields) : text(fields, ask.name);
  if (ask.as === "yes") return fields[ask.name] ? say("بله", "yes") : say("خیر", "no");
  if (ask.as === "choice") return chosen(choices, ask.choices ?? "", value);
  if (ask.as === "day") return value ? shortDay(value) : "—";
  if (ask.as === "moment") return moment(value) || "—";
  return value || "—";
}

export function point(fields: Fields): string {
  const [latitude, longitude] = [fields["latitude"], fields["longitude"]];
  if (typeof latitude !== "number" || typeof longitude !== "number") return "";
  return digits(`${latitude.toFixed(5)}${say("، ", ", ")}${longitude.toFixed(5)}`);
}
