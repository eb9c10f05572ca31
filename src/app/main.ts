/** `npm start`: bakes what is missing, opens the journal, serves hub and screens on one port, runs the simulator. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { comparePackages, type ThingsComparison } from '../bake/check/comparePackages.ts';
import { ensureFolder } from '../bake/diskFaults.ts';
import { openHub } from '../hub/hub.ts';
import { startSimulator } from '../hub/simulator/startSimulator.ts';
import type { BuildingDifferences } from '../model/contract/comparison.ts';
import { FaultError } from '../model/faults/fault.ts';
import { buildScreens, screensAreBuilt, screensFolder } from './builtScreens.ts';
import { bakeProgressText, ProgressLine, printFault, printFaultSummary } from './console.ts';
import { findDistrict, readyPackage, shippedRecipes } from './districtPackage.ts';
import { ensurePortFree } from './freePort.ts';
import { helpText, readOptions } from './options.ts';
import { isRightNode, projectFolder, wrongNodeText } from './runtime.mjs';

const HOST = '127.0.0.1';

/** Baked default district, built screens and a day of journal, with room to spare. */
const NEEDED_MIB = 400;

const secondsSince = (startedMillis: number): string => ((Date.now() - startedMillis) / 1000).toFixed(1);

async function start(argv: readonly string[]): Promise<void> {
  const startedMillis = Date.now();
  const options = readOptions(argv);
  if (options.help) {
    console.log(helpText.replace('{recipes}', shippedRecipes().join(', ')));
    return;
  }
  const stateFolder = path.resolve(options.state ?? path.join(projectFolder, '.beiyang'));
  const district = findDistrict(options.district);
  ensureFolder({ folder: stateFolder, option: 'state' }, NEEDED_MIB);
  await ensurePortFree(HOST, options.port);

  const stopping = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    stopping.abort();
    for (const close of closers.reverse()) await close();
  };
  const stop = async (): Promise<void> => {
    if (stopping.signal.aborted) process.exit(130); // a second Ctrl-C does not wait
    console.log('\n正在停止… / stopping…');
    await closeAll();
    console.log('已停止，日志完整。 / stopped, the journal is whole.');
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const progress = new ProgressLine();
  const ready = await readyPackage(
    district,
    options.data,
    stateFolder,
    (now) => progress.show(now.step, `烘焙 / baking · ${bakeProgressText(now)}`),
    stopping.signal,
  );
  progress.end();
  if (ready.faults) {
    console.log(`城区已烘焙 / district baked (${secondsSince(startedMillis)} s)`);
    printFaultSummary(ready.faults);
  }
  if (!screensAreBuilt()) {
    console.log('正在构建页面… / building the screens…');
    const buildStartedMillis = Date.now();
    await buildScreens();
    console.log(`页面已构建 / screens built (${secondsSince(buildStartedMillis)} s)`);
  }

  // What is no package, or lies in another frame, is told before the journal is opened.
  const compare = options.compare === null ? null : path.resolve(options.compare);
  const differences = compare === null ? null : comparePackages(compare, ready.folder).things.buildings;
  const journalFolder = path.join(stateFolder, 'state', ready.stateKey);
  tellNewJournal(journalFolder);
  const hub = await openHub({
    packageFolder: ready.folder,
    stateFolder: journalFolder,
    screensFolder,
    host: HOST,
    port: options.port,
    base: options.base,
    ...(compare !== null && differences
      ? { compare: { folder: compare, buildings: buildingDifferences(differences) } }
      : {}),
  });
  closers.push(() => hub.close());
  // A journal that could not be written is not written on: whoever watches the process starts it again.
  hub.failed.then(async (failure) => {
    printFault(failure);
    await closeAll();
    process.exit(1);
  });

  if (options.feed === 'simulated') {
    const simulator = startSimulator({
      origin: hub.origin,
      base: hub.base,
      packageFolder: ready.folder,
      seed: ready.stateKey,
      casesPerMinute: options.casesPerMinute,
      signal: stopping.signal,
      log: (line) => console.log(line),
    });
    const done = simulator.done.catch((error: unknown) => {
      console.error('模拟器停了，中枢继续。 / The simulator stopped, the hub goes on.', error);
    });
    closers.push(() => done);
  }
  printAddresses(`${hub.origin}${hub.base}`, secondsSince(startedMillis), options.feed);
}

function buildingDifferences({ added, removed, changed }: ThingsComparison): BuildingDifferences {
  return { added, removed, changed: changed.map(({ id }) => id) };
}

/** A changed district starts a journal of its own: said aloud, so that nobody looks for yesterday's cases in vain. */
function tellNewJournal(journalFolder: string): void {
  const journals = path.dirname(journalFolder);
  if (existsSync(journalFolder) || !existsSync(journals)) return;
  const sameDistrict = path.basename(journalFolder).replace(/-[0-9a-f]{12}$/, '');
  const older = readdirSync(journals).filter((name) => name.replace(/-[0-9a-f]{12}$/, '') === sameDistrict);
  if (older.length === 0) return;
  console.log(
    `城区数据已变，开始新的日志；旧日志仍在 / The district changed: a new journal starts, the old stays in ${journals}`,
  );
}

function printAddresses(address: string, seconds: string, feed: string): void {
  const stations: [path: string, zh: string, en: string][] = [
    ['', '目录', 'index'],
    ['wall', '指挥墙', 'command wall'],
    ['ring/all', '环幕（1…7 为单段）', 'ring (1…7: one segment)'],
    ['touch', '触摸台', 'touch table'],
    ['plan', '规划', 'planners'],
    ['desk', '导播台', 'operator’s desk'],
  ];
  console.log(`\n北样已就绪 / Beiyang is up (${seconds} s)`);
  for (const [route, zh, en] of stations) console.log(`  ${(address + route).padEnd(36)} ${zh} / ${en}`);
  console.log(
    feed === 'simulated'
      ? '  数据由模拟器产生，画面上均有标记。 / The simulator feeds it; the screens say so.'
      : '  没有启动模拟器：等待事件。 / No simulator: waiting for events.',
  );
  console.log('  Ctrl-C 停止 / stops\n');
}

try {
  if (!isRightNode(process.versions.node)) {
    console.error(wrongNodeText(process.versions.node));
    process.exit(1);
  }
  await start(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  for (const item of error.faults) printFault(item);
  process.exit(error.fault.code.startsWith('BAKE') ? 2 : 1);
}
