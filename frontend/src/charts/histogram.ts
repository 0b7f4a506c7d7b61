/** How often values fall into each bin, with one value marked: where this town stands among all. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import { isPersian, label, number, say } from "../app/language";
import { colour, endSide, font, startSide, valueAxis, type Plan, type Room } from "./plan";

export interface Histogram {
  bins: [number, number, number][];
  mark?: number;
  markName?: string;
  unit?: string;
  axis?: string;
  /** What is counted; towns unless said otherwise. */
  counted?: string;
  decimals?: number;
}

export function histogram(data: Histogram, _room: Room): Plan {
  const counted = data.counted ?? say("شهر", "towns");
  const unit = data.unit ?? "";
  const holdsMark = ([from, to]: [number, number, number]) => data.mark !== undefined && data.mark >= from && data.mark < to;
  const first = data.bins[0]?.[0] ?? 0;
  const last = data.bins[data.bins.length - 1]?.[1] ?? 1;
  return {
    height: 240,
    option: {
      grid: { top: 32, bottom: 48, [startSide]: 48, [endSide]: 16 },
      xAxis: valueAxis(data.axis ?? unit, { min: first, max: last, inverse: isPersian, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: colour.lineStrong } } }) as never,
      yAxis: valueAxis("", { position: startSide, minInterval: 1 }) as never,
      series: [
        {
          type: "custom",
          renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const bin = data.bins[params.dataIndex]!;
            const [x1] = api.coord([bin[0], 0]) as [number, number];
            const [x2, y0] = api.coord([bin[1], 0]) as [number, number];
            const y = api.coord([bin[0], bin[2]])[1]!;
            return {
              type: "rect",
              shape: { x: Math.min(x1, x2) + 1, y, width: Math.max(Math.abs(x2 - x1) - 2, 1), height: y0 - y },
              style: { fill: holdsMark(bin) ? colour.less : colour.more },
              emphasis: { style: { fill: colour.accent } },
            };
          },
          data: data.bins.map((bin) => [bin[0], bin[2]]),
          encode: { x: 0, y: 1 },
          markLine:
            data.mark === undefined
              ? undefined
              : {
                  silent: true,
                  symbol: "none",
                  lineStyle: { color: colour.ink, type: "solid", width: 2 },
                  label: { ...font, color: colour.ink, formatter: label(`${data.markName ?? ""} ${number(data.mark, data.decimals)}`) },
                  data: [{ xAxis: data.mark }],
                },
        } as never,
      ],
    },
    parts: data.bins.map(([from, to, count], place) => ({
      seriesIndex: 0,
      dataIndex: place,
      words: [say(`${number(from)} تا ${number(to)} ${unit}`, `${number(from)} to ${number(to)} ${unit}`), `${number(count)} ${counted}`],
    })),
    table: {
      head: [say("از", "From"), say("تا", "To"), say("شمار", "Count")],
      rows: data.bins.map(([from, to, count]) => [from, to, count]),
    },
  };
}
