// Counts of series by verdict: against the standard, by organisation, by indicator.

import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { toIndicator, toOrganisation } from '../shared/links';
import { VERDICT, inRegion, named, rows, titled, where } from '../shared/queries';
import { DIRECTIONS, VERDICTS } from '../shared/words';
import { NOT_SCRAPED } from './describe';
import { CODE, TITLE, TRUST, table, type Column } from './table';

const ASSURANCE = 'trustwatch_indicator_latest_assurance';
const CONCERNS = `${VERDICT}{verdict=~"concern.*"}`;
const IMPROVEMENTS = `${VERDICT}{verdict=~"improvement.*"}`;

function number(of: string, title: string, width = 120): Column {
  return { of, title, width, decimals: 0 };
}

// Variation down, assurance across.
export function verdictMatrix(): PanelBuilder {
  const with_ = (assurance: string): string =>
    `count by (verdict) (${where(inRegion(VERDICT), `${ASSURANCE}{assurance="${assurance}"}`)})`;
  const without = `(${inRegion(VERDICT)} unless on (org, indicator, breakdown, span) ${ASSURANCE})`;
  return table({
    title: 'Variation and assurance',
    description:
      'How many series have which verdict (down), and whether their process, as it is, meets its target ' +
      '(across). Begin with concern that consistently misses; common cause that consistently misses needs another ' +
      'process, not another month.',
    empty: NOT_SCRAPED,
    unit: 'none',
    queries: [
      rows('all', `count by (verdict) (${inRegion(VERDICT)})`),
      rows('missed', with_('consistently_missed')),
      rows('either', with_('hit_or_miss')),
      rows('met', with_('consistently_met')),
      rows('none', `count by (verdict) (${without})`),
    ],
    columns: [
      { of: 'verdict', title: 'Verdict', words: VERDICTS, width: 190 },
      number('missed', '✗ Consistently missed', 165),
      number('either', '≈ Hit or miss', 110),
      number('met', '✓ Consistently met', 150),
      number('none', 'No target', 90),
      number('all', 'All', 70),
    ],
    sortBy: 'All',
    descending: true,
  });
}

export function organisationsWithConcerns(): PanelBuilder {
  const also = (query: string): string => `(count by (org) (${query}) and on (org) ${CONCERNS})`;
  return table({
    title: 'Which organisations have concerns?',
    description:
      'Organisations with at least one concern, the most first. One concern among fifty indicators is ' +
      'common; several that began together are not. The name leads to the page of the organisation.',
    empty: 'No organisation of the chosen regions has a concern, or nothing is judged yet',
    queries: [
      rows('concerns', `count by (org, name) (${named(CONCERNS)})`),
      rows('improvements', also(IMPROVEMENTS)),
      rows('missed', also(`${ASSURANCE}{assurance="consistently_missed"}`)),
      rows('judged', also(VERDICT)),
    ],
    columns: [
      { ...TRUST, links: [toOrganisation()] },
      CODE,
      number('concerns', 'Concerns', 100),
      number('improvements', 'Improvements', 120),
      number('missed', 'Standards missed', 135),
      number('judged', 'Series', 80),
    ],
    sortBy: 'Concerns',
    descending: true,
  });
}

export function indicatorsByVerdict(): PanelBuilder {
  const of = (verdicts: string): string => `count by (indicator) (${inRegion(`${VERDICT}{verdict=~"${verdicts}"}`)})`;
  return table({
    title: 'Which indicators move?',
    description:
      'How many series of each indicator have which verdict. Where many move the same way at once, ' +
      'suspect the definition or the collection before the care. The title leads to all organisations of the ' +
      'indicator.',
    empty: NOT_SCRAPED,
    queries: [
      rows(
        'all',
        `count by (indicator, title, direction) (${titled(inRegion(VERDICT)).replace(
          '(title, unit)',
          '(title, direction)',
        )})`,
      ),
      rows('concern', of('concern.*')),
      rows('improvement', of('improvement.*')),
      rows('neither', of('neither.*')),
      rows('common', of('common_cause')),
      rows('unknown', of('unknown')),
    ],
    columns: [
      { ...TITLE, width: 560, links: [toIndicator()] },
      { of: 'direction', title: 'Direction', words: DIRECTIONS, width: 160 },
      number('concern', 'Concern'),
      number('improvement', 'Improvement'),
      number('neither', 'Special cause'),
      number('common', 'Common cause'),
      number('unknown', 'Not judged yet'),
      number('all', 'All'),
      { of: 'indicator', title: 'indicator', hidden: true },
    ],
    sortBy: 'Concern',
    descending: true,
  });
}
