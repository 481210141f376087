// Step changes and events of the register as annotations, each at noon of the first day of its month, where the figures
// of that month are: whatever step Grafana chooses, a mark is put at the time that the query computes.

import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

import { NEITHER } from '../shared/colours';
import { DATASOURCE } from '../shared/variables';

const DAY = 86400;
const NOON = DAY / 2;
// The month that an event holds for begins, as figures do, at noon of its first day.
const SINCE = `vector(time() - ${NOON})`;
const START_MS = `1000 * (${NOON} + ${DAY} * (floor(${SINCE} / ${DAY}) - day_of_month(${SINCE}) + 1))`;

export function events(selector: string): Builder<AnnotationQuery> {
  return new AnnotationQueryBuilder()
    .name('Step changes and events')
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor(NEITHER)
    .expr(`trustwatch_indicator_event{${selector}} * on () group_left () (${START_MS})`)
    .step('1d')
    .useValueForTime(true)
    .titleFormat('{{kind}}')
    .textFormat('{{cause}} {{indicator}}')
    .tagKeys('kind,org');
}
