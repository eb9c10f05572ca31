/** Answers about one camera: what it is, how it stands, and whose grid it watches. Duty only. */
import type { VideoPointAnswer } from '../../model/contract/answers.ts';
import { videoStatuses } from '../../model/domain/videoPoints.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { upwardPath } from './caseView.ts';

/** By id, or by `@` and videoPointIndex; null for none of them. */
export type VideoPointAnswers = (idOrIndex: string, nowMillis: number) => VideoPointAnswer | null;

export function videoPointAnswers(district: District, state: DistrictState): VideoPointAnswers {
  const { manifest } = district;
  return (idOrIndex, nowMillis) => {
    const index = /^@(\d{1,9})$/.exec(idOrIndex)?.[1];
    const point = index === undefined ? district.videoPointById.get(idOrIndex) : district.videoPoints[Number(index)];
    if (!point) return null;
    const row = point.videoPointIndex;
    const isHeard = state.videoSeq[row]! > 0;
    const path = upwardPath(district, point.gridId);
    const [east, north] = point.enuAboveGroundMeters;
    return {
      ...point,
      status: isHeard ? videoStatuses[state.videoStatus[row]!]! : null,
      sinceMillis: isHeard ? state.videoSinceMillis[row]! : null,
      heardMillis: isHeard ? state.videoEventMillis[row]! : null,
      lonLatDeg: district.frame.lonLatFromEnu([east, north, 0]).lonLatDeg,
      path: path.map(({ id, level, name, nameEn }) => ({ id, level, name, nameEn })).reverse(),
      gridOwnerUnit: path[0]?.ownerUnit ?? null,
      gridHead: path[0]?.gridHeadMasked ?? null,
      provenance: {
        name: manifest.name,
        nameEn: manifest.nameEn,
        asOfMillis: nowMillis,
        synthetic: manifest.synthetic.videoPoints ?? false,
      },
    };
  };
}
