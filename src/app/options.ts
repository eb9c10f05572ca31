/** The options of `npm start`: read once, checked once, each wrong one a numbered fault with the nearest right name. */
import { parseArgs } from 'node:util';
import { FaultError, fault } from '../model/faults/fault.ts';
import { nearestName } from '../model/faults/nearestName.ts';

export interface StartOptions {
  /** Recipe file, name of a shipped recipe, or folder of a baked package; null = the default district. */
  readonly district: string | null;
  /** Folder of an earlier package to be compared with; null for none. */
  readonly compare: string | null;
  /** Folder that the recipe's source paths are relative to. */
  readonly data: string | null;
  readonly feed: 'simulated' | 'none';
  readonly port: number;
  /** Path under which everything is served, with a slash at both ends. */
  readonly base: string;
  readonly state: string | null;
  readonly casesPerMinute: number;
  readonly help: boolean;
}

export const DEFAULT_PORT = 8301;

const optionNames = [
  'district',
  'compare',
  'data',
  'feed',
  'port',
  'base',
  'state',
  'cases-per-minute',
  'lan',
  'help',
] as const;

function wrongValue(option: string, value: string, expected: string): FaultError {
  return new FaultError(fault('APP-006', { option, value, expected }));
}

/** Throws FaultError APP-005, APP-006, APP-010. */
export function readOptions(argv: readonly string[]): StartOptions {
  const { values, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: {
      district: { type: 'string' },
      compare: { type: 'string' },
      data: { type: 'string' },
      feed: { type: 'string' },
      port: { type: 'string' },
      base: { type: 'string' },
      state: { type: 'string' },
      'cases-per-minute': { type: 'string' },
      lan: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  for (const token of tokens) {
    if (token.kind === 'positional') throw wrongValue('district', token.value, '--district <recipe|folder>');
    if (token.kind !== 'option') continue;
    if (!(optionNames as readonly string[]).includes(token.name)) {
      const nearest = nearestName(token.name, optionNames);
      throw new FaultError(fault('APP-005', { option: token.name, nearest, help: 'npm start -- --help' }));
    }
    if (token.name !== 'help' && token.name !== 'lan' && !token.value)
      throw wrongValue(token.name, '', `--${token.name} <…>`);
  }
  if (values.lan) throw new FaultError(fault('APP-010'));
  const text = (name: (typeof optionNames)[number]): string | null =>
    typeof values[name] === 'string' ? (values[name] as string) : null;

  const port = Number(text('port') ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw wrongValue('port', text('port')!, '1 … 65535');
  const casesPerMinute = Number(text('cases-per-minute') ?? 6);
  if (!(casesPerMinute > 0 && casesPerMinute <= 6000)) {
    throw wrongValue('cases-per-minute', text('cases-per-minute')!, '0.1 … 6000');
  }
  const feed = text('feed') ?? 'simulated';
  if (feed !== 'simulated' && feed !== 'none') throw wrongValue('feed', feed, 'simulated, none');
  const base = `/${(text('base') ?? '').replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');
  if (!/^\/((?!\.{1,2}\/)[\w.~-]+\/)*$/.test(base)) throw wrongValue('base', base, '/a/b/');

  return {
    district: text('district'),
    compare: text('compare'),
    data: text('data'),
    feed,
    port,
    base,
    state: text('state'),
    casesPerMinute,
    help: Boolean(values.help),
  };
}

export const helpText = `
北样 Beiyang：城区三维指挥墙 / a 3D command wall for a city district

  npm start                         默认：合成的市北区，端口 ${DEFAULT_PORT} / the synthetic 市北区 on port ${DEFAULT_PORT}
  npm start -- --district <…>       配方文件、自带配方名，或已烘焙的文件夹 / recipe file, shipped recipe or baked folder
  npm start -- --data <folder>      配方里源文件所在的文件夹 / folder of the recipe's source files
  npm start -- --compare <folder>   规划屏上与这个旧城区包卷帘对比 / on plan, swipe against this earlier package
  npm start -- --feed none          不启动模拟器（默认 simulated） / no simulator (default: simulated)
  npm start -- --cases-per-minute 6 模拟器每分钟的新案件 / new cases a minute from the simulator
  npm start -- --port 8400          端口 / port
  npm start -- --base /a/b/         放在子路径下 / serve under a sub-path
  npm start -- --state <folder>     日志与烘焙结果放哪里（默认 .beiyang） / where journal and packages go (default .beiyang)
  npm start -- --help               这一页 / this page

自带配方 / shipped recipes: {recipes}
`;
