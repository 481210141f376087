import { AT_A_GLANCE } from '../panels/service_state';
import { collected, commits, disk, grpc, http, process } from '../panels/service_lines';
import type { Board } from '../shared/board';
import { SERVICE } from '../shared/links';
import { indicator, job, org, region } from '../shared/variables';

export function serviceBoard(): Board {
  return {
    identity: SERVICE,
    from: 'now-6h',
    refresh: '1m',
    variables: [job('job', 'Job'), job('instance', 'Instance'), region(true), org(true), indicator('nobody', true)],
    sections: [
      {
        title: 'At a glance',
        shelves: [
          { height: 4, panels: AT_A_GLANCE.slice(0, 6) },
          { height: 4, panels: AT_A_GLANCE.slice(6) },
        ],
      },
      { title: 'gRPC: what trusts send', shelves: [{ height: 8, panels: grpc }] },
      { title: 'HTTP: what Prometheus scrapes, and history that it reads', shelves: [{ height: 8, panels: http }] },
      {
        title: 'The store',
        shelves: [
          { height: 8, panels: commits },
          { height: 8, panels: disk },
        ],
      },
      { title: 'What was submitted', shelves: [{ height: 8, panels: collected }] },
      { title: 'The process', shelves: [{ height: 8, panels: process }] },
    ],
  };
}
