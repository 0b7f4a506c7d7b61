/** Concentration curve with the diagonal of equality and the band of the ranking's uncertainty. */
import { isPersian, percent, say } from "../app/language";
import { colour, endSide, SERIES, startSide, text, valueAxis, type Plan, type Room } from "./plan";

export interface Concentration {
  /** Points (share of people or towns, share of support), both 0–1, from the least endowed. */
  curve: [number, number][];
  low?: [number, number][];
  high?: [number, number][];
  x: string;
  y: string;
}

const asPercent = { ...text, fontSize: 12, formatter: (value: number) => percent(value) };

export function concentration(data: Concentration, room: Room): Plan {
  const low = data.low ?? [];
  const high = data.high ?? [];
  return {
    height: room.narrow ? 300 : 380,
    option: {
      grid: { top: 36, bottom: 48, [startSide]: 60, [endSide]: 20 },
      xAxis: valueAxis(data.x, { min: 0, max: 1, inverse: isPersian, axisLabel: asPercent }) as never,
      yAxis: valueAxis("", { name: `\u200f${data.y}`, nameLocation: "end", nameGap: 12, nameTextStyle: { ...text, fontSize: 12, align: startSide }, min: 0, max: 1, position: startSide, axisLabel: asPercent }) as never,
      series: [
        { type: "line", data: data.curve, symbol: "circle", symbolSize: 7, lineStyle: { color: SERIES[0]!, width: 3 }, itemStyle: { color: SERIES[0]! } },
        { type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, lineStyle: { color: colour.lineStrong, type: "dashed", width: 1.5 } },
        {
          type: "custom",
          silent: true,
          data: low.length && high.length ? [[0, 0]] : [],
          renderItem: (_params, api) => ({
            type: "polygon",
            z2: -1,
            shape: { points: [...low, ...[...high].reverse()].map((point) => api.coord(point)) },
            style: { fill: colour.wash },
          }),
        },
      ],
    },
    parts: data.curve.map(([x, y], place) => ({
      seriesIndex: 0,
      dataIndex: place,
      words: [`${data.x}: ${percent(x)}`, `${data.y}: ${percent(y)}`],
    })),
    table: {
      head: [data.x, data.y, ...(low.length ? [say("کران پایین", "Lower"), say("کران بالا", "Upper")] : [])],
      rows: data.curve.map(([x, y], place) => [x, y, ...(low.length ? [low[place]?.[1] ?? null, high[place]?.[1] ?? null] : [])]),
    },
  };
}
