/** One number per day or week: how something went over time. */
import { isPersian, label, number } from "../app/language";
import { categoryAxis, colour, endSide, startSide, text, valueAxis, type Plan, type Room } from "./plan";

export interface Bars {
  names: string[];
  values: number[];
  unit: string;
  /** What the names are: «روز». */
  axis: string;
}

export function bars(data: Bars, _room: Room): Plan {
  return {
    height: 260,
    option: {
      grid: { top: 32, bottom: 32, [startSide]: 56, [endSide]: 16 },
      xAxis: categoryAxis(data.names, { inverse: isPersian, axisLabel: { ...text, hideOverlap: true, formatter: (name: string) => label(name) } }) as never,
      yAxis: valueAxis("", {
        name: label(data.unit),
        nameLocation: "end",
        nameGap: 14,
        position: startSide,
        minInterval: 1,
        nameTextStyle: { ...text, fontSize: 12, align: startSide === "right" ? "left" : "right" },
      }) as never,
      series: [{ type: "bar", data: data.values, barMaxWidth: 32, itemStyle: { color: colour.less, borderRadius: [3, 3, 0, 0] } }],
    },
    parts: data.values.map((value, dataIndex) => ({
      seriesIndex: 0,
      dataIndex,
      words: [data.names[dataIndex] ?? "", `${number(value)} ${data.unit}`],
    })),
    table: { head: [data.axis, data.unit], rows: data.names.map((name, place) => [name, data.values[place] ?? null]) },
  };
}
