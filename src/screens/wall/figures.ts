/** The column "how we do": six figures, each with what it counts and from where. Pure. */
import type { LiveFigures } from '../../model/contract/live.ts';
import type { Format } from '../i18n/format.ts';
import type { Words } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { sourceName } from '../sourceName.ts';
import type { FreshnessSum } from './freshness.ts';

export interface FigureBlock {
  readonly key: string;
  readonly name: string;
  /** `–` where there is nothing to count: never a zero that means "unknown". */
  readonly value: string;
  readonly unit: string;
  /** Definition with numerator and denominator. */
  readonly what: string;
  readonly source: TextKey;
}

const NONE = '–';

export function figureBlocks(
  figures: LiveFigures,
  freshness: FreshnessSum,
  { say }: Pick<Words, 'say'>,
  format: Format,
): FigureBlock[] {
  const { onTimeClosed, dueCases, videoOnline, videoTotal } = figures;
  const number = (value: number): string => format.number(value);
  return [
    {
      key: 'open',
      name: say('wall.figure.open'),
      value: number(figures.openCases),
      unit: say('unit.cases'),
      what: say('wall.figure.open.what', { overdue: number(figures.overdueCases) }),
      source: 'wall.source.journal',
    },
    {
      key: 'reported',
      name: say('wall.figure.reported'),
      value: number(figures.reportedToday),
      unit: say('unit.cases'),
      what: say('wall.figure.reported.what', {
        refused: figures.refusedEvents === undefined ? '—' : number(figures.refusedEvents),
      }),
      source: 'wall.source.journal',
    },
    {
      key: 'closed',
      name: say('wall.figure.closed'),
      value: number(figures.closedToday),
      unit: say('unit.cases'),
      what: say('wall.figure.closed.what'),
      source: 'wall.source.journal',
    },
    {
      key: 'onTime',
      name: say('wall.figure.onTime'),
      value: dueCases > 0 ? format.number((onTimeClosed / dueCases) * 100, 1) : NONE,
      unit: dueCases > 0 ? '%' : '',
      what:
        dueCases > 0
          ? say('wall.figure.onTime.what', { closed: number(onTimeClosed), due: number(dueCases) })
          : say('wall.figure.onTime.none'),
      source: 'wall.source.journal',
    },
    {
      key: 'video',
      name: say('wall.figure.video'),
      value: videoTotal > 0 ? format.number((videoOnline / videoTotal) * 100, 1) : NONE,
      unit: videoTotal > 0 ? '%' : '',
      what:
        videoTotal > 0
          ? say('wall.figure.video.what', { online: number(videoOnline), total: number(videoTotal) })
          : say('wall.figure.video.none'),
      source: 'wall.source.video',
    },
    {
      key: 'fresh',
      name: say('wall.figure.fresh'),
      value: freshness.all > 0 ? number(freshness.fresh) : NONE,
      unit: freshness.all > 0 ? say('wall.figure.fresh.unit', { all: number(freshness.all) }) : '',
      what: freshness.worst
        ? say('wall.figure.fresh.bad', {
            source: sourceName(freshness.worst.source.source, say),
            age: freshness.worst.ageMillis === null ? NONE : format.age(freshness.worst.ageMillis),
            promise: format.age(freshness.worst.source.promiseSec * 1000),
          })
        : say('wall.figure.fresh.good'),
      source: 'wall.source.feeds',
    },
  ];
}
