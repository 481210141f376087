// One number, or one for each of a few.

import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';

import { MEAN } from '../shared/colours';
import type { Link } from '../shared/links';
import { mappings, type Word } from '../shared/words';
import { describe, type About } from './describe';

export interface StatOf extends About {
  readonly queries: readonly DataqueryBuilder[];
  readonly colour?: string; // of the number; that of text unless stated, or that of its word
  readonly words?: readonly Word[];
  readonly links?: readonly Link[];
  readonly name?: boolean; // shows the name of the series, and not its number
}

export function stat(of: StatOf): PanelBuilder {
  const panel = describe(new PanelBuilder(), of)
    .targets([...of.queries])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(of.name ? BigValueTextMode.Name : BigValueTextMode.Auto)
    .orientation(VizOrientation.Auto)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(of.colour ?? MEAN));
  if (of.words !== undefined) panel.mappings(mappings(of.words));
  if (of.links !== undefined) panel.dataLinks([...of.links]);
  return panel;
}
