// A dashboard of sections, each of which has shelves of panels side by side.

import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TimePickerBuilder,
  type AnnotationQuery,
  type Dashboard,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

import { linksFrom, type Identity } from './links';
import { datasource, type Variable } from './variables';

export const COLUMNS = 24;

// What every builder of a panel can do.
export interface PanelLike extends Builder<Panel> {
  gridPos(at: { h: number; w: number; x: number; y: number }): this;
}

export interface Shelf {
  readonly height: number; // in Grafana's units of about 38 pixels
  readonly panels: readonly PanelLike[];
  readonly widths?: readonly number[]; // of 24 columns; equal ones unless stated
}

export interface Section {
  readonly title: string;
  readonly collapsed?: boolean; // its queries run once somebody opens it
  readonly shelves: readonly Shelf[];
}

export interface Board {
  readonly identity: Identity;
  readonly from: string;
  readonly refresh: string;
  readonly variables: readonly Variable[]; // the data source aside, which every board has
  readonly annotations?: readonly Builder<AnnotationQuery>[];
  readonly sections: readonly Section[];
}

// Puts panels side by side from line `y` on.
function place(shelf: Shelf, y: number): void {
  let x = 0;
  shelf.panels.forEach((panel, index) => {
    const w = shelf.widths?.[index] ?? Math.floor(COLUMNS / shelf.panels.length);
    panel.gridPos({ h: shelf.height, w, x, y });
    x += w;
  });
}

// Adds a section at line `y`, and gives the line below it.
function add(section: Section, y: number, builder: DashboardBuilder): number {
  const row = new RowBuilder(section.title)
    .gridPos({ h: 1, w: COLUMNS, x: 0, y })
    .collapsed(section.collapsed ?? false);
  let next = y + 1;
  for (const shelf of section.shelves) {
    place(shelf, next);
    next += shelf.height;
  }
  const panels = section.shelves.flatMap((shelf) => shelf.panels);
  if (section.collapsed) panels.forEach((panel) => row.withPanel(panel));
  builder.withRow(row);
  if (!section.collapsed) panels.forEach((panel) => builder.withPanel(panel));
  return section.collapsed ? y + 1 : next;
}

// Times are those of UTC: a period ends with the last second of its last day in UTC, and its sample is at noon there,
// so that the date that is shown is the right one for a reader in any zone, in summer too.
export function build(board: Board): Dashboard {
  const { identity } = board;
  const builder = new DashboardBuilder(identity.title)
    .uid(identity.uid)
    .description(identity.question)
    .tags(['trustwatch', identity.monthly ? 'figures' : 'service'])
    .timezone('utc')
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: board.from, to: 'now' })
    .timepicker(new TimePickerBuilder())
    .refresh(board.refresh)
    .links(linksFrom(identity))
    .variables([datasource(), ...board.variables])
    .annotations([...(board.annotations ?? [])]);
  let y = 0;
  for (const section of board.sections) y = add(section, y, builder);
  return builder.build();
}
