// What is known now beside what was known at the end of a day.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';

import { LIMITS, MEAN } from '../shared/colours';
import { HISTORY_SLICE, SLICE, samples, steps } from '../shared/queries';
import { lines } from './lines';

const VALUE = 'trustwatch_indicator_value';
const EMPTY = 'No figure in this time range, or none was known on that day';

export function correctionLines(): PanelBuilder {
  return lines({
    title: 'Which figures were known then, and which now?',
    description:
      'The same months twice: as they are known now, and as they were known at the end of the day in ' +
      '"As of". Dashed: then; solid: now. Where the lines part, a figure was corrected or came later. With no day ' +
      'there, both are the same. In the unit of the series.',
    empty: EMPTY,
    looks: { then: { colour: LIMITS, dash: [8, 6], width: 2 }, now: { colour: MEAN, width: 2 } },
    queries: [
      samples('then', `${VALUE}{${HISTORY_SLICE}}`, 'Known on the day'),
      samples('now', `${VALUE}{${SLICE}}`, 'Known now'),
    ],
  });
}

export function corrections(): PanelBuilder {
  return lines({
    title: 'By how much was it corrected?',
    description:
      'Known now, less known then, for the months that were known then: above nought the figure was ' +
      'raised. Nought all along: nothing was corrected since, or there is no day in "As of". A correction of many ' +
      'months most often follows a changed definition: ask before you compare. In the unit of the series.',
    empty: EMPTY,
    monthly: true,
    queries: [steps('difference', `${VALUE}{${SLICE}} - ignoring (as_of) ${VALUE}{${HISTORY_SLICE}}`, 'Correction')],
  })
    .drawStyle(GraphDrawStyle.Line)
    .fillOpacity(25);
}
