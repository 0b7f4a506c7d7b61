/** Shares side by side per group (tier): of need, of capital held, of support received. */
import { isPersian, label, percent, say } from "../app/language";
import { categoryAxis, endSide, SERIES, startSide, strong, text, valueAxis, type Plan, type Room } from "./plan";

export interface Shares {
  groups: string[];
  series: { name: string; values: number[] }[];
}

export function shares(data: Shares, room: Room): Plan {
  // single words (months) stay whole; where they do not fit some are left out
  const areWords = data.groups.every((group) => !group.includes(" "));
  return {
    height: 300,
    option: {
      grid: { top: 44, bottom: 40, [startSide]: 56, [endSide]: 12 },
      legend: { top: 0, [startSide]: 0, textStyle: strong, selectedMode: false, formatter: (name: string) => label(name), itemWidth: 14 },
      xAxis: categoryAxis(data.groups, { inverse: isPersian, axisLabel: { ...text, interval: areWords && room.narrow ? "auto" : 0, formatter: (name: string) => label(name), width: (room.width - 70) / data.groups.length, overflow: areWords ? "none" : "break" } }) as never,
      yAxis: valueAxis("", { position: startSide, axisLabel: { ...text, fontSize: 12, formatter: (value: number) => percent(value) } }) as never,
      series: data.series.map((series, place) => ({
        type: "bar" as const,
        name: series.name,
        data: series.values,
        barGap: "10%",
        itemStyle: { color: SERIES[place % SERIES.length]!, borderRadius: [3, 3, 0, 0] },
        label: { show: !room.narrow, position: "top" as const, ...strong, fontSize: 11, formatter: (point: { value: unknown }) => percent(point.value as number) },
      })),
    },
    parts: data.series.flatMap((series, seriesIndex) =>
      series.values.map((value, dataIndex) => ({ seriesIndex, dataIndex, words: [data.groups[dataIndex] ?? "", `${series.name}: ${percent(value, 1)}`] })),
    ),
    table: {
      head: [say("گروه", "Group"), ...data.series.map((series) => series.name)],
      rows: data.groups.map((group, place) => [group, ...data.series.map((series) => series.values[place] ?? null)]),
    },
  };
}
