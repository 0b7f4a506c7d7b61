/** How strongly indicators or methods go together: a square per pair with its figure in it. */
import type { CustomSeriesRenderItemReturn } from "echarts";
import { isPersian, label, number, say } from "../app/language";
import { categoryAxis, colour, endSide, font, roomForNames, shorten, startSide, type Plan, type Room } from "./plan";

export interface Correlation {
  names: string[];
  /** Short names for the columns; the names themselves when absent. */
  short?: string[];
  values: (number | null)[][];
}

const fillOf = (value: number | null) => {
  if (value === null) return colour.sunken;
  const strength = Math.round(Math.abs(value) * 100);
  const base = value < 0 ? "var(--hy-warning)" : "var(--hy-tier-5)";
  return `color-mix(in srgb, ${base} ${strength}%, var(--hy-surface))`;
};

export function correlation(data: Correlation, room: Room): Plan {
  const { names, values } = data;
  const side = roomForNames(names, room.narrow ? 110 : 200);
  const cell = Math.max(22, Math.min(64, (room.width - side - 12) / names.length));
  const cells = values.flatMap((row, y) => row.map((value, x) => ({ x, y, value })));
  const columns = (data.short ?? names).map((name) => shorten(name, 86));
  return {
    height: cell * names.length + 110,
    option: {
      grid: { top: 8, height: cell * names.length, width: cell * names.length, [startSide]: side, [endSide]: "auto" },
      xAxis: categoryAxis(columns, { inverse: isPersian, axisLabel: { ...font, fontSize: 12, color: colour.soft, rotate: 60, interval: 0, formatter: (name: string) => label(name) } }) as never,
      yAxis: categoryAxis(names.map((name) => shorten(name, side)), { inverse: true, position: startSide }) as never,
      series: [
        {
          type: "custom",
          renderItem: (params, api) => {
            const { x, y, value } = cells[params.dataIndex]!;
            const [cx, cy] = api.coord([x, y]) as [number, number];
            const isDark = value !== null && Math.abs(value) > 0.55;
            return {
              type: "group",
              children: [
                {
                  type: "rect",
                  shape: { x: cx - cell / 2 + 1, y: cy - cell / 2 + 1, width: cell - 2, height: cell - 2, r: 3 },
                  style: { fill: fillOf(value) },
                  emphasis: { style: { fill: fillOf(value), stroke: colour.ink, lineWidth: 2 } },
                },
                {
                  type: "text",
                  silent: true,
                  style: {
                    text: cell < 34 ? "" : number(value, 2),
                    x: cx, y: cy,
                    textAlign: "center",
                    textVerticalAlign: "middle",
                    fill: isDark ? "var(--hy-tier-ink-5)" : colour.ink,
                    fontFamily: font.fontFamily,
                    fontSize: 12,
                  },
                },
              ],
            } as CustomSeriesRenderItemReturn;
          },
          data: cells.map(({ x, y }) => [x, y]),
          encode: { x: 0, y: 1 },
        },
      ],
    },
    parts: cells.map(({ x, y, value }, place) => ({
      seriesIndex: 0,
      dataIndex: place,
      words: [say(`${names[y]} و ${names[x]}`, `${names[y]} and ${names[x]}`), say(`همبستگی ${number(value, 2)}`, `correlation ${number(value, 2)}`)],
    })),
    table: { head: ["", ...names], rows: values.map((row, place) => [names[place]!, ...row]) },
  };
}
