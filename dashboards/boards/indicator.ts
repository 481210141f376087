import { whereEachStands, whatItIs } from '../panels/indicator_facts';
import { funnel } from '../panels/funnel';
import { lines } from '../panels/lines';
import { NO_HISTORY } from '../panels/describe';
import { stat } from '../panels/stat';
import { timeline } from '../panels/timeline';
import { verdictThresholds } from '../panels/verdict_thresholds';
import { HOW_TO_READ_XMR, xmr } from '../panels/xmr';
import type { Board } from '../shared/board';
import { LIMITS, MEAN, TARGET } from '../shared/colours';
import { INDICATOR, toSeriesOfChart } from '../shared/links';
import { VERDICT, inRegion, namedHistory, now, steps, verdictCodes } from '../shared/queries';
import { charts, indicator, org, region } from '../shared/variables';
import { codeMappings, VERDICTS } from '../shared/words';

const OF_THIS = 'indicator="$indicator",breakdown="",span=""';

const verdicts = stat({
  title: 'How many organisations have which verdict?',
  description:
    'Organisations by the newest verdict on this indicator as a whole. Where nearly all move the same ' +
    'way at once, suspect the definition or the collection before the care.',
  empty: 'Nothing is judged yet, or the time range ends in the past: newest verdicts are of now',
  decimals: 0,
  queries: VERDICTS.map((word) =>
    now(word.value, `count(${inRegion(`${VERDICT}{${OF_THIS},verdict="${word.value}"}`)})`, word.text),
  ),
});

const history = timeline({
  title: 'What did each month say of each organisation?',
  description:
    'A row is an organisation, along it the verdict of each month: grey is common cause, blue ' +
    'improvement, orange concern, purple a special cause where neither way is better; point at a stretch to read ' +
    'it in words. Nothing where there is no figure. A colour that many rows share from one month on is more likely ' +
    'a matter of data than of care.',
  empty: NO_HISTORY,
  query: steps('verdict', namedHistory(verdictCodes(`trustwatch_indicator_point{${OF_THIS}}`, 'org')), '{{name}}'),
  mappings: codeMappings(VERDICTS),
  thresholds: verdictThresholds(),
});

const VALUES =
  `(trustwatch_indicator_value{${OF_THIS}} ` + '* on (org) group_left () trustwatch_organisation{region=~"$region"})';

const quartiles = lines({
  title: 'Where does the middle half lie?',
  description:
    'Each month the figures of all organisations, put in order: half of them lie between the two ' +
    'quartiles. Solid grey: the quartiles; dotted: the highest and the lowest; dashed red: the target. In the unit ' +
    'stated above. Counts differ by size alone: compare rates and proportions. The spread that narrows says that ' +
    'organisations learn from each other; the median that moves, that all of them moved.',
  empty: NO_HISTORY,
  monthly: true,
  looks: {
    highest: { colour: LIMITS, dash: [2, 6] },
    upper: { colour: LIMITS },
    median: { colour: MEAN, width: 2 },
    lower: { colour: LIMITS },
    lowest: { colour: LIMITS, dash: [2, 6] },
    target: { colour: TARGET, dash: [8, 6], width: 2 },
  },
  queries: [
    steps('highest', `max(${VALUES})`, 'Highest'),
    steps('upper', `quantile(0.75, ${VALUES})`, 'Upper quartile'),
    steps('median', `quantile(0.5, ${VALUES})`, 'Median'),
    steps('lower', `quantile(0.25, ${VALUES})`, 'Lower quartile'),
    steps('lowest', `min(${VALUES})`, 'Lowest'),
    steps('target', `max(trustwatch_indicator_target{${OF_THIS}})`, 'Target'),
  ],
});

const chart = xmr({
  title: '$charts',
  description: `${HOW_TO_READ_XMR} In the unit stated at the top.`,
  empty: 'No figure of this organisation in this time range: choose a longer one, or another organisation',
  selector: 'org=~"$charts",indicator="$indicator",breakdown="",span=""',
  links: [toSeriesOfChart('org')],
})
  .repeat('charts')
  .maxPerRow(3);

export function indicatorBoard(): Board {
  return {
    identity: INDICATOR,
    from: 'now-3y',
    refresh: '15m',
    variables: [region(), indicator('all'), charts('org'), org(true)],
    sections: [
      { title: 'What it measures', shelves: [{ height: 5, panels: [whatItIs(), verdicts], widths: [13, 11] }] },
      { title: 'How it moves', shelves: [{ height: 18, panels: [history] }] },
      {
        title: 'How organisations compare',
        shelves: [
          { height: 12, panels: [funnel(), quartiles] },
          { height: 12, panels: [whereEachStands()] },
        ],
      },
      {
        title: 'A chart of each organisation',
        collapsed: true,
        shelves: [{ height: 8, panels: [chart], widths: [8] }],
      },
    ],
  };
}
