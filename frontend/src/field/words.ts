/** Days, hours and amounts in the words of the page. */
import { digits, isPersian, say } from "../app/language";
import { countOf, jalaliOf, MONTHS_EN, MONTHS_FA, read, write } from "../app/jalali";

const DAY_MS = 86_400_000;
const tehran = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tehran", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat(isPersian ? "fa-IR" : "en-GB", { weekday: "long", timeZone: "UTC" });

const partsOf = (moment: Date) => Object.fromEntries(tehran.formatToParts(moment).map(({ type, value }) => [type, value])) as Record<"year" | "month" | "day" | "hour" | "minute", string>;

/** The day of Tehran, as 2026-04-05. */
export function isoDay(moment: Date): string {
  const { year, month, day } = partsOf(moment);
  return `${year}-${month}-${day}`;
}

/** The hour of Tehran, as 09:30. */
export function hour(moment: Date): string {
  const { hour: hours, minute } = partsOf(moment);
  return `${hours}:${minute}`;
}

export function longDay(iso: string): string {
  const count = Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
  const { year, month, day } = jalaliOf(count);
  const names = isPersian ? MONTHS_FA : MONTHS_EN;
  return `${weekday.format(count * DAY_MS)} ${digits(`${day} ${names[month - 1]!} ${year}`)}`;
}

export const shortDay = (iso: string): string => digits(write(jalaliOf(Date.parse(`${iso}T00:00:00Z`) / DAY_MS)));

/** Read a Jalali day as typed; empty for no day, nothing for a text that is none. */
export function typedDay(text: string): string | undefined {
  if (!text.trim()) return "";
  const day = read(text);
  return day ? new Date(countOf(day) * DAY_MS).toISOString().slice(0, 10) : undefined;
}

export const asTyped = (iso: string): string => (iso ? shortDay(iso) : "");

export const clock = (moment: Date): string => digits(hour(moment));

export function howLong(milliseconds: number): string {
  const hours = Math.round(Math.abs(milliseconds) / 3_600_000);
  if (hours < 48) return digits(say(`${hours} ساعت`, hours === 1 ? "1 hour" : `${hours} hours`));
  const days = Math.round(hours / 24);
  return digits(say(`${days} روز`, `${days} days`));
}

export const sendingWords = (waiting: number): string => digits(say(`در حال فرستادن؛ ${waiting} مورد مانده`, `Sending; ${waiting} left`));

export function waitingWords(waiting: number): string {
  return waiting ? digits(say(`${waiting} مورد در انتظار خط`, waiting === 1 ? "1 entry waits for a line" : `${waiting} entries wait for a line`)) : say("همه چیز فرستاده شد", "Everything is sent");
}
