/** One camera: what it is, how it stands since when, where it looks, and whose grid it watches. */
import type { VideoPointAnswer } from '../../model/contract/answers.ts';
import { usualLens } from '../../model/domain/videoPoints.ts';
import { useWords } from '../i18n/language.ts';
import { pathNames } from '../pathNames.ts';
import { useFormat, useNow, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { type Answer, useAnswer } from '../useAnswer.ts';
import { CardFrame, type CardRow, CardRows, CardSource } from './CardFrame.tsx';
import { sideOf } from './sideOf.ts';

/** Its status is a column of the picture's, of which this page never hears: asked for instead. */
const REFRESH_MILLIS = 5_000;

export function VideoPointCard({ videoPointIndex, onClose }: { videoPointIndex: number; onClose(): void }) {
  const { questions } = useStation();
  const answer = useAnswer(
    `video point ${videoPointIndex}`,
    (signal) => questions.videoPoint(`@${videoPointIndex}`, signal),
    REFRESH_MILLIS,
  );
  return <VideoPointFacts answer={answer} onClose={onClose} />;
}

export function VideoPointFacts({ answer, onClose }: { answer: Answer<VideoPointAnswer>; onClose(): void }) {
  const { say } = useWords();
  const found = answer.value;
  return (
    <CardFrame
      title={found?.name ?? say('video.title')}
      closeWords="video.close"
      testId="video-point-card"
      onClose={onClose}
    >
      {found && <Fields point={found} />}
      {answer.fault && <FaultNotice fault={answer.fault} onRetry={answer.retry} />}
      {!found && !answer.fault && <p role="status">{say('state.asking')}</p>}
    </CardFrame>
  );
}

function Fields({ point }: { point: VideoPointAnswer }) {
  const { say, name } = useWords();
  const format = useFormat();
  const now = useNow(10_000);
  const { status, sinceMillis, heardMillis, azimuthDeg, horizontalFovDeg, rangeMeters, gridOwnerUnit } = point;
  const [lonDeg, latDeg] = point.lonLatDeg;
  const isAssumed = horizontalFovDeg === null || rangeMeters === null;
  const field = { fov: horizontalFovDeg ?? usualLens.horizontalFovDeg, range: rangeMeters ?? usualLens.rangeMeters };
  const rows: readonly CardRow[] = [
    [
      'video.status',
      <span key="status" data-status={status}>
        <strong>{say(`video.status.${status ?? 'unheard'}`)}</strong>
        {sinceMillis !== null && <small> {say('hazard.since', { time: format.timeNear(sinceMillis, now) })}</small>}
      </span>,
    ],
    ...(heardMillis === null ? [] : [['video.heard', format.timeNear(heardMillis, now)] as const]),
    ['video.code', point.gb28181Code === null ? say('video.none') : <code key="code">{point.gb28181Code}</code>],
    [
      'video.direction',
      azimuthDeg === null
        ? say('video.direction.around')
        : say('video.direction.said', {
            side: say(`side.${sideOf(azimuthDeg)}`),
            degrees: format.number(azimuthDeg),
          }),
    ],
    [
      'video.field',
      <>
        {say('video.field.said', { fov: format.number(field.fov), range: format.number(field.range) })}
        {isAssumed && (
          <>
            <br />
            <small>
              {say('video.field.assumed', { fov: usualLens.horizontalFovDeg, range: usualLens.rangeMeters })}
            </small>
          </>
        )}
      </>,
    ],
    ['video.height', `${format.number(point.enuAboveGroundMeters[2], 1)} m`],
    ['video.grid', pathNames(point.path, name).join(' › ')],
    gridOwnerUnit === null
      ? ['video.gridHead', point.gridHead ?? say('video.none')]
      : ['video.gridOwner', gridOwnerUnit],
    ['video.place', `${format.number(lonDeg, 5)}°, ${format.number(latDeg, 5)}°`],
    ['video.id', <code key="id">{point.videoPointId}</code>],
  ];
  return (
    <>
      <CardRows rows={rows} />
      <CardSource provenance={point.provenance} />
    </>
  );
}
