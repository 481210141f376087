// Whether the service is well, in single numbers: each is what an alert watches.

import { COMMON_CAUSE, CONCERN, IMPROVEMENT } from '../shared/colours';
import { now } from '../shared/queries';
import { WORKING, type Word } from '../shared/words';
import { stat } from './stat';

const OF = '{job=~"$job",instance=~"$instance"}';
const NOT_YET = 'Nothing is scraped: look at "Does it answer?", and at the targets of Prometheus';
const READABLE: readonly Word[] = [{ value: '1', text: '✓ Readable', colour: IMPROVEMENT }];
const UNREADABLE: readonly Word[] = [
  { value: '0', text: '✓ All readable', colour: IMPROVEMENT },
  { value: '1', text: '✗ Unreadable', colour: CONCERN },
];

export const AT_A_GLANCE = [
  stat({
    title: 'Does it answer?',
    description:
      'Whether the last scrape had an answer. No: TrustwatchDown follows after two minutes; see the runbook.',
    empty: 'No such target: this Prometheus does not scrape the chosen job',
    words: WORKING,
    queries: [now('up', `min(up${OF})`)],
  }),
  stat({
    title: 'Can history be read?',
    description:
      'Whether Prometheus gets history from the daemon by remote read. If not, charts of months are ' +
      'empty, and alerts on months are silent without cause: see TrustwatchHistoryUnreadable in the runbook.',
    empty: '✗ History cannot be read: look at remote_read in the configuration of Prometheus',
    words: READABLE,
    queries: [now('history', 'trustwatch_history_up')],
  }),
  stat({
    title: 'Running for',
    description:
      'How long ago the process started. Counters and the last submissions are since then. Short, and ' +
      'nobody restarted it: read the log.',
    empty: NOT_YET,
    unit: 's',
    decimals: 0,
    queries: [now('age', `time() - max(process_start_time_seconds${OF})`)],
  }),
  stat({
    title: 'Clock beside that of Prometheus',
    description:
      "The daemon's clock less that of Prometheus, at the last scrape: up to a scrape interval below " +
      'nought is as it should be. Deadlines and what was known on a day hang on it; beyond some minutes look at ' +
      'time synchronisation.',
    empty: NOT_YET,
    unit: 's',
    decimals: 0,
    queries: [now('clock', `max(trustwatch_time_seconds${OF} - timestamp(trustwatch_time_seconds${OF}))`)],
  }),
  stat({
    title: 'Since the last backup',
    description:
      'How long ago a backup succeeded. Above twice the interval: TrustwatchBackupTooOld follows; see the runbook.',
    empty: 'No backup has succeeded, or none is configured: see the runbook',
    unit: 's',
    decimals: 0,
    queries: [now('backup', `time() - max(trustwatch_backup_last_success_timestamp_seconds${OF})`)],
  }),
  stat({
    title: 'Size of the last backup',
    description:
      'As large as the store without its log. Much smaller than the one before: restore it somewhere, and look.',
    empty: 'No backup has succeeded, or none is configured: see the runbook',
    unit: 'bytes',
    decimals: 1,
    queries: [now('size', `max(trustwatch_backup_last_size_bytes${OF})`)],
  }),
  stat({
    title: 'Disk left for the store',
    description:
      'The share of its file system that is free. Below a tenth: make room before the store is full; ' +
      'nothing that was acknowledged is lost, but submissions are then refused.',
    empty: NOT_YET,
    unit: 'percentunit',
    decimals: 0,
    queries: [
      now('free', `min(trustwatch_store_filesystem_free_bytes${OF} / trustwatch_store_filesystem_size_bytes${OF})`),
    ],
  }),
  stat({
    title: 'First certificate expires in',
    description: 'Of the certificates that the daemon watches, the one that expires first. Below four weeks: renew it.',
    empty: 'No certificate is watched (--watch-certificate), or none can be read',
    unit: 's',
    decimals: 0,
    queries: [now('expiry', `min(trustwatch_certificate_expiry_timestamp_seconds${OF}) - time()`)],
  }),
  stat({
    title: 'Can certificates be read?',
    description:
      'Whether every certificate that the daemon is told to watch can be read. If not: its path and its permissions.',
    empty: NOT_YET,
    words: UNREADABLE,
    queries: [now('unreadable', `max(trustwatch_certificate_unreadable${OF}) or 0 * max(trustwatch_build_info${OF})`)],
  }),
  stat({
    title: 'Commits failed in the time range',
    description:
      'Transactions that did not reach the disk. Their submissions were not acknowledged, and are sent ' +
      'again. Any at all: read the log, and look at the disk.',
    empty: NOT_YET,
    decimals: 0,
    queries: [
      now(
        'failed',
        `sum(increase(trustwatch_commits_total{job=~"$job",instance=~"$instance",result="failed"}[$__range]))`,
      ),
    ],
  }),
  stat({
    title: 'Build',
    description: 'The version that runs. The compiler is in the label of trustwatch_build_info.',
    empty: NOT_YET,
    colour: COMMON_CAUSE,
    name: true,
    queries: [now('build', `max by (version) (trustwatch_build_info${OF})`, '{{version}}')],
  }),
  stat({
    title: 'Definitions',
    description:
      'The catalogue of definitions in force. After a change: SIGHUP reads it again; a failed reading leaves the old.',
    empty: NOT_YET,
    colour: COMMON_CAUSE,
    name: true,
    queries: [now('catalogue', `max by (version) (trustwatch_catalogue_info${OF})`, '{{version}}')],
  }),
];
