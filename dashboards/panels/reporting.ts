// Who reported what, and when.

import { MappingType, type Threshold, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';

import { COMMON_CAUSE, CONCERN, IMPROVEMENT } from '../shared/colours';
import { toOrganisation } from '../shared/links';
import { inRegion, named, namedHistory, rows, steps } from '../shared/queries';
import { NOT_SCRAPED } from './describe';
import { CODE, TRUST, table } from './table';
import { timeline } from './timeline';

const THIS = '{return=~"$return"}';
const INSTANT = 'time:D MMM YYYY HH:mm';
const EMPTY = 'No return was owed in this time range, or history cannot be read: see "Is the service well?"';

// Of a hundred figures: all, some or none.
function shares(all: string, some: string, none: string): ValueMapping[] {
  const range = (from: number, to: number, text: string, color: string, index: number): ValueMapping => ({
    type: MappingType.RangeToText,
    options: { from, to, result: { text, color, index } },
  });
  return [
    range(100, 100, `✓ ${all}`, IMPROVEMENT, 0),
    range(0.001, 99.999, `◐ ${some}`, COMMON_CAUSE, 1),
    range(0, 0, `✗ ${none}`, CONCERN, 2),
  ];
}

const THRESHOLDS: readonly Threshold[] = [
  { value: null, color: CONCERN },
  { value: 0.001, color: COMMON_CAUSE },
  { value: 100, color: IMPROVEMENT },
];

function share(what: 'received' | 'in_time'): string {
  return namedHistory(
    `100 * sum by (org) (trustwatch_return_month_${what}${THIS}) ` +
      `/ (sum by (org) (trustwatch_return_month_owed${THIS}) > 0)`,
  );
}

export function receivedByOrganisation(): TimelineBuilder {
  return timeline({
    title: 'Who has reported, month by month?',
    description:
      'A row is an organisation, along it the months: blue, all figures that it owed have come; grey, a ' +
      'part; orange, none. Point at a month to read it in words. A row that turns grey and stays so has lost one ' +
      'source, not its will.',
    empty: EMPTY,
    query: steps('received', share('received'), '{{name}}'),
    mappings: shares('All figures have come', 'A part has come', 'Nothing has come'),
    thresholds: THRESHOLDS,
  });
}

export function inTimeByOrganisation(): TimelineBuilder {
  return timeline({
    title: 'Who reported in time, month by month?',
    description:
      'A row is an organisation, along it the months: blue, all figures that it owed came before the ' +
      'deadline; grey, a part; orange, none of them. Point at a month to read it in words. For a month before its ' +
      'deadline it is too early to say.',
    empty: EMPTY,
    query: steps('in_time', share('in_time'), '{{name}}'),
    mappings: shares('All came in time', 'A part came in time', 'Nothing came in time'),
    thresholds: THRESHOLDS,
  });
}

export function lastMonth(): TableBuilder {
  const figures = (refId: string, metric: string) =>
    rows(refId, `max by (org, return) (${inRegion(`${metric}${THIS}`)})`);
  const submission = (refId: string, outcome: string) =>
    rows(refId, `1000 * max by (org) (${inRegion(`trustwatch_submission_last_${outcome}_timestamp_seconds`)})`);
  return table({
    title: 'What came for the last complete month, and when did anybody last send?',
    description:
      'Figures owed, received and overdue of each return, and when a submission of the organisation was ' +
      'last accepted or refused (UTC, since the daemon was started). Refused later than accepted: the trust tried, ' +
      'and needs help with its file.',
    empty: NOT_SCRAPED,
    queries: [
      rows('owed', `max by (org, name, return) (${named(`trustwatch_return_owed${THIS}`)})`),
      figures('received', 'trustwatch_return_received'),
      figures('overdue', 'trustwatch_return_overdue'),
      submission('accepted', 'accepted'),
      submission('refused', 'refused'),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      { of: 'return', title: 'Return', width: 260 },
      { of: 'owed', title: 'Owed', decimals: 0, width: 90 },
      { of: 'received', title: 'Received', decimals: 0, width: 90 },
      { of: 'overdue', title: 'Overdue', decimals: 0, width: 90 },
      { of: 'accepted', title: 'Last accepted', unit: INSTANT, width: 160 },
      { of: 'refused', title: 'Last refused', unit: INSTANT, width: 160 },
    ],
    sortBy: 'Overdue',
    descending: true,
  });
}
