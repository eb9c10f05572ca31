import { type RefObject, useEffect, useMemo, useState } from 'react';
import { EnuFrame } from '../../model/frames/enu.ts';
import type { CityView } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useStation } from '../station.ts';
import { type ScaleBar, scaleBar } from './scale.ts';

const LONGEST_BAR_PX = 120;
/** Five decimals of a degree are about a metre: more would claim what the sources do not know. */
const DEGREE_DIGITS = 5;

interface Reading {
  readonly from: 'cursor' | 'centre';
  readonly lonLatDeg: readonly [number, number];
  readonly bar: ScaleBar | null;
}

/** Metres per pixel across the screen at the centre of the view, from the view itself. */
function metersPerPx(view: CityView): number {
  const [east, north] = view.look.targetEnuMeters;
  const turn = (view.look.headingDeg * Math.PI) / 180;
  const a = view.cssPxFromEnu([east, north, 0]);
  const b = view.cssPxFromEnu([east + 100 * Math.cos(turn), north - 100 * Math.sin(turn), 0]);
  return a && b ? 100 / Math.hypot(b[0] - a[0], b[1] - a[1]) : Number.NaN;
}

/** Where the cursor is on the ground, else the centre; and how long a hundred pixels are. */
export function ReadOut({ view, map }: { view: CityView | null; map: RefObject<HTMLElement | null> }) {
  const { manifest } = useStation();
  const { say } = useWords();
  const format = useFormat();
  const frame = useMemo(() => new EnuFrame(manifest.enuOrigin), [manifest]);
  const [reading, setReading] = useState<Reading | null>(null);

  useEffect(() => {
    const element = map.current;
    if (!view || !element) return;
    let cursor: readonly [number, number] | null = null;
    const read = (): void => {
      const pick = cursor ? view.pickAt(cursor[0], cursor[1]) : null;
      const under = pick && 'enuMeters' in pick ? pick.enuMeters : null;
      const [east, north] = under ?? view.look.targetEnuMeters;
      setReading({
        from: under ? 'cursor' : 'centre',
        lonLatDeg: frame.lonLatFromEnu([east, north, 0]).lonLatDeg,
        bar: scaleBar(metersPerPx(view), LONGEST_BAR_PX),
      });
    };
    const move = (event: PointerEvent): void => {
      const box = element.getBoundingClientRect();
      cursor = [event.clientX - box.left, event.clientY - box.top];
    };
    const leave = (): void => {
      cursor = null;
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    const timer = window.setInterval(read, 150);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      window.clearInterval(timer);
    };
  }, [view, map, frame]);

  return (
    <div className="plan-readout" data-over-map>
      {reading?.bar && (
        <span className="plan-scale">
          <i style={{ width: `${reading.bar.px}px` }} />
          {reading.bar.meters >= 1000
            ? `${format.number(reading.bar.meters / 1000)} km`
            : `${format.number(reading.bar.meters, reading.bar.meters < 1 ? 1 : 0)} m`}
        </span>
      )}
      {reading && (
        <span>
          {say(`plan.${reading.from}`)} {format.number(reading.lonLatDeg[0], DEGREE_DIGITS)}°,{' '}
          {format.number(reading.lonLatDeg[1], DEGREE_DIGITS)}°
        </span>
      )}
      <span>{say('plan.crs')}</span>
    </div>
  );
}
