// An XmR chart as one panel: raw samples, each at its own time, and a series of points for each verdict, because
// Grafana colours by series. So a selector with [$__range] in an instant query, which admits no operator, is all that
// is asked.

import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import { VizLegendOptionsBuilder, VizTooltipOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { FIGURE, LIMITS, MEAN, TARGET } from '../shared/colours';
import type { Link } from '../shared/links';
import { samples } from '../shared/queries';
import { VERDICTS } from '../shared/words';
import { describe, fixed, type About } from './describe';

export interface ChartOf extends About {
  readonly selector: string; // of one series, without braces
  readonly links?: readonly Link[];
}

const DASHED = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } };
// So that lines which begin anew at a step change are drawn as a step.
const STEP = { id: 'custom.lineInterpolation', value: LineInterpolation.StepAfter };

function line(colour: string, ...more: readonly DynamicConfigValue[]): DynamicConfigValue[] {
  return [{ id: 'color', value: fixed(colour) }, ...more];
}

const POINTS: DynamicConfigValue[] = [
  { id: 'custom.drawStyle', value: GraphDrawStyle.Points },
  { id: 'custom.showPoints', value: VisibilityMode.Always },
  { id: 'custom.pointSize', value: 9 },
];

export function xmr(of: ChartOf): PanelBuilder {
  const history = (what: string): string => `trustwatch_indicator_${what}{${of.selector}}`;
  const panel = describe(new PanelBuilder(), of)
    .withTarget(samples('figure', history('value'), 'Figure'))
    .withTarget(samples('mean', history('mean'), 'Mean'))
    .withTarget(samples('lower', history('lower_limit'), 'Lower process limit'))
    .withTarget(samples('upper', history('upper_limit'), 'Upper process limit'))
    .withTarget(samples('target', history('target'), 'Target'))
    .withTarget(samples('points', history('point'), '{{verdict}}'))
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Never)
    .spanNulls(true)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
    .overrideByQuery('figure', line(FIGURE))
    .overrideByQuery('mean', line(MEAN, STEP))
    .overrideByQuery('lower', line(LIMITS, STEP, DASHED))
    .overrideByQuery('upper', line(LIMITS, STEP, DASHED))
    .overrideByQuery('target', line(TARGET, STEP, DASHED, { id: 'custom.lineWidth', value: 2 }))
    .overrideByQuery('points', POINTS);
  for (const verdict of VERDICTS) {
    panel.overrideByName(verdict.value, [
      { id: 'displayName', value: verdict.text },
      { id: 'color', value: fixed(verdict.colour) },
    ]);
  }
  if (of.links !== undefined) panel.dataLinks([...of.links]);
  return panel;
}

export const HOW_TO_READ_XMR =
  'Points: the figure of each month (of a longer period: of its last month). Solid line: mean; dashed grey lines: ' +
  'the range that chance alone explains; dashed red line: target. A grey point is common cause: do not react to it ' +
  'alone. Blue is improvement, orange concern, purple a special cause where neither way is better; the legend says ' +
  'so in words, and whether it is high or low. A step in the lines is a recorded step change.';
