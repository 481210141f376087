// How the service fares over the hours: requests, errors and durations; the store; the process.

import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';

import { steps } from '../shared/queries';
import type { About } from './describe';
import { lines } from './lines';

const OF = 'job=~"$job",instance=~"$instance"';
const NOTHING = 'Nothing was scraped in this time range: look at "Does it answer?"';

const NONE_FAILED = 'None failed in this time range; where nothing was scraped, "Does it answer?" says so';

function over(about: Omit<About, 'empty'> & { readonly empty?: string }, ...queries: readonly DataqueryBuilder[]) {
  return lines({ empty: NOTHING, min: 0, ...about, queries });
}

function rate(counter: string, by: string, matchers = ''): string {
  return `sum by (${by}) (rate(${counter}{${OF}${matchers}}[$__rate_interval]))`;
}

function quantile(q: number, histogram: string, by: string): string {
  const labels = by === '' ? 'le' : `le, ${by}`;
  return `histogram_quantile(${q}, sum by (${labels}) (rate(${histogram}_bucket{${OF}}[$__rate_interval])))`;
}

export const grpc = [
  over(
    {
      title: 'Calls',
      unit: 'reqps',
      description:
        'gRPC calls that ended, by method. Sending is monthly: hours ' + 'without any are as they should be.',
    },
    steps('calls', rate('trustwatch_rpc_requests_total', 'method'), '{{method}}'),
  ),
  over(
    {
      title: 'Calls that failed',
      empty: NONE_FAILED,
      unit: 'reqps',
      description:
        'gRPC calls that ended with ' +
        'another code than OK. INVALID_ARGUMENT and PERMISSION_DENIED are for the sender to mend; UNAVAILABLE, ' +
        'INTERNAL and DATA_LOSS are ours: read the log.',
    },
    steps('errors', rate('trustwatch_rpc_requests_total', 'method, code', ',code!="OK"'), '{{method}}: {{code}}'),
  ),
  over(
    {
      title: 'How long calls take',
      unit: 's',
      description:
        'From arrival to end; 95 of a hundred calls take no ' +
        'longer. A submission waits for the disk: beyond a second, compare with the commits below. No line ' +
        'where there was no call.',
    },
    steps('duration', quantile(0.95, 'trustwatch_rpc_request_duration_seconds', 'method'), '{{method}}, 95 of 100'),
  ),
];

export const http = [
  over(
    {
      title: 'Requests',
      unit: 'reqps',
      description:
        'HTTP requests that were answered, by path. /metrics is ' +
        'the scrape; /api/v1/read is history: dashboards and rules cause it.',
    },
    steps('requests', rate('trustwatch_http_requests_total', 'path'), '{{path}}'),
  ),
  over(
    {
      title: 'Requests that failed',
      empty: NONE_FAILED,
      unit: 'reqps',
      description:
        'Answers of 4xx and 5xx. ' +
        '400 of /api/v1/read: a query asked for too much, and the panel says so; 503: too many at once.',
    },
    steps('errors', rate('trustwatch_http_requests_total', 'path, code', ',code=~"4..|5.."'), '{{path}}: {{code}}'),
  ),
  over(
    {
      title: 'How long requests take',
      unit: 's',
      description:
        'From the first byte of a request to the last of ' +
        'its answer; 95 of a hundred take no longer. A chart of one series takes milliseconds, everything for six ' +
        'years some seconds.',
    },
    steps('duration', quantile(0.95, 'trustwatch_http_request_duration_seconds', 'path'), '{{path}}, 95 of 100'),
    steps('scrape', `scrape_duration_seconds{${OF}}`, 'the scrape, as Prometheus measures it'),
  ),
  over(
    {
      title: 'Under way',
      description:
        'Requests and calls that are being answered. One HTTP request is the ' +
        'scrape itself. A line that only rises is a fault: read the log.',
    },
    steps('http', `sum(trustwatch_http_in_flight{${OF}})`, 'HTTP'),
    steps('rpc', `sum(trustwatch_rpc_in_flight{${OF}})`, 'gRPC'),
  ),
];

