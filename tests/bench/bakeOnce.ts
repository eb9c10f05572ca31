/** One bake in a process of its own, for the bench: prints its progress, its time and its largest memory as JSON. */
import { bakeDistrict } from '../../src/bake/bake.ts';
import { peakResidentMib } from '../support/peakResidentMib.ts';

/** As the bench reads it back. */
export interface BakeOnce {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly buildings: number;
  /** Each time something was said: seconds since the start, and seconds that were said to remain. */
  readonly said: readonly (readonly [number, number])[];
  readonly stepSeconds: Readonly<Record<string, number>>;
}

const [recipePath, outFolder, cacheFolder] = process.argv.slice(2);
if (!recipePath || !outFolder) throw new Error('recipe and out folder, please');
const said: [number, number][] = [];
const stepSeconds: Record<string, number> = {};
let last = { step: '', seconds: 0 };
const startedMillis = performance.now();
const { manifest } = await bakeDistrict({
  recipePath,
  dataFolder: null,
  outFolder,
  cacheFolder: cacheFolder ?? null,
  onProgress: ({ step, seconds, remainingSeconds }) => {
    said.push([seconds, remainingSeconds]);
    if (last.step !== '') stepSeconds[last.step] = (stepSeconds[last.step] ?? 0) + seconds - last.seconds;
    last = { step, seconds };
  },
});
const seconds = (performance.now() - startedMillis) / 1000;
stepSeconds[last.step] = (stepSeconds[last.step] ?? 0) + seconds - last.seconds;
const once: BakeOnce = { seconds, peakMiB: peakResidentMib(), buildings: manifest.counts.buildings, said, stepSeconds };
console.log(JSON.stringify(once));
