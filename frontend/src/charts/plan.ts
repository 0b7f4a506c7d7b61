/** What each kind of chart hands over: how to draw it, what to say about each part, and the same as a table. */
import { isPersian, label, number } from "../app/language";
import type { EChartsOption } from "./engine";

export interface Part {
  /** Where ECharts finds the part. */
  seriesIndex: number;
  dataIndex: number;
  /** What is told on hover, on focus and to screen readers; the first line is the name. */
  words: string[];
  /** Where a click or Enter leads. */
  href?: string | undefined;
}

export interface Table {
  head: string[];
  rows: (string | number | null)[][];
}

export interface Plan {
  option: EChartsOption;
  height: number;
  parts: Part[];
  table: Table;
}

export interface Room {
  width: number;
  narrow: boolean;
}

/** Colours are the tokens themselves, so that dark, light and print follow without drawing again. */
export const colour = {
  ink: "var(--hy-ink)",
  soft: "var(--hy-ink-soft)",
  line: "var(--hy-line)",
  lineStrong: "var(--hy-line-strong)",
  surface: "var(--hy-surface)",
  sunken: "var(--hy-sunken)",
  accent: "var(--hy-accent)",
  wash: "var(--hy-accent-wash)",
  more: "var(--hy-tier-3)",
  less: "var(--hy-tier-5)",
  tier: (step: number | undefined) => (step ? `var(--hy-tier-${step})` : "var(--hy-missing)"),
};

export const SERIES = ["var(--hy-tier-5)", "var(--hy-tier-3)", "var(--hy-line-strong)", "var(--hy-warning)"];
export const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

export const font = { fontFamily: "Vazirmatn, Tahoma, sans-serif", fontSize: 13 };
export const text = { ...font, color: colour.soft };
export const strong = { ...font, color: colour.ink };

/** The side on which reading begins: axis labels stand there. */
export const startSide = isPersian ? "right" : "left";
export const endSide = isPersian ? "left" : "right";

export function valueAxis(name: string | undefined, options: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "value",
    name: name ? label(name) : "",
    nameLocation: "middle",
    nameTextStyle: { ...text, fontSize: 12 },
    nameGap: 32,
    axisLabel: { ...text, fontSize: 12, formatter: (value: number) => number(value) },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour.line, width: 1 } },
    ...options,
  };
}

export function categoryAxis(names: string[], options: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "category",
    data: names,
    axisLabel: { ...strong, lineHeight: 16, formatter: (name: string) => name.split("\n").map(label).join("\n") },
    axisLine: { lineStyle: { color: colour.lineStrong } },
    axisTick: { show: false },
    ...options,
  };
}

/** The width of a letter of the axis labels, in pixels. */
const LETTER = 7.2;

/** How wide the longest name is, roughly: enough to keep room for it beside the axis. */
export function roomForNames(names: string[], most: number): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(most, Math.ceil(longest * LETTER) + 16);
}

/** Break a name into two lines where it is too long for one; what is left over is cut. */
export function inTwoLines(name: string, pixels: number): string {
  if (shorten(name, pixels) === name) return name;
  const words = name.split(" ");
  let first = words.shift()!;
  while (words.length && shorten(`${first} ${words[0]}`, pixels) === `${first} ${words[0]}`) first += ` ${words.shift()}`;
  return words.length ? `${first}\n${shorten(words.join(" "), pixels)}` : shorten(name, pixels);
}

export function shorten(name: string, pixels: number): string {
  const letters = Math.max(4, Math.ceil((pixels - 16) / LETTER));
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
