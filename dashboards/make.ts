// Writes every dashboard into the folder that is named: node make.js json

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { indicatorBoard } from './boards/indicator';
import { organisationBoard } from './boards/organisation';
import { reportingBoard } from './boards/reporting';
import { seriesBoard } from './boards/series';
import { serviceBoard } from './boards/service';
import { whereToLookBoard } from './boards/where_to_look';
import { build } from './shared/board';
import { finish } from './shared/finish';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node make.js FOLDER');
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
for (const board of [
  whereToLookBoard(),
  indicatorBoard(),
  organisationBoard(),
  seriesBoard(),
  reportingBoard(),
  serviceBoard(),
]) {
  writeFileSync(join(folder, `${board.identity.uid}.json`), finish(build(board)));
}
