/** «چرا این رتبه؟»: a bar per indicator from the median, towards more or less endowed; the bars sum to the distance. */
import { label, number, say } from "../app/language";
import { categoryAxis, colour, font, inTwoLines, roomForNames, startSide, strong, valueAxis, type Plan, type Room } from "./plan";

interface Item {
  name: string;
  /** Share of the distance from the median; below zero means less endowed. */
  value: number;
  /** The figure itself with its unit, as it is told. */
  raw?: string;
  median?: string;
  href?: string;
}

export interface Contributions {
  items: Item[];
  total?: number;
  less?: string;
  more?: string;
  decimals?: number;
}

const ROW = 30;
const TALL_ROW = 42;

const signed = (value: number, decimals: number) => (value > 0 ? `\u200e+${number(value, decimals)}` : number(value, decimals));

function wordsOf(item: Item, data: Contributions, decimals: number): string[] {
  const words = [item.name];
  if (item.raw) words.push(item.median ? say(`${item.raw}؛ میانهٔ شهرها ${item.median}`, `${item.raw}; median of the towns ${item.median}`) : item.raw);
  const way = item.value < 0 ? (data.less ?? say("کمتر برخوردار", "less endowed")) : (data.more ?? say("برخوردارتر", "more endowed"));
  words.push(say(`سهم در فاصله از میانه: ${signed(item.value, decimals)} (${way})`, `share of the distance from the median: ${signed(item.value, decimals)} (${way})`));
  return words;
}

export function contributions(data: Contributions, room: Room): Plan {
  const decimals = data.decimals ?? 2;
  const { items } = data;
  const total = data.total ?? items.reduce((sum, item) => sum + item.value, 0);
  const side = roomForNames(items.map((item) => item.name), room.narrow ? 132 : 240);
  const names = items.map((item) => inTwoLines(item.name, side));
  const row = names.some((name) => name.includes("\n")) ? TALL_ROW : ROW;
  const reach = Math.max(...items.map((item) => Math.abs(item.value)), 1e-9) * (room.narrow ? 1.45 : 1.25);
  const ends = `${data.less ?? say("کمتر برخوردار", "less endowed")}  \u200e←\u200e  ${say("میانه", "median")}  \u200e→\u200e  ${data.more ?? say("برخوردارتر", "more endowed")}`;
  return {
    height: items.length * row + 60,
    option: {
      grid: { top: 8, bottom: 48, [startSide]: side, [startSide === "right" ? "left" : "right"]: 12 },
      xAxis: valueAxis("", {
        name: `\u200e${ends}`,
        nameTextStyle: { ...font, fontSize: 12, color: colour.soft },
        min: -reach,
        max: reach,
        axisLabel: { show: false },
        splitLine: { show: false },
        nameGap: 14,
      }) as never,
      yAxis: categoryAxis(names, {
        inverse: true,
        position: startSide,
        axisLine: { show: false },
        offset: 4,
      }) as never,
      series: [
        {
          type: "bar",
          barWidth: 16,
          data: items.map((item) => ({
            value: item.value,
            itemStyle: { color: item.value < 0 ? colour.less : colour.more, borderRadius: 3 },
            label: { position: item.value < 0 ? "left" : "right" },
          })),
          label: { show: true, ...strong, fontSize: 12, formatter: (point) => label(signed(point.value as number, decimals)) },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: colour.ink, type: "solid", width: 1 },
            data: [{ xAxis: 0 }],
          },
          emphasis: { itemStyle: { color: colour.accent } },
        },
      ],
    },
    parts: items.map((item, place) => ({ seriesIndex: 0, dataIndex: place, words: wordsOf(item, data, decimals), href: item.href })),
    table: {
      head: [say("شاخص", "Indicator"), say("مقدار", "Figure"), say("سهم در فاصله از میانه", "Share of the distance from the median")],
      rows: [
        ...items.map((item) => [item.name, item.raw ?? null, item.value]),
        [say("جمع: فاصله از میانه", "Sum: distance from the median"), null, total],
      ],
    },
  };
}
