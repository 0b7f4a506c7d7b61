/** Two indicators against each other, one point per town in the colour of its tier. */
import { isPersian, number } from "../app/language";
import { say } from "../app/language";
import { colour, endSide, startSide, valueAxis, type Plan, type Room } from "./plan";

interface Point {
  x: number;
  y: number;
  name: string;
  tier?: number;
  href?: string;
  highlight?: boolean;
}

export interface Scatter {
  points: Point[];
  x: string;
  y: string;
}

export function scatter(data: Scatter, room: Room): Plan {
  return {
    height: room.narrow ? 300 : 340,
    option: {
      grid: { top: 32, bottom: 48, [startSide]: 60, [endSide]: 20 },
      xAxis: valueAxis(data.x, { scale: true, inverse: isPersian }) as never,
      yAxis: valueAxis("", {
        name: `\u200f${data.y}`,
        nameLocation: "end",
        nameGap: 12,
        nameTextStyle: { fontFamily: "Vazirmatn", fontSize: 12, color: colour.soft, align: startSide === "right" ? "right" : "left" },
        scale: true,
        position: startSide,
      }) as never,
      series: [
        {
          type: "scatter",
          symbolSize: (_value: unknown, params: { dataIndex: number }) => (data.points[params.dataIndex]?.highlight ? 18 : 12),
          data: data.points.map((point) => ({
            value: [point.x, point.y],
            itemStyle: { color: colour.tier(point.tier), borderColor: point.highlight ? colour.ink : colour.lineStrong, borderWidth: point.highlight ? 2 : 1 },
          })),
          emphasis: { scale: 1.4 },
        },
      ],
    },
    parts: data.points.map((point, place) => ({
      seriesIndex: 0,
      dataIndex: place,
      words: [point.name, `${data.x}: ${number(point.x)}`, `${data.y}: ${number(point.y)}`],
      href: point.href,
    })),
    table: { head: [say("شهر", "Town"), data.x, data.y], rows: data.points.map((point) => [point.name, point.x, point.y]) },
  };
}
