// The menus. All are filled by query_result(), because Prometheus hands no question for label values on to a remote
// store, whichever version the data source says it has.

import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type DataSourceRef,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

export type Variable = Builder<VariableModel>;

export const DATASOURCE: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

// How Grafana's editor of variables names a query of the kind query_result().
const QUERY_RESULT = 3;

// An answer is a text of labels in the order of their names: what people read, and what queries say.
const ORGANISATION_CHOICE = '/name="(?<text>[^"]+)".*org="(?<value>[^"]+)"/';
const INDICATOR_CHOICE = '/indicator="(?<value>[^"]+)".*title="(?<text>[^"]+)"/';

const ALL = { selected: true, text: ['All'], value: ['$__all'] };

interface Menu {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly query: string;
  readonly regex: string;
}

function menu(of: Menu): QueryVariableBuilder {
  const query = `query_result(${of.query})`;
  return new QueryVariableBuilder(of.name)
    .label(of.label)
    .description(of.description)
    .datasource(DATASOURCE)
    .query({ qryType: QUERY_RESULT, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
    .definition(query)
    .regex(of.regex)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc);
}

// What there was in the time range, or is at its end: a range of hours need not hold the instant of any month.
function held(selector: string): string {
  return `last_over_time(${selector}[$__range]) or ${selector}`;
}

export function datasource(): Variable {
  return new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .description('The Prometheus that scrapes Trustwatch and reads its history.')
    .type('prometheus');
}

// A hidden menu keeps its value on the way to a dashboard where it counts.
function hiddenIf(hidden: boolean, variable: QueryVariableBuilder): Variable {
  return hidden ? variable.hide(VariableHide.HideVariable) : variable;
}

export function region(hidden = false): Variable {
  return hiddenIf(
    hidden,
    menu({
      name: 'region',
      label: 'Region',
      description: 'Only organisations of these regions.',
      query: `count by (region) (${held('trustwatch_organisation')})`,
      regex: '/region="(?<value>[^"]+)"/',
    })
      .multi(true)
      .includeAll(true)
      .allValue('.*')
      .current(ALL),
  );
}

export function org(hidden = false): Variable {
  return hiddenIf(
    hidden,
    menu({
      name: 'org',
      label: 'Organisation',
      description: 'Organisations of the chosen regions that were open in the time range.',
      query: `count by (org, name) (${held('trustwatch_organisation{region=~"$region"}')})`,
      regex: ORGANISATION_CHOICE,
    }),
  );
}

// The indicators, or the organisations, of figures in the time range, with what people call them.
function indicatorsOf(figures: string): string {
  return (
    `count by (indicator) (last_over_time(${figures}[$__range])) * on (indicator) group_left (title) ` +
    'count by (indicator, title) (last_over_time(trustwatch_indicator[$__range]))'
  );
}

function organisationsOf(figures: string): string {
  return (
    `count by (org) (last_over_time(${figures}[$__range])) * on (org) group_left (name) ` +
    'count by (org, name) (last_over_time(trustwatch_organisation{region=~"$region"}[$__range]))'
  );
}

// `of`: whose indicators; of nobody, all that are defined.
export function indicator(of: 'org' | 'all' | 'nobody', hidden = false): Variable {
  const figures = `trustwatch_indicator_value${of === 'org' ? '{org="$org"}' : ''}`;
  return hiddenIf(
    hidden,
    menu({
      name: 'indicator',
      label: 'Indicator',
      description: 'Indicators that have a figure in the time range.',
      query: of === 'nobody' ? `count by (indicator, title) (${held('trustwatch_indicator')})` : indicatorsOf(figures),
      regex: INDICATOR_CHOICE,
    }),
  );
}

// Several organisations or indicators, each of which gets a chart of its own.
export function charts(of: 'org' | 'indicator'): Variable {
  return menu({
    name: 'charts',
    label: 'Charts of',
    description: 'Which charts stand in the last row of this dashboard.',
    query:
      of === 'org'
        ? organisationsOf('trustwatch_indicator_value{indicator="$indicator",breakdown="",span=""}')
        : indicatorsOf('trustwatch_indicator_value{org="$org",breakdown="",span=""}'),
    regex: of === 'org' ? ORGANISATION_CHOICE : INDICATOR_CHOICE,
  })
    .multi(true)
    .includeAll(true)
    .current(ALL);
}

// The whole, and the first span, have no label. Grafana gives no menu an empty value, so ^$ stands for it, and queries
// match by regular expressions; an empty value, as links have it, means the same there.
function slicePart(name: 'breakdown' | 'span', label: string, absent: string, description: string): Variable {
  const series = 'trustwatch_indicator_value{org="$org",indicator="$indicator"}[$__range]';
  const present = `label_replace(count by (${name}) (last_over_time(${series})), "choice", "$1", "${name}", "(.*)")`;
  const marked = `label_replace(${present}, "choice", "^$", "${name}", "")`;
  const worded = `label_replace(${marked}, "words", "$1", "${name}", "(.*)")`;
  return menu({
    name,
    label,
    description,
    query: `label_replace(${worded}, "words", "${absent}", "${name}", "")`,
    regex: '/choice="(?<value>[^"]+)".*words="(?<text>[^"]+)"/',
  });
}

export function breakdown(): Variable {
  return slicePart('breakdown', 'Breakdown', '(the whole)', 'A part of the figure, or the whole.');
}

export function span(): Variable {
  return slicePart(
    'span',
    'Span',
    '(as defined first)',
    'How long a period is, as ISO 8601: P3M is a rolling quarter.',
  );
}

export function asOf(): Variable {
  return new TextBoxVariableBuilder('as_of')
    .label('As of (day)')
    .description('Empty: what is known now. 2026-03-31: what was known at the end of that day in London.')
    .defaultValue('');
}

export function returns(): Variable {
  return menu({
    name: 'return',
    label: 'Return',
    description: 'Only figures of these returns.',
    query: 'count by (return) (last_over_time(trustwatch_return_month_owed[$__range]))',
    regex: '/return="(?<value>[^"]+)"/',
  })
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current(ALL);
}

// For what a job says of itself. Figures have no such menu: their history belongs to no job.
export function job(name: 'job' | 'instance', label: string): Variable {
  const condition = name === 'instance' ? '{job=~"$job"}' : '';
  return menu({
    name,
    label,
    description: 'Which trustwatchd, if this Prometheus scrapes several.',
    query: `count by (${name}) (last_over_time(trustwatch_build_info${condition}[$__range]))`,
    regex: `/${name}="(?<value>[^"]+)"/`,
  })
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current(ALL);
}
