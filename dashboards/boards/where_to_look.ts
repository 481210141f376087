import { verdictMatrix, indicatorsByVerdict, organisationsWithConcerns } from '../panels/overview';
import { notReported, stale } from '../panels/missing';
import { heldSignals, indicatorsUnderReview, organisationsUnderReview } from '../panels/review';
import { NOT_SCRAPED } from '../panels/describe';
import { seriesTable } from '../panels/series_table';
import { stat } from '../panels/stat';
import type { Board } from '../shared/board';
import { CONCERN, IMPROVEMENT, NEITHER } from '../shared/colours';
import { REPORTING, WHERE_TO_LOOK } from '../shared/links';
import { VERDICT, inRegion, now, where } from '../shared/queries';
import { indicator, org, region } from '../shared/variables';

// How many of `what` there are among `all`; none is 0, and nothing scraped is nothing.
function count(title: string, description: string, what: string, all: string, colour: string) {
  return stat({
    title,
    description,
    empty: NOT_SCRAPED,
    decimals: 0,
    colour,
    queries: [now('count', `count(${inRegion(what)}) or 0 * count(${all})`)],
  });
}

const ASSURANCE = 'trustwatch_indicator_latest_assurance';
const PERIODS = 'trustwatch_indicator_latest_verdict_periods';
// A run counts once it has seven points; one more month, and it is no longer news.
const FRESH = `${PERIODS} <= 8`;

const counts = [
  count(
    'Concerns',
    'Series whose newest verdict is a special cause in the direction of concern. The table of ' +
      'concerns below has each.',
    `${VERDICT}{verdict=~"concern.*"}`,
    VERDICT,
    CONCERN,
  ),
  count(
    'Standards consistently missed',
    'Series that miss their target as their process is: without a change they ' +
      'go on to miss it. Ask for a plan, not for an explanation of a month.',
    `${ASSURANCE}{assurance="consistently_missed"}`,
    VERDICT,
    CONCERN,
  ),
  count(
    'Improvements',
    'Series whose newest verdict is a special cause in the direction of improvement. Ask what they did.',
    `${VERDICT}{verdict=~"improvement.*"}`,
    VERDICT,
    IMPROVEMENT,
  ),
  count(
    'Organisations with something overdue',
    'Organisations of whose figures for the last complete month some ' +
      'have not come, and the deadline is over. "Who has reported?" says which.',
    'count by (org) (trustwatch_return_overdue > 0)',
    'trustwatch_return_overdue',
    CONCERN,
  ),
  count(
    'Signals held for review',
    'Series whose present signal begins in a month that is marked for review, since ' +
      'many organisations stepped together, or a definition, a merger or coverage changed. They raise no alert until ' +
      'somebody has looked.',
    'trustwatch_indicator_latest_review',
    VERDICT,
    NEITHER,
  ),
];

const concerns = seriesTable({
  title: 'What gives concern, newest first',
  description:
    'Each series with a special cause in the direction of concern. Since: the first month of the ' +
    'signal. Look at the chart (the indicator is a link) before you call: a figure under review, or one month ' +
    'alone, may be no more than a fault of reporting. Numbers are in the unit of their row.',
  empty: 'No concern in the chosen regions, or nothing is judged yet',
  verdicts: 'concern.*',
});

const improvements = seriesTable({
  title: 'What has freshly improved?',
  description:
    'Series with a special cause in the direction of improvement that holds for eight periods at most: ' +
    'a run counts from its seventh. Ask the trust what it changed, while people remember. Numbers are in the unit ' +
    'of their row.',
  empty: 'No improvement of the last eight periods in the chosen regions, or nothing is judged yet',
  verdicts: 'improvement.*',
  condition: `(${where(VERDICT, FRESH)})`,
});

export function whereToLookBoard(): Board {
  return {
    identity: WHERE_TO_LOOK,
    from: 'now-3y',
    refresh: '15m',
    variables: [region(), org(true), indicator('all', true)],
    sections: [
      { title: 'In numbers', shelves: [{ height: 4, panels: counts, widths: [5, 5, 5, 5, 4] }] },
      {
        title: 'Where',
        shelves: [
          { height: 10, panels: [verdictMatrix(), organisationsWithConcerns()], widths: [11, 13] },
          { height: 11, panels: [concerns] },
          { height: 8, panels: [improvements] },
          { height: 11, panels: [indicatorsByVerdict()] },
        ],
      },
      {
        title: `What is missing (more on "${REPORTING.title}")`,
        shelves: [{ height: 9, panels: [notReported(), stale()] }],
      },
      {
        title: 'What is under review',
        shelves: [
          { height: 7, panels: [indicatorsUnderReview(), organisationsUnderReview()] },
          { height: 7, panels: [heldSignals()] },
        ],
      },
    ],
  };
}
