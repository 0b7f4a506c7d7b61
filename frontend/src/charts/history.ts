/** A figure over the years: one line per series, told apart by colour, mark and name at its end. */
import { digits, isPersian, label, number, say } from "../app/language";
import { colour, endSide, SERIES, startSide, strong, SYMBOLS, text, valueAxis, type Plan, type Room } from "./plan";

interface Series {
  name: string;
  /** Year, value and an optional note («موقت», «مرز ۱۳۹۵»). */
  points: [number, number | null, string?][];
}

export interface History {
  series: Series[];
  unit?: string;
  decimals?: number;
}

export function history(data: History, room: Room): Plan {
  const years = [...new Set(data.series.flatMap((series) => series.points.map(([year]) => year)))].sort((a, b) => a - b);
  const parts = data.series.flatMap((series, seriesIndex) =>
    series.points.map(([year, value, note], dataIndex) => ({
      seriesIndex,
      dataIndex,
      words: [series.name, `${digits(String(year))}: ${number(value, data.decimals)} ${data.unit ?? ""}`, note ?? ""].filter(Boolean),
    })),
  );
  return {
    height: 260,
    option: {
      grid: { top: 40, bottom: 32, [startSide]: 64, [endSide]: 24 },
      legend: {
        show: data.series.length > 1,
        top: 0,
        [endSide]: 0,
        itemWidth: 18,
        textStyle: strong,
        formatter: (name: string) => label(name),
        selectedMode: false,
      },
      xAxis: {
        type: "value",
        inverse: isPersian,
        min: years[0]!,
        max: years[years.length - 1]!,
        interval: years.length < 8 && !room.narrow ? 1 : undefined,
        axisLabel: { ...text, formatter: (year: number) => (years.includes(year) ? digits(String(year)) : ""), hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour.lineStrong } },
        splitLine: { show: false },
      } as never,
      yAxis: valueAxis("", {
        name: label(data.unit ?? ""),
        nameLocation: "end",
        nameGap: 14,
        scale: true,
        position: startSide,
        nameTextStyle: { ...text, fontSize: 12, align: startSide === "right" ? "left" : "right" },
      }) as never,
      series: data.series.map((series, place) => ({
        type: "line" as const,
        name: series.name,
        data: series.points.map(([year, value]) => [year, value]),
        connectNulls: false,
        symbol: SYMBOLS[place % SYMBOLS.length]!,
        symbolSize: 9,
        lineStyle: { width: place ? 2 : 3, color: SERIES[place % SERIES.length]!, type: place ? ("dashed" as const) : ("solid" as const) },
        itemStyle: { color: SERIES[place % SERIES.length]! },
      })),
    },
    parts,
    table: {
      head: [say("سال", "Year"), ...data.series.map((series) => series.name)],
      rows: years.map((year) => [year, ...data.series.map((series) => series.points.find(([of]) => of === year)?.[1] ?? null)]),
    },
  };
}
