/**
 * `npm run gallery`: the scenes of `tests/golden` live in a browser, beside what they are expected to be. Bakes their
 * district where it is missing, and prints the address.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { bakeProgressText, ProgressLine, printFault } from '../console.ts';
import { ensurePortFree } from '../freePort.ts';
import { galleryDistrict } from '../gallery/galleryDistrict.ts';
import { startGallery } from '../gallery/startGallery.ts';
import { projectFolder } from '../runtime.mjs';

const DEFAULT_PORT = 8303;
const optionNames = ['port', 'help'];

const helpText = `
北样画廊：基准画面 / the gallery of golden pictures

  npm run gallery                   端口 ${DEFAULT_PORT} / on port ${DEFAULT_PORT}
  npm run gallery -- --port 8403    别的端口 / another port
  npm run gallery -- --help         这一页 / this page
`;

/** Null: help was asked for. Throws FaultError APP-005, APP-006. */
function readPort(argv: readonly string[]): number | null {
  const { values, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  for (const token of tokens) {
    const named = token.kind === 'option' ? token.name : token.kind === 'positional' ? token.value : null;
    if (named === null || (token.kind === 'option' && optionNames.includes(named))) continue;
    const nearest = nearestName(named, optionNames);
    throw new FaultError(fault('APP-005', { option: named, nearest, help: 'npm run gallery -- --help' }));
  }
  if (values.help) return null;
  // Without a value it is true, which would be port 1.
  const port = values.port === true ? Number.NaN : Number(values.port ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new FaultError(fault('APP-006', { option: 'port', value: String(values.port), expected: '1 … 65535' }));
}

async function main(): Promise<void> {
  const port = readPort(process.argv.slice(2));
  if (port === null) {
    console.log(helpText);
    return;
  }
  await ensurePortFree('127.0.0.1', port);
  const folder = path.join(projectFolder, '.beiyang/gallery');
  const progress = new ProgressLine();
  const packageFolder = await galleryDistrict(folder, (now) =>
    progress.show(now.step, `烘焙 / baking · ${bakeProgressText(now)}`),
  );
  progress.end();
  const cacheFolder = path.join(folder, 'vite');
  const gallery = await startGallery({ packageFolder, cacheFolder, port, watches: true });
  console.log(`\n画廊已就绪 / The gallery is open\n  ${gallery.url}\n  Ctrl-C 停止 / stops\n`);
  const stop = async (): Promise<void> => {
    await gallery.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  for (const item of error.faults) printFault(item);
  process.exitCode = 1;
}
