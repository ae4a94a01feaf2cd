import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as withParts } from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useChoices } from '../../app/ChoicesProvider';

withParts([AriaComponent, BarChart, CanvasRenderer, DataZoomComponent, GridComponent, LegendComponent, LineChart, TooltipComponent]);

interface ChartProps {
  /** What it shows, for those who do not see it; its numbers stand in a table beside it. */
  readonly label: string;
  readonly options: EChartsCoreOption;
}

/** A drawing of numbers, as wide as its place. */
export default function Chart({ label, options }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { theme } = useChoices();
  const chart = useRef<ReturnType<typeof init> | undefined>(undefined);
  useEffect(() => {
    if (place.current === null) return undefined;
    const drawn = init(place.current, theme === 'dark' ? 'dark' : undefined);
    chart.current = drawn;
    const seen = new ResizeObserver(() => drawn.resize());
    seen.observe(place.current);
    return () => {
      seen.disconnect();
      drawn.dispose();
    };
  }, [theme]);
  useEffect(() => {
    chart.current?.setOption({ ...options, backgroundColor: 'transparent', animation: false });
  }, [options, theme]);
  return <div className="tg-chart" role="img" aria-label={label} ref={place} />;
}
