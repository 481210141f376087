// What the SDK leaves out, and what it adds without need; and one order of keys, so that a change of one panel is a
// change of its lines alone.

// Newer than what Grafana would migrate from old options (11.1 for the XY chart), older than what 13 migrates itself.
const PLUGIN_VERSION = '11.6.0';
// The schema of Grafana 11.0; newer ones migrate from it when they load a dashboard.
const SCHEMA_VERSION = 39;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: Json | undefined): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

// What has its default value and is written all the same. Grafana repeats a panel downwards unless it is told
// otherwise, so that the direction of a repeated one is none of it.
function isNoise(of: Fields, key: string): boolean {
  // In the menu of controls nobody finds the switch of an annotation, or a link.
  const defaults: Fields = {
    transparent: false,
    auto: false,
    auto_min: '10s',
    auto_count: 30,
    placement: 'inControlsMenu',
  };
  if (key === 'repeatDirection') return !('repeat' in of);
  return key in defaults && defaults[key] === of[key];
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !isNoise(value, key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, it]) => [key, sorted(it)]));
}

function number(panels: readonly Fields[], first: number): number {
  let next = first;
  for (const panel of panels) {
    panel['id'] = next;
    next += 1;
    if (panel['type'] !== 'row') panel['pluginVersion'] = PLUGIN_VERSION;
    next = number(fieldsOf(panel['panels']), next);
  }
  return next;
}

// The text of a dashboard as Grafana loads it.
export function finish(dashboard: object): string {
  const fields = JSON.parse(JSON.stringify(dashboard)) as Fields;
  fields['schemaVersion'] = SCHEMA_VERSION;
  number(fieldsOf(fields['panels']), 1);
  return `${JSON.stringify(sorted(fields), null, 2)}\n`;
}
