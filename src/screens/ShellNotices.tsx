/** Over every station: what is wrong with the page as a whole. The desk tells of its stage link in its own words. */
import './shellNotices.css';
import { useEffect, useState } from 'react';
import { answerFault, fault } from '../model/faults/fault.ts';
import { reloadPageSoon } from './pageReload.ts';
import { shellTroubles } from './shellTroubles.ts';
import { useLive, useStage, useStation } from './station.ts';
import { FaultNotice } from './ui/FaultNotice.tsx';

/** A link that comes back at once, as after each start, is no news. */
const DOWN_SHOWN_AFTER_MILLIS = 3_000;

export function ShellNotices() {
  const { manifest, station } = useStation();
  const live = useLive((facts) => facts);
  const stage = useStage((facts) => facts);
  const { faults, stageIsDown, mustReload } = shellTroubles(live, stage, manifest.districtHash);
  const [downForLong, setDownForLong] = useState(false);

  useEffect(() => (mustReload ? reloadPageSoon() : undefined), [mustReload]);
  useEffect(() => {
    if (!stageIsDown) return;
    const timer = window.setTimeout(() => setDownForLong(true), DOWN_SHOWN_AFTER_MILLIS);
    return () => {
      window.clearTimeout(timer);
      setDownForLong(false);
    };
  }, [stageIsDown]);

  const shown = [
    ...faults.filter((one) => station !== 'desk' || one !== stage.fault),
    ...(downForLong && station !== 'desk' ? [answerFault(fault('SCREEN-008'))] : []),
  ];
  if (shown.length === 0) return null;
  return (
    <div className="shell-notices">
      {shown.map((one) => (
        <FaultNotice key={one.code} fault={one} />
      ))}
    </div>
  );
}
