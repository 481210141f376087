// The numbers behind the chart, and what was recorded about the series.

import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PromQueryFormat, type DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { HISTORY_SLICE, samples } from '../shared/queries';
import { VERDICTS } from '../shared/words';
import { table } from './table';

const MONTH = 'time:MMM YYYY';

function samplesAsRows(refId: string, selector: string): DataqueryBuilder {
  return samples(refId, selector, '').format(PromQueryFormat.Table);
}

// By time, and without the labels, which are the same in all rows: one label of all, the verdict, is a fact of its row.
const BY_TIME: readonly DataTransformerConfig[] = [
  { id: 'joinByField', options: { byField: 'Time', mode: 'outer' } },
  { id: 'filterFieldsByName', options: { include: { pattern: '^(Time|verdict|Value.*)$' } } },
];

export function everyPeriod(): PanelBuilder {
  const history = (refId: string, what: string): DataqueryBuilder =>
    samplesAsRows(refId, `trustwatch_indicator_${what}{${HISTORY_SLICE}}`);
  return table({
    title: 'What was each figure?',
    description:
      'A row is a period, by its last month, in the unit of the series: what the chart draws, to be ' +
      'copied or checked. With a day in "As of", as it was known then. Mean and limits are those of the process ' +
      'that the period belongs to.',
    empty: 'No figure in this time range, or none was known on that day',
    queries: [
      history('figure', 'value'),
      history('points', 'point'),
      history('mean', 'mean'),
      history('lower', 'lower_limit'),
      history('upper', 'upper_limit'),
      history('target', 'target'),
    ],
    before: BY_TIME,
    columns: [
      { of: 'Time', title: 'Last month', unit: MONTH, width: 110 },
      { of: 'figure', title: 'Figure', decimals: 2, width: 100 },
      { of: 'verdict', title: 'Verdict', words: VERDICTS, width: 180 },
      { of: 'mean', title: 'Mean', decimals: 2, width: 100 },
      { of: 'lower', title: 'Lower limit', decimals: 2, width: 100 },
      { of: 'upper', title: 'Upper limit', decimals: 2, width: 100 },
      { of: 'target', title: 'Target', decimals: 2, width: 100 },
    ],
    sortBy: 'Last month',
    descending: true,
  });
}

export function recordedEvents(): PanelBuilder {
  return table({
    title: 'Which events were recorded?',
    description:
      'Step changes of this series, from which the lines begin anew, with their cause; and events of ' +
      'the organisation in the register. An action that is not here is not known to the chart: record it with ' +
      '`trustwatch record-step-change`.',
    empty: 'Nothing was recorded in this time range',
    queries: [samplesAsRows('event', 'trustwatch_indicator_event{org="$org",indicator=~"$indicator|",as_of="$as_of"}')],
    columns: [
      { of: 'Time', title: 'Month', unit: MONTH, width: 100 },
      { of: 'kind', title: 'Kind', width: 130 },
      { of: 'cause', title: 'Cause' },
    ],
    unnamed: ['__name__', 'org', 'indicator', 'as_of'],
    sortBy: 'Month',
    descending: true,
  });
}
