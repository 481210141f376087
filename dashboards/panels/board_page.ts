// Every indicator of one organisation as a whole: what a board wants to see on one page.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toIndicator, toSeriesOfThis } from '../shared/links';
import { VERDICT, rows, steps } from '../shared/queries';
import { ABSENCES, ASSURANCES, VERDICTS } from '../shared/words';
import { NOT_SCRAPED } from './describe';
import { TITLE, UNIT, table } from './table';

const OF_THIS = 'org="$org",breakdown="",span=""';
const MONTH = 'time:MMM YYYY';
const SPARKLINE = 'trend';

export function boardPage(): PanelBuilder {
  const latest = (metric: string, ...more: readonly string[]): string =>
    `max by (${['indicator', ...more].join(', ')}) (trustwatch_indicator_latest_${metric}{${OF_THIS}})`;
  return table({
    title: 'How does every indicator stand?',
    description:
      'The newest figure of each indicator, in its own unit, with its verdict in words: concern and ' +
      'improvement are special causes, common cause is what chance explains. Standard: what the process, as it is, ' +
      'will do with the target. Trend: the months of the time range. Begin with concern, then with standards that ' +
      'are consistently missed; the title leads to all organisations, the verdict to the chart.',
    empty: NOT_SCRAPED,
    queries: [
      rows(
        'judged',
        `max by (indicator, title, unit, verdict) (${VERDICT}{${OF_THIS}} ` +
          '* on (indicator) group_left (title, unit) trustwatch_indicator_info)',
      ),
      rows('value', latest('value')),
      rows('absence', latest('absence', 'kind')),
      rows('period', `1000 * ${latest('period_end_timestamp_seconds')}`),
      rows('since', `1000 * ${latest('signal_start_timestamp_seconds')}`),
      rows('assured', latest('assurance', 'assurance')),
      rows('target', latest('target')),
      rows('mean', latest('mean')),
      rows('lower', latest('lower_limit')),
      rows('upper', latest('upper_limit')),
      steps(SPARKLINE, `max by (indicator) (trustwatch_indicator_value{${OF_THIS}})`, '{{indicator}}').interval('14d'),
    ],
    // The rest is merged first: an answer with nothing in it has no indicator, and a trend no time, to be merged by.
    before: [
      {
        id: 'timeSeriesTable',
        filter: { id: 'byRefId', options: SPARKLINE },
        options: { [SPARKLINE]: { stat: 'lastNotNull', timeField: 'Time' } },
      },
      { id: 'merge', filter: { id: 'byRefId', options: `/^(?!${SPARKLINE}$)/` }, options: {} },
    ],
    columns: [
      { ...TITLE, links: [toIndicator()] },
      { of: 'value', title: 'Figure', decimals: 1, width: 90 },
      UNIT,
      { of: 'kind', title: 'Instead of a figure', words: ABSENCES, width: 150 },
      { of: 'period', title: 'Period', unit: MONTH, width: 90 },
      { of: 'verdict', title: 'Verdict', words: VERDICTS, width: 165, links: [toSeriesOfThis('org')] },
      { of: 'since', title: 'Since', unit: MONTH, width: 90 },
      { of: 'target', title: 'Target', decimals: 1, width: 80 },
      { of: 'assurance', title: 'Standard', words: ASSURANCES, width: 170 },
      { of: SPARKLINE, title: 'Trend', sparkline: true, width: 160 },
      { of: 'mean', title: 'Mean', decimals: 1, width: 80 },
      { of: 'lower', title: 'Lower limit', decimals: 1, width: 95 },
      { of: 'upper', title: 'Upper limit', decimals: 1, width: 95 },
      { of: 'indicator', title: 'indicator', hidden: true },
    ],
    sortBy: 'Verdict',
  });
}
