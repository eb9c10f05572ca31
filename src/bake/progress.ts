/**
 * What a bake says of itself while it runs. Its steps are what people read; each is made of parts that cost about the
 * same all through, so that a share of a part's things done is a share of its time.
 */

/** Parts in the order in which they run, with the step that each belongs to. */
const stepByPart = {
  recipe: 'recipe',
  sources: 'sources',
  outline: 'outline',
  areas: 'areas',
  relief: 'ground',
  blocks: 'ground',
  roads: 'ground',
  land: 'ground',
  layout: 'buildings',
  houses: 'buildings',
  people: 'buildings',
  points: 'points',
  files: 'index',
  rows: 'index',
  groundTiles: 'groundTiles',
  tiles: 'tiles',
  publish: 'publish',
} as const;
export type BakePart = keyof typeof stepByPart;
export type BakeStep = (typeof stepByPart)[BakePart];

export const bakeParts = Object.keys(stepByPart) as readonly BakePart[];
export const stepOfPart = (part: BakePart): BakeStep => stepByPart[part];
export const partsOfStep = (step: BakeStep): readonly BakePart[] =>
  bakeParts.filter((part) => stepByPart[part] === step);

export const bakeStepWords: Readonly<Record<BakeStep, string>> = {
  recipe: '读配方',
  sources: '读数据源',
  outline: '定坐标和边界',
  areas: '划网格',
  ground: '地形、水面和道路',
  buildings: '建筑和人口',
  points: '视频点、危险源和事件',
  index: '索引',
  groundTiles: '地面瓦片',
  tiles: '建筑瓦片',
  publish: '写入',
};

/** Told which share (0 … 1) of its work is done by whoever does it. */
export type OnShare = (share: number) => void;
/** The same by whoever does several parts: 0 where one begins. */
export type OnPart = (part: BakePart, share: number) => void;

/** For whoever works without being asked how far it is. */
export const unheard = (): void => undefined;

/** Finer than this nobody looks. */
const MOST_TOLD = 100;

/** Told of each of `total` things done, in turn, or of several at once; tells every hundredth part of them. */
export function everyHundredth(total: number, onShare: OnShare): (more?: number) => void {
  const every = Math.max(1, Math.ceil(total / MOST_TOLD));
  let [done, told] = [0, 0];
  return (more = 1) => {
    done += more;
    if (done - told < every && done !== total) return;
    told = done;
    onShare(Math.min(1, done / total));
  };
}

/** A share of one stretch of the work as a share of the whole: the stretch is `from` … `to` of it. */
export const stretch =
  (from: number, to: number, onShare: OnShare): OnShare =>
  (share) =>
    onShare(from + (to - from) * share);
