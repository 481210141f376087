// Months that are marked for review, and the signals that are held because of it.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toIndicator, toOrganisation, toSeries } from '../shared/links';
import { bySeries, linkable, named, rows, titled } from '../shared/queries';
import { REVIEWS } from '../shared/words';
import { CODE, FOR_LINKS, PARTS, TITLE, TRUST, table } from './table';

const MONTH = 'time:MMM YYYY';
const HELD_BY = ['org', 'name', 'indicator', 'title', 'breakdown', 'span', 'var_breakdown', 'var_span', 'reason'];

export function indicatorsUnderReview(): PanelBuilder {
  const starts = titled('trustwatch_indicator_review_start_timestamp_seconds');
  return table({
    title: 'Which indicators are under review?',
    description:
      'The newest month of an indicator in which many organisations stepped together, or its definition ' +
      'changed. Its keeper looks at what changed in collection; a real change is recorded as a step change, which ' +
      'ends the review.',
    empty: 'No indicator is under review, or nothing is scraped',
    queries: [rows('month', `1000 * max by (indicator, title, span, reason) (${starts})`)],
    columns: [
      { ...TITLE, links: [toIndicator()] },
      { of: 'span', title: 'Span', width: 70 },
      { of: 'reason', title: 'Why', words: REVIEWS },
      { of: 'month', title: 'Month', unit: MONTH, width: 100 },
      { of: 'indicator', title: 'indicator', hidden: true },
    ],
    sortBy: 'Month',
    descending: true,
  });
}

export function organisationsUnderReview(): PanelBuilder {
  return table({
    title: 'Which organisations are under review?',
    description:
      'The newest month of an organisation in which it merged, was divided, or changed what it covers. ' +
      'Figures before and after are not of the same service: record step changes where they belong.',
    empty: 'No organisation of the chosen regions is under review, or nothing is scraped',
    queries: [
      rows(
        'month',
        '1000 * max by (org, name, reason) ' + `(${named('trustwatch_organisation_review_start_timestamp_seconds')})`,
      ),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { of: 'reason', title: 'Why', words: REVIEWS },
      { of: 'month', title: 'Month', unit: MONTH, width: 100 },
    ],
    sortBy: 'Month',
    descending: true,
  });
}

export function heldSignals(): PanelBuilder {
  return table({
    title: 'Which signals are held until somebody has looked?',
    description:
      'Series whose present signal begins in a month under review. They raise no alert of ' +
      'deterioration, and are not lost: they stand here. Look at the chart, and record a step change or let the ' +
      'review pass.',
    empty: 'No signal of the chosen regions is held, or nothing is scraped',
    queries: [rows('held', bySeries(linkable(titled(named('trustwatch_indicator_latest_review'))), ...HELD_BY))],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { ...TITLE, links: [toSeries()] },
      ...PARTS,
      { of: 'reason', title: 'Why', words: REVIEWS, width: 260 },
      ...FOR_LINKS,
    ],
    sortBy: 'Organisation',
  });
}
