import { NOT_SCRAPED } from '../panels/describe';
import { lines } from '../panels/lines';
import { notReported, stale } from '../panels/missing';
import { lastMonth, receivedByOrganisation, inTimeByOrganisation } from '../panels/reporting';
import { stat } from '../panels/stat';
import type { Board } from '../shared/board';
import { CONCERN } from '../shared/colours';
import { REPORTING } from '../shared/links';
import { inRegion, now, steps } from '../shared/queries';
import { indicator, org, region, returns } from '../shared/variables';

const THIS = '{return=~"$return"}';

function count(title: string, description: string, metric: string, colour?: string) {
  return stat({
    title,
    description,
    empty: NOT_SCRAPED,
    decimals: 0,
    ...(colour === undefined ? {} : { colour }),
    queries: [now('count', `sum(${inRegion(`${metric}${THIS}`)})`)],
  });
}

const counts = [
  count(
    'Figures owed',
    'Figures that the chosen returns ask of the organisations of the chosen regions for the ' +
      'last complete month in London.',
    'trustwatch_return_owed',
  ),
  count(
    'Figures received',
    'Of these, the figures that have come. An absence with a reason counts: it was reported.',
    'trustwatch_return_received',
  ),
  count(
    'Figures overdue',
    'Of these, the figures that have not come after the deadline. The table below says whose they are.',
    'trustwatch_return_overdue',
    CONCERN,
  ),
];

const OWED =
  `sum by (return) (trustwatch_return_month_owed${THIS} ` +
  '* on (org) group_left () trustwatch_organisation{region=~"$region"})';

// Of figures owed for each month: how many of a hundred have come, or had come before the deadline.
function share(what: 'received' | 'in_time'): string {
  return (
    `100 * sum by (return) (trustwatch_return_month_${what}${THIS} ` +
    `* on (org) group_left () trustwatch_organisation{region=~"$region"}) / (${OWED} > 0)`
  );
}

const completeness = lines({
  title: 'How complete is each return?',
  description:
    'Of the figures that organisations of the chosen regions owed for a month, how many in a hundred ' +
    'have come by now. A month that stays below 100 has gaps that nobody closes any more; the newest month fills ' +
    'until its deadline.',
  empty: 'No return was owed in this time range, or history cannot be read: see "Is the service well?"',
  unit: 'percent',
  decimals: 0,
  min: 0,
  max: 100,
  monthly: true,
  queries: [steps('received', share('received'), '{{return}}')],
});

const timeliness = lines({
  title: 'How timely is each return?',
  description:
    'Of the figures that were owed for a month, how many in a hundred came before the deadline. Where ' +
    'completeness is high and this is low, figures come late: ask whether the deadline fits how the trusts close ' +
    'their month.',
  empty: 'No return was owed in this time range, or history cannot be read: see "Is the service well?"',
  unit: 'percent',
  decimals: 0,
  min: 0,
  max: 100,
  monthly: true,
  queries: [steps('in_time', share('in_time'), '{{return}}')],
});

export function reportingBoard(): Board {
  return {
    identity: REPORTING,
    from: 'now-2y',
    refresh: '15m',
    variables: [region(), returns(), org(true), indicator('all', true)],
    sections: [
      {
        title: 'The last complete month',
        shelves: [
          { height: 4, panels: counts },
          { height: 10, panels: [notReported(), stale()] },
        ],
      },
      { title: 'Month by month', shelves: [{ height: 9, panels: [completeness, timeliness] }] },
      {
        title: 'Organisation by organisation',
        shelves: [
          { height: 18, panels: [receivedByOrganisation(), inTimeByOrganisation()] },
          { height: 12, panels: [lastMonth()] },
        ],
      },
    ],
  };
}
