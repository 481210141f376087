import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

import { COMMON_CAUSE } from '../shared/colours';
import { VERDICTS } from '../shared/words';

// The colour of each verdict's code, for a state timeline; the first one is that of everything below.
export function verdictThresholds(): Threshold[] {
  return VERDICTS.map((word, code) =>
    code === 0 ? { value: null, color: COMMON_CAUSE } : { value: code, color: word.colour },
  );
}
