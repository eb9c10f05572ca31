/** What is written beside a present warning: whose, how far, and where the wind carries it. */
import { type Downwind, downwindMeters } from '../../../model/analysis/hazardZones.ts';
import type { HazardView } from '../../../model/contract/live.ts';
import type { Language } from '../../../model/faults/fault.ts';
import type { LayerStyle } from '../../layerDrawing.ts';
import type { Callout } from '../../text/textWishes.ts';
import { plateCssPx, plateEnuMeters } from './hazardMarks.ts';
import { isWarned } from './hazards.ts';

const sides = {
  zh: ['北', '东北', '东', '东南', '南', '西南', '西', '西北'],
  en: ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'],
} as const satisfies Record<Language, readonly string[]>;

const words = {
  zh: { isolation: '隔离', downwind: '下风', wind: '风', unknown: '风向不明', note: '参考值，不替代专业研判' },
  en: {
    isolation: 'isolate',
    downwind: 'downwind',
    wind: 'wind',
    unknown: 'wind unknown',
    note: 'reference values, no substitute for expert judgement',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** After cases and before slivers; worse warnings first. Only those whose substance reaches out have a text. */
export function hazardCallouts(
  hazards: readonly HazardView[],
  { wind, isNight }: Downwind,
  { ground, language, palette }: Pick<LayerStyle, 'ground' | 'language' | 'palette'>,
): Callout[] {
  const say = words[language];
  return hazards.filter(isWarned).map((hazard): Callout => {
    const { isolationMeters, substanceName, substanceNameEn } = hazard;
    const side = downwindMeters(hazard, isNight);
    const name = language === 'zh' ? hazard.name : hazard.nameEn;
    const substance = language === 'zh' ? substanceName : substanceNameEn;
    const windText = wind
      ? `${say.wind} ${sides[language][Math.round(wind.fromDeg / 45) % 8]} ${wind.metersPerSec.toFixed(1)} m/s`
      : say.unknown;
    const detail = [
      isolationMeters === null ? null : `${say.isolation} ${isolationMeters} m`,
      side === null ? null : `${say.downwind} ${side} m · ${windText}`,
      say.note,
    ];
    return {
      id: `hazard:${hazard.hazardId}`,
      priority: 9 - hazard.warningLevel / 10,
      enuMeters: plateEnuMeters(hazard, ground),
      markCssPx: plateCssPx(hazard),
      text:
        isolationMeters === null && side === null
          ? null
          : {
              title: substance === null ? name : `${name} · ${substance}`,
              detail: detail.filter((part) => part !== null).join(' · '),
              detailColour: palette.textQuiet,
            },
    };
  });
}
