// Organisations beside each other: the figure over what it was counted from, between the limits of chance. All comes
// from one comparison of the daemon, for the newest period that at least half of them have reported.

import { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import {
  PanelBuilder,
  SeriesMapping,
  XYSeriesConfigBuilder,
  XYShowMode,
  type MatcherConfig,
} from '@grafana/grafana-foundation-sdk/xychart';

import { COMMON_CAUSE, CONCERN, IMPROVEMENT, LIMITS, MEAN, NEITHER } from '../shared/colours';
import { inRegion, named, rows } from '../shared/queries';
import { describe, fixed } from './describe';

const X = 'Counted from';
const VALUE = 'trustwatch_indicator_compared_value{indicator="$indicator"}';
const FLAG = 'trustwatch_indicator_compared_flag{indicator="$indicator"';

interface Part {
  readonly refId: string;
  readonly title: string;
  readonly query: string;
  readonly colour: string;
  readonly dash?: readonly number[]; // a line; points without it
}

// The flag says high or low; which of the two is worse is the indicator's direction.
function outside(worse: boolean): string {
  const [high, low] = worse ? ['lower', 'higher'] : ['higher', 'lower'];
  const of = (flag: string, direction: string): string =>
    `${FLAG},flag="${flag}"} and on (indicator) trustwatch_indicator_info{direction="${direction}"}`;
  return `(${of('high', high)} or ${of('low', low)})`;
}

function points(refId: string, title: string, flag: string, colour: string): Part {
  return { refId, title, colour, query: `max by (org) (${VALUE} and on (org) ${flag})` };
}

function limit(refId: string, title: string, dash: readonly number[]): Part {
  const query = `max by (org) (trustwatch_indicator_compared_limit{indicator="$indicator",limit="${refId}"})`;
  return { refId, title, query, colour: LIMITS, dash };
}

const NEITHER_WAY = `(${FLAG},flag!="inside"} and on (indicator) trustwatch_indicator_info{direction="neither"})`;

const PARTS: readonly Part[] = [
  points('inside', '● As expected', `${FLAG},flag="inside"}`, COMMON_CAUSE),
  points('better', 'Better than chance explains', outside(false), IMPROVEMENT),
  points('worse', 'Worse than chance explains', outside(true), CONCERN),
  points('differs', 'Different, neither way better', NEITHER_WAY, NEITHER),
  limit('upper_998', 'Upper limit, 99.8 %', [8, 6]),
  limit('upper_95', 'Upper limit, 95 %', [2, 6]),
  {
    refId: 'centre',
    title: 'All together',
    colour: MEAN,
    dash: [],
    query: `${VALUE} * 0 + on (indicator) group_left () trustwatch_indicator_compared_centre`,
  },
  limit('lower_95', 'Lower limit, 95 %', [2, 6]),
  limit('lower_998', 'Lower limit, 99.8 %', [8, 6]),
];

function queries(): DataqueryBuilder[] {
  const denominators = named('trustwatch_indicator_compared_denominator{indicator="$indicator"}');
  return [
    rows('denominator', `max by (org, name) (${denominators})`),
    ...PARTS.map((part) => rows(part.refId, `max by (org) (${inRegion(part.query)})`)),
  ];
}

function look(part: Part): DynamicConfigValue[] {
  const line: DynamicConfigValue[] = [
    { id: 'custom.show', value: XYShowMode.Lines },
    { id: 'custom.lineStyle', value: part.dash?.length ? { fill: 'dash', dash: part.dash } : { fill: 'solid' } },
    { id: 'custom.lineWidth', value: 1 },
  ];
  const dots: DynamicConfigValue[] = [
    { id: 'custom.show', value: XYShowMode.Points },
    { id: 'custom.pointSize.fixed', value: 9 },
  ];
  const common = [
    { id: 'color', value: fixed(part.colour) },
    { id: 'noValue', value: '–' },
  ];
  return [...common, ...(part.dash === undefined ? dots : line)];
}

function series(part: Part): XYSeriesConfigBuilder {
  const column = (name: string): { matcher: MatcherConfig } => ({ matcher: { id: 'byName', options: name } });
  return new XYSeriesConfigBuilder()
    .name({ fixed: part.title })
    .frame({ matcher: { id: 'byIndex', options: 0 } })
    .x(column(X))
    .y(column(part.title));
}

export function funnel(): PanelBuilder {
  const titles: Record<string, string> = { 'Value #denominator': X, name: 'Organisation', org: 'Code' };
  for (const part of PARTS) titles[`Value #${part.refId}`] = part.title;
  const panel = describe(new PanelBuilder(), {
    title: 'Who differs by more than chance?',
    description:
      'A point is an organisation: across, how many its figure was counted from; up, the figure, in the unit ' +
      'stated above. Small organisations differ more by chance, so the limits open like a funnel; outside of the ' +
      '99.8 % limits chance is no explanation. Point at one to see which it is. Ask why it differs before you say ' +
      'that it is good or bad: case mix and coding come first.',
    empty: 'No funnel: the indicator has no numerator and denominator, or too few organisations have reported',
  })
    .targets(queries())
    .transformations([
      { id: 'merge', options: {} },
      { id: 'organize', options: { excludeByName: { Time: true }, indexByName: {}, renameByName: titles } },
      { id: 'sortBy', options: { sort: [{ field: X, desc: false }] } },
    ])
    .mapping(SeriesMapping.Manual)
    .series(PARTS.map(series))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    );
  for (const part of PARTS) panel.overrideByName(part.title, look(part));
  return panel.overrideByName(X, [{ id: 'unit', value: 'short' }]);
}
