// What an indicator is, and where each organisation stands on it.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toOrganisation, toSeriesOfThis } from '../shared/links';
import { VERDICT, inRegion, named, rows } from '../shared/queries';
import { ASSURANCES, DIRECTIONS, VERDICTS } from '../shared/words';
import { NOT_SCRAPED, NO_HISTORY } from './describe';
import { CODE, TRUST, table } from './table';

const OF_THIS = 'indicator="$indicator",breakdown="",span=""';
const COMPARED = 'trustwatch_indicator_compared_period_end_timestamp_seconds';
const MONTH = 'time:MMM YYYY';

export function whatItIs(): PanelBuilder {
  const organisations = `count by (indicator) (${inRegion(`${VERDICT}{${OF_THIS}}`)})`;
  return table({
    title: 'What does it measure?',
    description:
      'The title of the indicator, its unit (numbers in charts are in it), and which way is better. ' +
      'Organisations: how many of the chosen regions have figures.',
    empty: NO_HISTORY,
    queries: [
      rows('is', 'max by (indicator, title, unit, direction) (trustwatch_indicator{indicator="$indicator"})'),
      rows('organisations', organisations),
      rows('compared', `1000 * max by (indicator) (${COMPARED}{indicator="$indicator"})`),
      rows('target', `max by (indicator) (trustwatch_indicator_latest_target{${OF_THIS}})`),
    ],
    columns: [
      { of: 'title', title: 'Title' },
      { of: 'unit', title: 'Unit', width: 130 },
      { of: 'direction', title: 'Direction', words: DIRECTIONS, width: 160 },
      { of: 'target', title: 'Target', width: 80, decimals: 1 },
      { of: 'organisations', title: 'Organisations', width: 110, decimals: 0 },
      { of: 'compared', title: 'Period of the funnel', unit: MONTH, width: 150 },
      { of: 'indicator', title: 'Id', width: 160 },
    ],
  });
}

export function whereEachStands(): PanelBuilder {
  const ofOrg = (metric: string, ...more: readonly string[]): string =>
    `max by (${['org', ...more].join(', ')}) (${inRegion(`trustwatch_indicator_latest_${metric}{${OF_THIS}}`)})`;
  return table({
    title: 'Where does each organisation stand?',
    description:
      'The newest figure of each, in the unit stated above, with its verdict and the range that chance ' +
      'alone explains. The order of places is not a finding: most differences between neighbours are chance. The ' +
      'name leads to the page of the organisation, the verdict to the chart.',
    empty: NOT_SCRAPED,
    queries: [
      rows('judged', `max by (org, name, verdict) (${named(`${VERDICT}{${OF_THIS}}`)})`),
      rows('value', ofOrg('value')),
      rows('period', `1000 * ${ofOrg('period_end_timestamp_seconds')}`),
      rows('since', `1000 * ${ofOrg('signal_start_timestamp_seconds')}`),
      rows('mean', ofOrg('mean')),
      rows('lower', ofOrg('lower_limit')),
      rows('upper', ofOrg('upper_limit')),
      rows('assured', ofOrg('assurance', 'assurance')),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { of: 'value', title: 'Figure', decimals: 1, width: 90 },
      { of: 'period', title: 'Period', unit: MONTH, width: 90 },
      { of: 'verdict', title: 'Verdict', words: VERDICTS, width: 170, links: [toSeriesOfThis('indicator')] },
      { of: 'since', title: 'Since', unit: MONTH, width: 90 },
      { of: 'mean', title: 'Mean', decimals: 1, width: 90 },
      { of: 'lower', title: 'Lower limit', decimals: 1, width: 100 },
      { of: 'upper', title: 'Upper limit', decimals: 1, width: 100 },
      { of: 'assurance', title: 'Standard', words: ASSURANCES, width: 170 },
    ],
    sortBy: 'Figure',
    descending: true,
  });
}
