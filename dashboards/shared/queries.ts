// PromQL that more than one panel needs. What is scraped is current, and asked for at the end of the time range;
// history is read from the daemon, one sample a period at noon of the first day of its last month
// (daemon/http/history.md).

import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';

import { DATASOURCE } from './variables';
import { VERDICTS } from './words';

// An indicator as a whole and over its first span: what a dashboard of many series shows.
export const WHOLE = 'breakdown="",span=""';
// The series that dashboard 4 shows. The values are regular expressions, because a menu cannot hold an empty one.
export const SLICE = 'org="$org",indicator="$indicator",breakdown=~"$breakdown",span=~"$span"';
// Of history alone: what is scraped is current, whatever the day.
export const HISTORY_SLICE = `${SLICE},as_of="$as_of"`;
export const VERDICT = 'trustwatch_indicator_latest_verdict';

const IDENTITY = ['org', 'indicator', 'breakdown', 'span'];

// What is scraped, with the name of the organisation, in the chosen regions only.
export function named(query: string): string {
  return `${inRegion(query)} * on (org) group_left (name) trustwatch_organisation_info`;
}

export function inRegion(query: string): string {
  return `(${query} and on (org) trustwatch_organisation_info{region=~"$region"})`;
}

// What is scraped, with the title and the unit of the indicator.
export function titled(query: string): string {
  return `${query} * on (indicator) group_left (title, unit) trustwatch_indicator_info`;
}

// The months of history, with the name of the organisation, in the chosen regions only.
export function namedHistory(query: string): string {
  return `${query} * on (org) group_left (name) trustwatch_organisation{region=~"$region"}`;
}

// Restricts one metric of a series to the series that another one has.
export function where(query: string, condition: string): string {
  return `(${query} and on (${IDENTITY.join(', ')}) ${condition})`;
}

// One row a series, by a label of its own, so that the columns of a table find each other; `shown` labels stay.
export function bySeries(query: string, ...shown: readonly string[]): string {
  const labels = ['series', ...shown].join(', ');
  return `max by (${labels}) (label_join(${query}, "series", "/", ${IDENTITY.map((it) => `"${it}"`).join(', ')}))`;
}

// Adds labels for links to dashboard 4, which are there for the whole and for the first span too: see variables.ts.
export function linkable(query: string): string {
  return ['breakdown', 'span'].reduce((inner, label) => {
    const absent = `label_replace(${inner}, "var_${label}", "^$", "${label}", "")`;
    return `label_replace(${absent}, "var_${label}", "$1", "${label}", "(.+)")`;
  }, query);
}

// The verdict of each month as the number by which a state timeline knows it: one selector of history, and the codes.
export function verdictCodes(selector: string, by: string): string {
  const codes = VERDICTS.map((word, code) => `label_replace(vector(${code}), "verdict", "${word.value}", "", "")`);
  const months = `count by (${by}, verdict) (${selector})`;
  return `max by (${by}) (${months} * on (verdict) group_left () (${codes.join(' or ')}))`;
}

function query(refId: string, expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).expr(expr).datasource(DATASOURCE).editorMode(QueryEditorMode.Code);
}

// A row for each series of the answer, at the end of the time range.
export function rows(refId: string, expr: string): DataqueryBuilder {
  return query(refId, expr).instant().format(PromQueryFormat.Table);
}

// A number for each series of the answer, at the end of the time range.
export function now(refId: string, expr: string, legend = ''): DataqueryBuilder {
  return query(refId, expr)
    .instant()
    .format(PromQueryFormat.TimeSeries)
    .legendFormat(legend || '__auto');
}

// Samples as they are, each at its own time: a selector with [$__range], and nothing around it.
export function samples(refId: string, selector: string, legend: string): DataqueryBuilder {
  return query(refId, `${selector}[$__range]`).instant().format(PromQueryFormat.TimeSeries).legendFormat(legend);
}

// Evaluated at every step of the time range.
export function steps(refId: string, expr: string, legend: string): DataqueryBuilder {
  return query(refId, expr).range().format(PromQueryFormat.TimeSeries).legendFormat(legend);
}
