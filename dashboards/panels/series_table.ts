// Tables with a row for each of some series: who, what, which verdict, since when, and where it stands.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toOrganisation, toSeries } from '../shared/links';
import { VERDICT, bySeries, inRegion, linkable, named, rows, titled, where } from '../shared/queries';
import { ASSURANCES, REVIEWS, VERDICTS } from '../shared/words';
import type { About } from './describe';
import { CODE, FOR_LINKS, PARTS, TITLE, TRUST, UNIT, table } from './table';

const SHOWN = ['org', 'name', 'indicator', 'title', 'unit', 'breakdown', 'span', 'var_breakdown', 'var_span'];
const MONTH = 'time:MMM YYYY';

export interface SeriesTableOf extends About {
  readonly verdicts: string; // a regular expression
  readonly condition?: string; // on the metric of verdicts
}

function selected(of: SeriesTableOf): string {
  const verdicts = `${VERDICT}{verdict=~"${of.verdicts}"}`;
  return of.condition === undefined ? verdicts : where(verdicts, of.condition);
}

export function seriesTable(of: SeriesTableOf): PanelBuilder {
  const chosen = selected(of);
  const ofSeries = (metric: string, ...shown: readonly string[]): string =>
    bySeries(where(inRegion(`trustwatch_indicator_latest_${metric}`), chosen), ...shown);
  return table({
    ...of,
    queries: [
      rows('judged', bySeries(linkable(titled(named(chosen))), ...SHOWN, 'verdict')),
      rows('since', `1000 * ${ofSeries('signal_start_timestamp_seconds')}`),
      rows('periods', ofSeries('verdict_periods')),
      rows('value', ofSeries('value')),
      rows('mean', ofSeries('mean')),
      rows('target', ofSeries('target')),
      rows('assured', ofSeries('assurance', 'assurance')),
      rows('review', ofSeries('review', 'reason')),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { ...TITLE, links: [toSeries()] },
      ...PARTS,
      { of: 'verdict', title: 'Verdict', words: VERDICTS, width: 170 },
      { of: 'since', title: 'Since', unit: MONTH, width: 90 },
      { of: 'periods', title: 'Periods in a row', decimals: 0, width: 120 },
      { of: 'value', title: 'Figure', decimals: 1, width: 90 },
      { of: 'mean', title: 'Mean', decimals: 1, width: 90 },
      { of: 'target', title: 'Target', decimals: 1, width: 90 },
      UNIT,
      { of: 'assurance', title: 'Standard', words: ASSURANCES, width: 170 },
      { of: 'reason', title: 'Under review', words: REVIEWS, width: 230 },
      ...FOR_LINKS,
    ],
    sortBy: 'Since',
    descending: true,
  });
}