export const commits = [
  over(
    {
      title: 'Commits',
      unit: 'ops',
      description: 'Transactions by result. Failed ones are not acknowledged: look at the disk.',
    },
    steps('commits', rate('trustwatch_commits_total', 'result'), '{{result}}'),
  ),
  over(
    {
      title: 'How long a commit takes',
      unit: 's',
      description:
        'From the beginning of a transaction to the ' +
        'disk. Half of them take no longer than the lower line, 95 and 99 of a hundred no longer than the others. A ' +
        'rise is the disk. No line where there was no commit.',
    },
    steps('p50', quantile(0.5, 'trustwatch_commit_duration_seconds', ''), 'half'),
    steps('p95', quantile(0.95, 'trustwatch_commit_duration_seconds', ''), '95 of 100'),
    steps('p99', quantile(0.99, 'trustwatch_commit_duration_seconds', ''), '99 of 100'),
  ),
  over(
    {
      title: 'The queue for the disk',
      description:
        'What waits to be stored. It empties within a second; while ' +
        'it grows, senders are slowed down, and then told to come back.',
    },
    steps('submissions', `sum(trustwatch_store_waiting_submissions{${OF}})`, 'Submissions'),
    steps('observations', `sum(trustwatch_store_waiting_observations{${OF}})`, 'Observations'),
  ),
];

export const disk = [
  over(
    {
      title: 'Size of the store',
      unit: 'bytes',
      description:
        'The database and its write-ahead log. A log of ' +
        'more than some hundred megabytes says that a reader holds it: an export that does not end.',
    },
    steps('file', `trustwatch_store_file_bytes{${OF}}`, 'Database'),
    steps('log', `trustwatch_store_log_bytes{${OF}}`, 'Write-ahead log'),
  ),
  over(
    {
      title: 'Room on its file system',
      unit: 'bytes',
      description:
        'The size of the file system that holds the ' +
        'store, and what of it the daemon may still use. TrustwatchDiskFilling looks ahead along this line.',
    },
    steps('size', `trustwatch_store_filesystem_size_bytes{${OF}}`, 'Size'),
    steps('free', `trustwatch_store_filesystem_free_bytes{${OF}}`, 'Free'),
  ),
  over(
    {
      title: 'Backups',
      description: 'Backups that ended in each hour, by result. One failed backup is a warning, two are an alert.',
    },
    steps('backups', `sum by (result) (increase(trustwatch_backups_total{${OF}}[1h]))`, '{{result}}'),
  ),
];

export const collected = [
  over(
    {
      title: 'Submissions',
      unit: 'ops',
      description:
        'Drafts judged, by outcome; trials (dry runs) are told ' +
        'apart. Many refusals after a release of definitions: look at the findings beside.',
    },
    steps('submissions', rate('trustwatch_submissions_total', 'outcome, dry_run'), '{{outcome}}, trial: {{dry_run}}'),
  ),
  over(
    {
      title: 'Findings',
      unit: 'ops',
      description:
        'What the judge of submissions found, by reason: the ten ' +
        'most frequent. One reason from many senders is a fault of a template or of a definition, not of the senders.',
    },
    steps('findings', `topk(10, ${rate('trustwatch_findings_total', 'level, reason')})`, '{{reason}} ({{level}})'),
  ),
  over(
    { title: 'Observations recorded', unit: 'ops', description: 'Figures that were stored, corrections included.' },
    steps('observations', `sum(rate(trustwatch_observations_total{${OF}}[$__rate_interval]))`, 'Observations'),
  ),
  over(
    {
      title: 'Readings of the definitions',
      description:
        'Readings of the definition files in each hour, by ' +
        'result. A failed one leaves the definitions that were in force: read the log for the line of the file.',
    },
    steps('reloads', `sum by (result) (increase(trustwatch_catalogue_reloads_total{${OF}}[1h]))`, '{{result}}'),
  ),
];

export const process = [
  over(
    {
      title: 'Processor',
      unit: 'short',
      description: 'Processors in use, user and system: 1 is one of them all the time.',
    },
    steps('cpu', `rate(process_cpu_seconds_total{${OF}}[$__rate_interval])`, '{{instance}}'),
  ),
  over(
    {
      title: 'Memory',
      unit: 'bytes',
      description:
        'Memory held in RAM. It grows with the number of series, and ' +
        'then stays; a line that rises for days without new series is a fault.',
    },
    steps('memory', `process_resident_memory_bytes{${OF}}`, '{{instance}}'),
  ),
  over(
    { title: 'Open files', description: 'Open files and connections, and how many may be open.' },
    steps('open', `process_open_fds{${OF}}`, 'Open'),
    steps('most', `process_max_fds{${OF}}`, 'May be open'),
  ),
  over(
    {
      title: 'The size of the page',
      description:
        'Samples that a scrape of /metrics brings: about thirteen a ' + 'series. Prometheus must be able to hold them.',
    },
    steps('samples', `scrape_samples_scraped{${OF}}`, '{{instance}}'),
  ),
];
