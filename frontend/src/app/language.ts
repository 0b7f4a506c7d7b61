/** Words and numbers in the language of the page. */
export const isPersian = document.documentElement.lang.startsWith("fa");

/** Choose between the Persian and the English of a short text a script has to say. */
export const say = (persian: string, english: string): string => (isPersian ? persian : english);

const formats = new Map<string, Intl.NumberFormat>();

/** Write a number as the server's templates do: Persian digits, ٬ and ٫ in Persian; a true minus. */
export function number(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "—";
  const key = String(decimals);
  let format = formats.get(key);
  if (!format) {
    const digits = decimals === undefined ? { maximumFractionDigits: 3 } : decimalsOf(decimals);
    format = new Intl.NumberFormat(isPersian ? "fa-IR" : "en-GB", digits);
    formats.set(key, format);
  }
  return format.format(value).replace(/\u200e?[-\u2212]/g, "\u200e\u2212");
}

const decimalsOf = (decimals: number) => ({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Write a share (0–1) in percent. */
export const percent = (share: number, decimals = 0): string =>
  isPersian ? `${number(share * 100, decimals)}٪` : `${number(share * 100, decimals)}%`;

/** Persian digits in a text of ASCII digits, on a Persian page. */
export const digits = (text: string): string =>
  isPersian ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))) : text;

/** Keep a right-to-left label in order inside a left-to-right drawing. */
export const label = (text: string): string => (isPersian ? `\u200f${text}\u200f` : text);
