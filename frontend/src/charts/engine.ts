/** The parts of ECharts we use, and nothing more. */
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart, CustomChart, LineChart, ScatterChart,
  GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent, SVGRenderer,
]);

export { init };
export type { EChartsOption } from "echarts";
