// Lines over time, for what is evaluated at steps.

import { LegendDisplayMode, LegendPlacement, LineInterpolation, SortOrder, TooltipDisplayMode, VisibilityMode,
  VizLegendOptionsBuilder, VizTooltipOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { describe, type About } from './describe';

export interface LinesOf extends About {
  readonly queries: readonly DataqueryBuilder[];
  readonly monthly?: boolean; // a value holds for its month
  readonly min?: number;
  readonly max?: number;
}

export function lines(of: LinesOf): PanelBuilder {
  const panel = describe(new PanelBuilder(), of)
    .targets([...of.queries])
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Never)
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List)
      .placement(LegendPlacement.Bottom))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (of.min !== undefined) panel.min(of.min);
  if (of.max !== undefined) panel.max(of.max);
  return of.monthly ? panel.interval('1d').maxDataPoints(1100).lineInterpolation(LineInterpolation.StepAfter) : panel;
}
