import { boardPage } from '../panels/board_page';
import { NO_HISTORY, NOT_SCRAPED } from '../panels/describe';
import { events } from '../panels/events';
import { stat } from '../panels/stat';
import { table } from '../panels/table';
import { timeline } from '../panels/timeline';
import { verdictThresholds } from '../panels/verdict_thresholds';
import { HOW_TO_READ_XMR, xmr } from '../panels/xmr';
import type { Board } from '../shared/board';
import { CONCERN, IMPROVEMENT } from '../shared/colours';
import { ORGANISATION, toSeriesOfChart } from '../shared/links';
import { VERDICT, now, rows, steps, verdictCodes } from '../shared/queries';
import { charts, indicator, org, region } from '../shared/variables';
import { codeMappings, VERDICTS } from '../shared/words';

const OF_THIS = 'org="$org",breakdown="",span=""';

const who = table({
  title: 'Which organisation?',
  description:
    'What the register calls the organisation now, and where it belongs. Events, as mergers, are marked in the charts.',
  empty: 'The organisation was not open in this time range, or history cannot be read: see "Is the service well?"',
  queries: [
    rows(
      'is',
      'count by (org, name, region, icb, kind) (last_over_time(trustwatch_organisation{org="$org"}[$__range]))',
    ),
  ],
  columns: [
    { of: 'name', title: 'Name' },
    { of: 'org', title: 'Code', width: 70 },
    { of: 'region', title: 'Region', width: 170 },
    { of: 'icb', title: 'Integrated care board', width: 190 },
    { of: 'kind', title: 'Kind', width: 160 },
  ],
});

function count(title: string, description: string, query: string, all: string, colour: string) {
  return stat({
    title,
    description,
    empty: NOT_SCRAPED,
    decimals: 0,
    colour,
    queries: [now('count', `count(${query}) or 0 * count(${all})`)],
  });
}

const JUDGED = `${VERDICT}{org="$org"}`;
const counts = [
  count(
    'Concerns',
    'Series of this organisation whose newest verdict is a special cause in the direction of concern.',
    `${VERDICT}{org="$org",verdict=~"concern.*"}`,
    JUDGED,
    CONCERN,
  ),
  count(
    'Improvements',
    'Series of this organisation whose newest verdict is a special cause in the direction of improvement.',
    `${VERDICT}{org="$org",verdict=~"improvement.*"}`,
    JUDGED,
    IMPROVEMENT,
  ),
  stat({
    title: 'Figures overdue',
    description:
      'Figures owed for the last complete month that have not come, and the deadline is over. "Who has ' +
      'reported?" says which return they belong to.',
    empty: 'This organisation owes no return, or nothing is scraped',
    decimals: 0,
    colour: CONCERN,
    queries: [now('overdue', 'sum(trustwatch_return_overdue{org="$org"})')],
  }),
];

const history = timeline({
  title: 'What did each month say of each indicator?',
  description:
    'A row is an indicator, along it the verdict of each month: grey is common cause, blue improvement, ' +
    'orange concern, purple a special cause where neither way is better; point at a stretch to read it in words. ' +
    'Rows that change together may have one cause: a merger, a ward that closed, a new system of records.',
  empty: NO_HISTORY,
  query: steps(
    'verdict',
    `${verdictCodes(`trustwatch_indicator_point{${OF_THIS}}`, 'indicator')} ` +
      '* on (indicator) group_left (title) trustwatch_indicator',
    '{{title}}',
  ),
  mappings: codeMappings(VERDICTS),
  thresholds: verdictThresholds(),
});

const chart = xmr({
  title: '$charts',
  description: `${HOW_TO_READ_XMR} In the unit that the board page states.`,
  empty: 'No figure of this indicator in this time range: choose a longer one',
  selector: 'org="$org",indicator=~"$charts",breakdown="",span=""',
  links: [toSeriesOfChart('indicator')],
})
  .repeat('charts')
  .maxPerRow(3);

export function organisationBoard(): Board {
  return {
    identity: ORGANISATION,
    from: 'now-3y',
    refresh: '15m',
    variables: [region(), org(), charts('indicator'), indicator('org', true)],
    annotations: [events('org="$org"')],
    sections: [
      { title: 'Who it is', shelves: [{ height: 4, panels: [who, ...counts], widths: [12, 4, 4, 4] }] },
      { title: 'The board page', shelves: [{ height: 22, panels: [boardPage()] }] },
      { title: 'How it moves', shelves: [{ height: 16, panels: [history] }] },
      { title: 'A chart of each indicator', collapsed: true, shelves: [{ height: 9, panels: [chart], widths: [8] }] },
    ],
  };
}
