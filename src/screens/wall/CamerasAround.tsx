/** The few cameras that see a case's place: a press opens one's field of view on the ground, and its card. */
import { useEffect, useState } from 'react';
import type { CameraAround, CityView } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';

/** Cameras go on and off in the picture's columns, of which React never hears: looked at so often. */
const LOOK_MILLIS = 1_000;

export interface CamerasAroundProps {
  readonly view: CityView | null;
  readonly placeEnuMeters: readonly [east: number, north: number];
  /** Whose card is open. */
  readonly chosenIndex: number | null;
  onChoose(videoPointIndex: number): void;
}

export function CamerasAround({ view, placeEnuMeters, chosenIndex, onChoose }: CamerasAroundProps) {
  const [east, north] = placeEnuMeters;
  const [cameras, setCameras] = useState<readonly CameraAround[] | null>(null);
  useEffect(() => {
    setCameras(null);
    if (!view) return;
    const look = (): void => {
      const next = view.camerasAround([east, north]);
      setCameras((before) => (isSame(before, next) ? before : next));
    };
    look();
    const timer = window.setInterval(look, LOOK_MILLIS);
    return () => window.clearInterval(timer);
  }, [view, east, north]);
  return <CameraList cameras={cameras} chosenIndex={chosenIndex} onChoose={onChoose} />;
}

export function CameraList({
  cameras,
  chosenIndex,
  onChoose,
}: Pick<CamerasAroundProps, 'chosenIndex' | 'onChoose'> & { readonly cameras: readonly CameraAround[] | null }) {
  const { say } = useWords();
  const format = useFormat();
  return (
    <section className="wall-card-cameras" data-testid="cameras-around">
      <h3>{say('cameras.title')}</h3>
      {cameras === null && <p role="status">{say('state.asking')}</p>}
      {cameras?.length === 0 && <EmptyNotice reason={say('cameras.none')} next={say('cameras.noneNext')} />}
      <ul>
        {(cameras ?? []).map(({ videoPointIndex, name, awayMeters, isOnline }) => (
          <li key={videoPointIndex}>
            <button
              type="button"
              aria-pressed={videoPointIndex === chosenIndex}
              data-online={isOnline}
              onClick={() => onChoose(videoPointIndex)}
            >
              <span className="wall-camera-name">{name}</span>
              <small>
                {say(isOnline ? 'video.status.online' : 'video.status.offline')} ·{' '}
                {say('cameras.away', { meters: format.number(awayMeters) })}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isSame(a: readonly CameraAround[] | null, b: readonly CameraAround[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
