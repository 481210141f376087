// A row for each organisation or indicator, and along it what each month said.

import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';

import { describe, type About } from './describe';

export interface TimelineOf extends About {
  readonly query: DataqueryBuilder;
  readonly mappings: readonly ValueMapping[];
  // The same colours once more: without them Grafana draws every state in one.
  readonly thresholds: readonly Threshold[];
}

// Months begin where they begin: a step of a day, and no fewer points than three years have days.
const STEP = '1d';
const POINTS = 1100;

export function timeline(of: TimelineOf): PanelBuilder {
  return describe(new PanelBuilder(), of)
    .withTarget(of.query)
    .interval(STEP)
    .maxDataPoints(POINTS)
    .mappings([...of.mappings])
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...of.thresholds]))
    .spanNulls(true)
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .fillOpacity(85)
    .lineWidth(0)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    );
}
