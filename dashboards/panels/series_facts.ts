// Tables of one row with what is known now of one series.

import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { SLICE, VERDICT, rows } from '../shared/queries';
import { toIndicator, toOrganisation } from '../shared/links';
import { ABSENCES, ASSURANCES, DIRECTIONS, REVIEWS, STANDARD, STATUSES, VERDICTS, WORKING } from '../shared/words';
import { NOT_SCRAPED, NO_HISTORY } from './describe';
import { table } from './table';

const MONTH = 'time:MMM YYYY';
const DAY = 'time:D MMM YYYY';
const INSTANT = 'time:D MMM YYYY HH:mm';

// All of one series, so that the organisation is enough to join them by.
function latest(refId: string, metric: string, ...labels: readonly string[]): DataqueryBuilder {
  const factor = metric.endsWith('_timestamp_seconds') ? '1000 * ' : '';
  const by = ['org', ...labels].join(', ');
  return rows(refId, `${factor}max by (${by}) (trustwatch_indicator_latest_${metric}{${SLICE}})`);
}

export function whichSeries(): PanelBuilder {
  const figures = `last_over_time(trustwatch_indicator_value{${SLICE}}[$__range])`;
  return table({
    title: 'Which series?',
    description:
      'The organisation and the indicator whose chart this is; numbers below are in the unit that ' +
      'stands here. Breakdown and span are empty for the whole and for the span that the indicator is defined by ' +
      'first.',
    empty: NO_HISTORY,
    queries: [
      rows(
        'is',
        'max by (org, name, indicator, title, unit, direction, breakdown, span) (' +
          `${figures} * on (org) group_left (name) last_over_time(trustwatch_organisation[$__range]) ` +
          '* on (indicator) group_left (title, unit, direction) last_over_time(trustwatch_indicator[$__range]))',
      ),
    ],
    columns: [
      { of: 'name', title: 'Organisation', width: 330, links: [toOrganisation()] },
      { of: 'title', title: 'Indicator', links: [toIndicator()] },
      { of: 'unit', title: 'Unit', width: 150 },
      { of: 'direction', title: 'Direction', words: DIRECTIONS, width: 160 },
      { of: 'breakdown', title: 'Breakdown', width: 150 },
      { of: 'span', title: 'Span', width: 70 },
      { of: 'org', title: 'Code', width: 70 },
      { of: 'indicator', title: 'Id', width: 170 },
    ],
  });
}

export function newestFigure(): PanelBuilder {
  return table({
    title: 'What is the newest figure?',
    description:
      'The newest period and its figure, or why there is none: nil return, hidden, not applicable and ' +
      'missing are not nought. Standard: whether it meets the target in force. Few events: it rests on so few that ' +
      'chance moves it.',
    empty: NOT_SCRAPED,
    queries: [
      latest('period', 'period_end_timestamp_seconds'),
      latest('value', 'value'),
      latest('absence', 'absence', 'kind'),
      latest('target', 'target'),
      latest('met', 'standard_met'),
      latest('few', 'low_volume'),
      latest('overdue', 'periods_overdue'),
    ],
    columns: [
      { of: 'period', title: 'Last day', unit: DAY },
      { of: 'value', title: 'Figure', decimals: 2 },
      { of: 'kind', title: 'Instead of a figure', words: ABSENCES },
      { of: 'target', title: 'Target', decimals: 2 },
      { of: 'met', title: 'Standard', words: STANDARD },
      { of: 'few', title: 'Few events', words: WORKING },
      { of: 'overdue', title: 'Periods overdue', decimals: 0 },
      { of: 'org', title: 'org', hidden: true },
    ],
  });
}

export function verdictFacts(): PanelBuilder {
  return table({
    title: 'What is the verdict, and since when?',
    description:
      'The verdict on the newest point, the first month of its signal, and for how many periods in a ' +
      'row it has held. Standard in the long run: what the process as it is will do with the target. Under review: ' +
      'look before you act.',
    empty: NOT_SCRAPED,
    queries: [
      rows('judged', `max by (org, verdict) (${VERDICT}{${SLICE}})`),
      latest('since', 'signal_start_timestamp_seconds'),
      latest('periods', 'verdict_periods'),
      latest('assured', 'assurance', 'assurance'),
      latest('review', 'review', 'reason'),
    ],
    columns: [
      { of: 'verdict', title: 'Verdict', words: VERDICTS },
      { of: 'since', title: 'Since', unit: MONTH },
      { of: 'periods', title: 'Periods in a row', decimals: 0 },
      { of: 'assurance', title: 'Standard in the long run', words: ASSURANCES },
      { of: 'reason', title: 'Under review', words: REVIEWS },
      { of: 'org', title: 'org', hidden: true },
    ],
  });
}

export function basis(): PanelBuilder {
  return table({
    title: 'What do the lines rest on?',
    description:
      'Mean and process limits of the present process, and how many figures they were computed from: ' +
      'with fewer than twelve they are provisional, and move with every new figure.',
    empty: 'No lines yet: too few figures, or nothing is scraped',
    queries: [
      latest('figures', 'baseline_figures'),
      latest('mean', 'mean'),
      latest('lower', 'lower_limit'),
      latest('upper', 'upper_limit'),
    ],
    columns: [
      { of: 'figures', title: 'Figures', decimals: 0 },
      { of: 'mean', title: 'Mean', decimals: 2 },
      { of: 'lower', title: 'Lower process limit', decimals: 2 },
      { of: 'upper', title: 'Upper process limit', decimals: 2 },
      { of: 'org', title: 'org', hidden: true },
    ],
  });
}

export function provenance(): PanelBuilder {
  const submission = (refId: string, outcome: string): DataqueryBuilder =>
    rows(refId, '1000 * max by (org) ' + `(trustwatch_submission_last_${outcome}_timestamp_seconds{org="$org"})`);
  return table({
    title: 'Where does it come from?',
    description:
      'When the newest figure became known, whether it is final, and how often it was given: 1 unless ' +
      'it was corrected. Accepted and refused: the last submissions of the organisation since the daemon was ' +
      'started. Receipts: `trustwatch series ORG INDICATOR --revisions`. Times are UTC.',
    empty: NOT_SCRAPED,
    queries: [
      latest('known', 'revision_timestamp_seconds'),
      latest('status', 'status'),
      rows('revisions', `max by (org) (trustwatch_indicator_revisions{${SLICE}})`),
      submission('accepted', 'accepted'),
      submission('refused', 'refused'),
    ],
    columns: [
      { of: 'known', title: 'Known since', unit: INSTANT },
      { of: 'status', title: 'Status', words: STATUSES },
      { of: 'revisions', title: 'Revision', decimals: 0 },
      { of: 'accepted', title: 'Last accepted', unit: INSTANT },
      { of: 'refused', title: 'Last refused', unit: INSTANT },
      { of: 'org', title: 'org', hidden: true },
    ],
  });
}
