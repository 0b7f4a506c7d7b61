/** Jalali dates by the browser's own calendar; days are counted in UTC so that no hour is lost in spring. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const DAY_MS = 86_400_000;
const persian = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });

export const FIRST_YEAR = 1200;
export const LAST_YEAR = 1499;
export const MONTHS_FA = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
export const MONTHS_EN = ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"];

/** Days since 1 January 1970. */
export type Count = number;

export function jalaliOf(count: Count): Day {
  const parts = Object.fromEntries(persian.formatToParts(count * DAY_MS).map(({ type, value }) => [type, Number.parseInt(value, 10)]));
  return { year: parts["year"]!, month: parts["month"]!, day: parts["day"]! };
}

const newYears = new Map<number, Count>();

/** The first day of a Jalali year: the one of 19 to 22 March that the calendar calls 1 Farvardin. */
export function newYear(year: number): Count {
  const known = newYears.get(year);
  if (known !== undefined) return known;
  for (let march = 18; march <= 24; march++) {
    const count = Date.UTC(year + 621, 2, march) / DAY_MS;
    const { month, day } = jalaliOf(count);
    if (month === 1 && day === 1) {
      newYears.set(year, count);
      return count;
    }
  }
  throw new RangeError(`The year ${year} has no first day.`);
}

export function daysIn(year: number, month: number): number {
  if (month <= 6) return 31;
  if (month <= 11) return 30;
  return newYear(year + 1) - newYear(year) - 336;
}

export function countOf({ year, month, day }: Day): Count {
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return newYear(year) + before + day - 1;
}

/** 0 for Saturday to 6 for Friday. */
export const weekday = (count: Count): number => (((count + 5) % 7) + 7) % 7;

/** Move by months and years; the day stays within the month it comes to. */
export function moved(from: Day, months: number): Day {
  const total = from.year * 12 + from.month - 1 + months;
  const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, Math.floor(total / 12)));
  const month = (total % 12) + 1;
  return { year, month, day: Math.min(from.day, daysIn(year, month)) };
}

const toAscii = (text: string) =>
  text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

/** Read «1405/9/1», «۱۴۰۵-۰۹-۰۱»; nothing for a text that is no day. */
export function read(text: string): Day | undefined {
  const found = /^\s*(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(toAscii(text));
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? { year, month, day } : undefined;
}

export const write = ({ year, month, day }: Day): string =>
  `${year}/${String(month).padStart(2, "0")}/${String(day).padStart(2, "0")}`;

export function today(): Day {
  const now = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tehran" }).format(new Date());
  return jalaliOf(Date.parse(`${now}T00:00:00Z`) / DAY_MS);
}
