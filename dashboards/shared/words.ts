// What is said in words wherever a metric says it by a label or a number. Symbols stand before the words, so that a
// narrow cell, and a reader who does not see the colours, still tell one from another.

import { MappingType, type ValueMap, type ValueMappingResult } from '@grafana/grafana-foundation-sdk/dashboard';

import { COMMON_CAUSE, CONCERN, IMPROVEMENT, NEITHER } from './colours';

export interface Word {
  readonly value: string; // of the label, or the number as a text
  readonly text: string;
  readonly colour?: string; // none where nothing is good or bad
}

// In the order of their codes on a state timeline: 0 for the first.
export const VERDICTS: readonly Required<Word>[] = [
  { value: 'unknown', text: '? Not judged yet', colour: COMMON_CAUSE },
  { value: 'common_cause', text: '● Common cause', colour: COMMON_CAUSE },
  { value: 'improvement_high', text: '▲ Improvement, high', colour: IMPROVEMENT },
  { value: 'improvement_low', text: '▼ Improvement, low', colour: IMPROVEMENT },
  { value: 'neither_high', text: '▲ Special cause, high', colour: NEITHER },
  { value: 'neither_low', text: '▼ Special cause, low', colour: NEITHER },
  { value: 'concern_high', text: '▲ Concern, high', colour: CONCERN },
  { value: 'concern_low', text: '▼ Concern, low', colour: CONCERN },
];

export const ASSURANCES: readonly Word[] = [
  { value: 'consistently_met', text: '✓ Consistently met', colour: IMPROVEMENT },
  { value: 'hit_or_miss', text: '≈ Hit or miss', colour: COMMON_CAUSE },
  { value: 'consistently_missed', text: '✗ Consistently missed', colour: CONCERN },
];

export const ABSENCES: readonly Word[] = [
  { value: 'nil_return', text: 'Nil return' },
  { value: 'not_applicable', text: 'Not applicable' },
  { value: 'suppressed', text: 'Hidden: small number' },
  { value: 'missing', text: 'Missing, with a reason' },
];

export const DIRECTIONS: readonly Word[] = [
  { value: 'higher', text: '↑ Higher is better' },
  { value: 'lower', text: '↓ Lower is better' },
  { value: 'neither', text: '↔ Neither is better' },
];

export const STATUSES: readonly Word[] = [
  { value: '1', text: 'Provisional' },
  { value: '2', text: 'Refreshed' },
  { value: '3', text: 'Final' },
];

export const STANDARD: readonly Word[] = [
  { value: '0', text: '✗ Missed', colour: CONCERN },
  { value: '1', text: '✓ Met', colour: IMPROVEMENT },
];

export const REVIEWS: readonly Word[] = [
  { value: 'many_step_together', text: '⚑ Many organisations step together', colour: NEITHER },
  { value: 'definition_changed', text: '⚑ The definition changed', colour: NEITHER },
  { value: 'merger', text: '⚑ A merger or transfer', colour: NEITHER },
  { value: 'coverage_changed', text: '⚑ Coverage changed', colour: NEITHER },
];

export const WORKING: readonly Word[] = [
  { value: '0', text: '✗ No', colour: CONCERN },
  { value: '1', text: '✓ Yes', colour: IMPROVEMENT },
];

export function mappings(...words: readonly (readonly Word[])[]): ValueMap[] {
  const options: Record<string, ValueMappingResult> = {};
  words.flat().forEach((word, index) => {
    options[word.value] = { text: word.text, index, ...(word.colour === undefined ? {} : { color: word.colour }) };
  });
  return [{ type: MappingType.ValueToText, options }];
}

// The same for the numbers by which a state timeline knows its states.
export function codeMappings(words: readonly Word[]): ValueMap[] {
  return mappings(words.map((word, code) => ({ ...word, value: String(code) })));
}
