// Ways from one dashboard to the others. Each keeps the variables; the time range is kept among those that show months.

import { DashboardLinkBuilder, DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

export type Link = Builder<DashboardLink>;

export interface Identity {
  readonly uid: string;
  readonly title: string;
  readonly question: string;
  readonly monthly: boolean; // shows months, and not the hours of the service
}

export const WHERE_TO_LOOK: Identity = {
  uid: 'trustwatch-where-to-look',
  title: 'Where must I look?',
  question: 'Which organisations and indicators need attention now, which improved, and what is missing.',
  monthly: true,
};
export const INDICATOR: Identity = {
  uid: 'trustwatch-indicator',
  title: 'How is this indicator moving?',
  question: 'One indicator across organisations: what each month said of each, and how they compare.',
  monthly: true,
};
export const ORGANISATION: Identity = {
  uid: 'trustwatch-organisation',
  title: 'How is this trust doing?',
  question: 'One organisation: every indicator on a page for its board, and the charts behind it.',
  monthly: true,
};
export const SERIES: Identity = {
  uid: 'trustwatch-series',
  title: 'One chart, all the facts',
  question: 'One series: its chart, what it rests on, what was corrected, and what was known on a day.',
  monthly: true,
};
export const REPORTING: Identity = {
  uid: 'trustwatch-reporting',
  title: 'Who has reported?',
  question: 'Which returns have come, for which month, and which of them in time.',
  monthly: true,
};
export const SERVICE: Identity = {
  uid: 'trustwatch-service',
  title: 'Is the service well?',
  question: 'Whether trustwatchd answers, stores, is backed up, and is read by this Prometheus.',
  monthly: false,
};

const ALL = [WHERE_TO_LOOK, INDICATOR, ORGANISATION, SERIES, REPORTING, SERVICE];

// At the top of a dashboard.
export function linksFrom(here: Identity): Link[] {
  return ALL.filter((there) => there !== here).map((there) =>
    new DashboardLinkBuilder(there.title)
      .type(DashboardLinkType.Link)
      .icon('dashboard')
      .tooltip(there.question)
      .url(`/d/${there.uid}`)
      .includeVars(true)
      .keepTime(here.monthly && there.monthly),
  );
}

const KEPT = '${datasource:queryparam}&${region:queryparam}&${__url_time_range}';

// The whole and the first span, as their menus have them: ^$.
const WHOLE = 'var-breakdown=%5E%24&var-span=%5E%24';

// In a cell: to a dashboard about what the row is about. `row` names variables, and the columns that hold their values.
function rowLink(title: string, there: Identity, row: Readonly<Record<string, string>>): Link {
  const of = Object.entries(row).map(([name, column]) => `var-${name}=\${__data.fields["${column}"]:percentencode}`);
  return new DashboardLinkBuilder(title).url(`/d/${there.uid}?${[...of, KEPT].join('&')}`);
}

export function toOrganisation(column = 'org'): Link {
  return rowLink('How is this trust doing?', ORGANISATION, { org: column });
}

export function toIndicator(column = 'indicator'): Link {
  return rowLink('How is this indicator moving?', INDICATOR, { indicator: column });
}

// From a row that has the labels of linkable().
export function toSeries(): Link {
  return rowLink('One chart, all the facts', SERIES, {
    org: 'org',
    indicator: 'indicator',
    breakdown: 'var_breakdown',
    span: 'var_span',
  });
}

// Where a dashboard has chosen one of the two already, so that its tables have no column for it.
export function toSeriesOfThis(chosen: 'org' | 'indicator'): Link {
  const other = chosen === 'org' ? 'indicator' : 'org';
  return new DashboardLinkBuilder('One chart, all the facts').url(
    `/d/${SERIES.uid}?var-${chosen}=\${${chosen}}&var-${other}=\${__data.fields["${other}"]}` + `&${WHOLE}&${KEPT}`,
  );
}

// From a chart that stands for the value of a repeated variable.
export function toSeriesOfChart(repeated: 'org' | 'indicator'): Link {
  const other = repeated === 'org' ? 'indicator' : 'org';
  return new DashboardLinkBuilder('One chart, all the facts').url(
    `/d/${SERIES.uid}?var-${repeated}=\${charts}&var-${other}=\${${other}}&${WHOLE}&${KEPT}`,
  );
}
