// Tables whose columns come from several queries, joined by the labels that all of them have.

import {
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableSortByFieldStateBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import type { Link } from '../shared/links';
import { mappings, type Word } from '../shared/words';
import { describe, type About } from './describe';

export interface Column {
  readonly of: string; // a label, or the refId of the query whose number it is
  readonly title: string;
  readonly width?: number;
  readonly unit?: string;
  readonly decimals?: number;
  readonly words?: readonly Word[]; // shown with their colours
  readonly links?: readonly Link[];
  readonly hidden?: boolean; // there for links alone
  readonly sparkline?: boolean;
}

export interface TableOf extends About {
  readonly queries: readonly DataqueryBuilder[];
  readonly columns: readonly Column[]; // in this order; the number of a query that has none is not shown
  readonly sortBy?: string; // the title of a column
  readonly descending?: boolean;
  readonly before?: readonly DataTransformerConfig[]; // what happens to the answers before they are one table
  readonly unnamed?: readonly string[]; // labels that are not shown
}

// Numbers are named after their query, and simply Value where one query has an answer: that is the first one.
function fieldNames(column: Column, refIds: readonly string[]): string[] {
  if (!refIds.includes(column.of)) return [column.of];
  const prefix = column.sparkline ? 'Trend' : 'Value';
  const names = [`${prefix} #${column.of}`];
  return column.of === refIds[0] || column.sparkline ? [...names, prefix] : names;
}

function arrange(of: TableOf, refIds: readonly string[]): DataTransformerConfig {
  const { columns } = of;
  const excludeByName: Record<string, boolean> = {};
  for (const name of ['Time', 'series', ...(of.unnamed ?? [])]) {
    if (!columns.some((column) => column.of === name)) excludeByName[name] = true;
  }
  const indexByName: Record<string, number> = {};
  const renameByName: Record<string, string> = {};
  for (const refId of refIds.filter((it) => !columns.some((column) => column.of === it))) {
    excludeByName[`Value #${refId}`] = true;
    if (refId === refIds[0]) excludeByName['Value'] = true;
  }
  columns.forEach((column, index) => {
    for (const name of fieldNames(column, refIds)) {
      indexByName[name] = index;
      renameByName[name] = column.title;
    }
  });
  return { id: 'organize', options: { excludeByName, indexByName, renameByName } };
}

function properties(column: Column): DynamicConfigValue[] {
  const all: DynamicConfigValue[] = [{ id: 'noValue', value: '–' }];
  const add = (id: string, value: unknown): void => void all.push({ id, value });
  if (column.width !== undefined) add('custom.width', column.width);
  if (column.unit !== undefined) add('unit', column.unit);
  if (column.decimals !== undefined) add('decimals', column.decimals);
  if (column.hidden) {
    add('custom.hidden', true); // before Grafana 12.2
    add('custom.hideFrom.viz', true);
  }
  if (column.sparkline) add('custom.cellOptions', { type: TableCellDisplayMode.Sparkline, hideValue: true });
  if (column.links !== undefined)
    add(
      'links',
      column.links.map((link) => link.build()),
    );
  if (column.words !== undefined) {
    add('mappings', mappings(column.words));
    if (column.words.some((word) => word.colour !== undefined)) {
      add('custom.cellOptions', {
        type: TableCellDisplayMode.ColorBackground,
        mode: TableCellBackgroundDisplayMode.Basic,
      });
    }
  }
  return all;
}

// A column is named by a label or by a refId, so that none may be both.
function refIdsOf(queries: readonly DataqueryBuilder[]): string[] {
  const targets = queries.map((query) => query.build());
  const labels = targets
    .flatMap((target) => [...target.expr.matchAll(/by \(([^)]*)\)/g)])
    .flatMap((found) => found[1]?.split(', ') ?? []);
  return targets.map(({ refId }) => {
    if (refId === undefined || labels.includes(refId)) throw new Error(`refId ${refId} is also a label of the table`);
    return refId;
  });
}

export function table(of: TableOf): PanelBuilder {
  const refIds = refIdsOf(of.queries);
  const panel = describe(new PanelBuilder(), of)
    .targets([...of.queries])
    .transformations([...(of.before ?? []), { id: 'merge', options: {} }, arrange(of, refIds)])
    .filterable(true)
    .showHeader(true);
  for (const column of of.columns) panel.overrideByName(column.title, properties(column));
  if (of.sortBy !== undefined) {
    panel.sortBy([new TableSortByFieldStateBuilder().displayName(of.sortBy).desc(of.descending ?? false)]);
  }
  return panel;
}

// Columns that many tables have.
export const TRUST: Column = { of: 'name', title: 'Organisation', width: 300 };
export const CODE: Column = { of: 'org', title: 'Code', width: 70 };
export const TITLE: Column = { of: 'title', title: 'Indicator', width: 380 };
export const UNIT: Column = { of: 'unit', title: 'Unit', width: 110 };
export const PARTS: readonly Column[] = [
  { of: 'breakdown', title: 'Breakdown', width: 130 },
  { of: 'span', title: 'Span', width: 70 },
];
export const FOR_LINKS: readonly Column[] = [
  { of: 'indicator', title: 'indicator', hidden: true },
  { of: 'var_breakdown', title: 'var_breakdown', hidden: true },
  { of: 'var_span', title: 'var_span', hidden: true },
];
