// What every panel says of itself.

import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { FieldColor } from '@grafana/grafana-foundation-sdk/dashboard';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';

import type { PanelLike } from '../shared/board';
import { DATASOURCE } from '../shared/variables';

export interface About {
  readonly title: string; // a question, or a noun phrase
  readonly description: string; // how to read it, and what to do
  readonly empty: string; // what it means that there is nothing
  readonly unit?: string; // Grafana's; a number without a unit of its own unless stated
  readonly decimals?: number;
}

interface Describable extends PanelLike {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  noValue(noValue: string): this;
}

export function describe<Panel extends Describable>(panel: Panel, about: About): Panel {
  panel.title(about.title).description(about.description).datasource(DATASOURCE).noValue(about.empty);
  if (about.decimals !== undefined) panel.decimals(about.decimals);
  return panel.unit(about.unit ?? 'none');
}

export function fixed(colour: string): FieldColor {
  return { mode: FieldColorModeId.Fixed, fixedColor: colour };
}

export const NOT_SCRAPED =
  'Nothing is scraped: trustwatchd is down, judges after a start, or the time range ends in the past';
export const NO_HISTORY = 'No figures in this time range: choose a longer one, or see "Is the service well?"';
