// What has not come.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toOrganisation, toSeries } from '../shared/links';
import { bySeries, inRegion, linkable, named, rows, titled } from '../shared/queries';
import { CODE, FOR_LINKS, TITLE, TRUST, PARTS, table } from './table';

const LATE = 'trustwatch_return_overdue > 0';
const STALE = 'trustwatch_indicator_latest_periods_overdue';
const OWED_BY = ['org', 'name', 'indicator', 'title', 'breakdown', 'span', 'var_breakdown', 'var_span'];

export function notReported(): PanelBuilder {
  const ofLate = (metric: string): string => `max by (org, return) (${inRegion(metric)} and on (org, return) ${LATE})`;
  return table({
    title: 'Who has not reported?',
    description:
      'Returns for the last complete month, past their deadline, of which figures are missing. Owed: ' +
      'how many figures the return has. Ring the trust: a whole return that is missing is most often a matter of ' +
      'an absence or a login.',
    empty: 'Nothing is overdue in the chosen regions, or nothing is scraped',
    queries: [
      rows('overdue', `max by (org, name, return) (${named(`(${LATE})`)})`),
      rows('received', ofLate('trustwatch_return_received')),
      rows('owed', ofLate('trustwatch_return_owed')),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { of: 'return', title: 'Return' },
      { of: 'overdue', title: 'Overdue', decimals: 0, width: 90 },
      { of: 'received', title: 'Received', decimals: 0, width: 90 },
      { of: 'owed', title: 'Owed', decimals: 0, width: 80 },
    ],
    sortBy: 'Overdue',
    descending: true,
  });
}

export function stale(): PanelBuilder {
  return table({
    title: 'Which series have gone silent?',
    description:
      'Series for which periods after the newest figure are owed, past their deadline, and have not ' +
      'come. A verdict of such a series is old news: look at the date before you act on it.',
    empty: 'No series of the chosen regions lags behind, or nothing is scraped',
    queries: [rows('periods', bySeries(linkable(titled(named(STALE))), ...OWED_BY))],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { ...TITLE, links: [toSeries()] },
      ...PARTS,
      { of: 'periods', title: 'Periods overdue', decimals: 0, width: 130 },
      ...FOR_LINKS,
    ],
    sortBy: 'Periods overdue',
    descending: true,
  });
}
