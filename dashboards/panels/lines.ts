// Lines over time, for what is evaluated at steps.

import {
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { describe, fixed, type About } from './describe';

export interface LinesOf extends About {
  readonly queries: readonly DataqueryBuilder[];
  readonly monthly?: boolean; // a value holds for its month
  readonly min?: number;
  readonly max?: number;
  readonly looks?: Readonly<Record<string, Look>>; // by refId; colours of Grafana's palette unless stated
}

export interface Look {
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly width?: number;
}

function look(of: Look): DynamicConfigValue[] {
  return [
    { id: 'color', value: fixed(of.colour) },
    { id: 'custom.lineWidth', value: of.width ?? 1 },
    { id: 'custom.lineStyle', value: of.dash === undefined ? { fill: 'solid' } : { fill: 'dash', dash: of.dash } },
  ];
}

export function lines(of: LinesOf): PanelBuilder {
  const panel = describe(new PanelBuilder(), of)
    .targets([...of.queries])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (of.min !== undefined) panel.min(of.min);
  if (of.max !== undefined) panel.max(of.max);
  for (const [refId, it] of Object.entries(of.looks ?? {})) panel.overrideByQuery(refId, look(it));
  return of.monthly ? panel.interval('1d').maxDataPoints(1100).lineInterpolation(LineInterpolation.StepAfter) : panel;
}
