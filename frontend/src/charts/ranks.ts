/** Rank intervals: towns down the page, a line from P5 to P95 with the median as a point, tiers as bands. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, CustomSeriesRenderItemReturn } from "echarts";
import { isPersian, label, number, say } from "../app/language";
import { categoryAxis, colour, roomForNames, shorten, startSide, text, valueAxis, type Plan, type Room } from "./plan";

interface Unit {
  name: string;
  p05: number;
  p50: number;
  p95: number;
  best?: number;
  worst?: number;
  tier?: number;
  /** The step of the five-step scale when there are more or fewer tiers than five. */
  step?: number;
  highlight?: boolean;
  href?: string;
}

export interface Ranks {
  units: Unit[];
  /** The greatest rank; the number of units when absent. */
  most?: number;
  axis?: string;
}

const ROW = 26;

function wordsOf(unit: Unit): string[] {
  const words = [
    unit.name,
    say(
      `میانهٔ رتبه ${number(unit.p50)}؛ در ۹۰ درصد حالت‌ها از ${number(unit.p05)} تا ${number(unit.p95)}`,
      `median rank ${number(unit.p50)}; from ${number(unit.p05)} to ${number(unit.p95)} in 90 percent of the draws`,
    ),
  ];
  if (unit.best !== undefined && unit.worst !== undefined) {
    words.push(
      say(
        `بهترین رتبهٔ ممکن ${number(unit.best)} و بدترین ${number(unit.worst)}`,
        `best possible rank ${number(unit.best)}, worst ${number(unit.worst)}`,
      ),
    );
  }
  if (unit.tier) words.push(say(`سطح ${number(unit.tier)}`, `tier ${number(unit.tier)}`));
  return words;
}

const stepOf = (unit: Unit) => unit.step ?? unit.tier;

/** The first unit of each run of one tier carries the name of the band, in the margin at its end. */
function bandName(units: Unit[], place: number, frame: { x: number; width: number }, y: number): object[] {
  const unit = units[place]!;
  if (!unit.tier || units[place - 1]?.tier === unit.tier) return [];
  const rows = units.slice(place).findIndex((other) => other.tier !== unit.tier);
  const height = (rows < 0 ? units.length - place : rows) * ROW;
  const edge = isPersian ? frame.x - 15 : frame.x + frame.width + 9;
  return [
    { type: "rect", silent: true, shape: { x: edge, y: y - ROW / 2 + 1, width: 6, height: height - 2, r: 3 }, style: { fill: colour.tier(stepOf(unit)), stroke: colour.lineStrong, lineWidth: 0.5 } },
    {
      type: "text",
      silent: true,
      style: {
        text: label(say(`سطح ${number(unit.tier)}`, `tier ${number(unit.tier)}`)),
        x: isPersian ? edge - 4 : edge + 10,
        y,
        textAlign: isPersian ? "right" : "left",
        textVerticalAlign: "middle",
        fill: colour.soft,
        fontFamily: text.fontFamily,
        fontSize: 12,
      },
    },
  ];
}

/** One row: its band over the whole width, the exact range as a hair line, the interval, the point. */
function drawRow(units: Unit[]) {
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const unit = units[params.dataIndex]!;
    const frame = params.coordSys as unknown as { x: number; width: number };
    const at = (rank: number) => api.coord([rank, params.dataIndex])[0]!;
    const y = api.coord([1, params.dataIndex])[1]!;
    const tier = colour.tier(stepOf(unit));
    const [low, high, middle] = [at(unit.p05), at(unit.p95), at(unit.p50)];
    const hair =
      unit.best !== undefined && unit.worst !== undefined
        ? [{ type: "line" as const, shape: { x1: at(unit.best), x2: at(unit.worst), y1: y, y2: y }, style: { stroke: colour.lineStrong, lineWidth: 1 } }]
        : [];
    return {
      type: "group",
      children: [
        {
          type: "rect",
          shape: { x: frame.x, y: y - ROW / 2, width: frame.width, height: ROW },
          style: { fill: tier, opacity: unit.highlight ? 0.3 : 0.1 },
          emphasis: { style: { fill: tier, opacity: 0.4 } },
        },
        ...bandName(units, params.dataIndex, frame, y),
        ...hair,
        {
          type: "line",
          shape: { x1: low, x2: high, y1: y, y2: y },
          style: { stroke: colour.accent, lineWidth: 5, lineCap: "round", opacity: 0.55 },
        },
        {
          type: "circle",
          shape: { cx: middle, cy: y, r: unit.highlight ? 6 : 4.5 },
          style: { fill: colour.ink, stroke: colour.surface, lineWidth: 1.5 },
        },
      ],
    } as CustomSeriesRenderItemReturn;
  };
}

export function ranks(data: Ranks, room: Room): Plan {
  const { units } = data;
  const names = units.map((unit) => unit.name);
  const side = roomForNames(names, room.narrow ? 104 : 180);
  const most = data.most ?? units.length;
  const axis = { min: 1, max: most, inverse: isPersian, minInterval: 1 };
  return {
    height: units.length * ROW + 76,
    option: {
      grid: { top: 28, bottom: 44, [startSide]: side, [startSide === "right" ? "left" : "right"]: units.some((unit) => unit.tier) ? 64 : 16 },
      xAxis: [
        valueAxis(data.axis ?? say("رتبه (۱ برخوردارترین)", "rank (1 is the most endowed)"), axis),
        valueAxis("", { ...axis, position: "top", splitLine: { show: false } }),
      ] as never,
      yAxis: categoryAxis(names.map((name) => shorten(name, side)), { inverse: true, position: startSide }) as never,
      series: [
        {
          type: "custom",
          renderItem: drawRow(units),
          data: units.map((unit, place) => [unit.p50, place]),
          encode: { x: 0, y: 1 },
        },
      ],
    },
    parts: units.map((unit, place) => ({ seriesIndex: 0, dataIndex: place, words: wordsOf(unit), href: unit.href })),
    table: {
      head: [say("شهر", "Town"), say("سطح", "Tier"), say("صدک ۵", "P5"), say("میانه", "Median"), say("صدک ۹۵", "P95")],
      rows: units.map((unit) => [unit.name, unit.tier ?? null, unit.p05, unit.p50, unit.p95]),
    },
  };
}
