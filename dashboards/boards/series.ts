import { correctionLines, corrections } from '../panels/corrections';
import { events } from '../panels/events';
import { everyPeriod, recordedEvents } from '../panels/every_period';
import { basis, newestFigure, provenance, verdictFacts, whichSeries } from '../panels/series_facts';
import { HOW_TO_READ_XMR, xmr } from '../panels/xmr';
import type { Board } from '../shared/board';
import { SERIES } from '../shared/links';
import { HISTORY_SLICE } from '../shared/queries';
import { asOf, breakdown, indicator, org, region, span } from '../shared/variables';

const chart = xmr({
  title: 'What does the chart say?',
  description:
    `${HOW_TO_READ_XMR} The unit stands in the table above. With a day in "As of", the chart is the one that could ` +
    'be drawn at the end of that day.',
  empty:
    'No figure of this series in this time range, or none was known on that day: choose a longer one, or empty "As of"',
  selector: HISTORY_SLICE,
});

export function seriesBoard(): Board {
  return {
    identity: SERIES,
    from: 'now-3y',
    refresh: '15m',
    variables: [region(), org(), indicator('org'), breakdown(), span(), asOf()],
    annotations: [events('org="$org",indicator=~"$indicator|",as_of="$as_of"')],
    sections: [
      {
        title: 'The chart',
        shelves: [
          { height: 4, panels: [whichSeries()] },
          { height: 15, panels: [chart] },
        ],
      },
      {
        title: 'What is known now of the newest period',
        shelves: [
          { height: 4, panels: [newestFigure(), verdictFacts()] },
          { height: 4, panels: [basis(), provenance()] },
        ],
      },
      {
        title: 'What was corrected since the day of "As of"',
        shelves: [{ height: 9, panels: [correctionLines(), corrections()] }],
      },
      {
        title: 'Every period in figures',
        shelves: [{ height: 12, panels: [everyPeriod(), recordedEvents()], widths: [15, 9] }],
      },
    ],
  };
}
