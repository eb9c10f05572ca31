import { useState } from 'react';
import type { LeaseState } from '../../model/contract/stage.ts';
import { minutesSeconds } from '../i18n/format.ts';
import { useWords } from '../i18n/language.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import type { Director } from './useDirector.ts';

interface LeaseBarProps {
  readonly mine: boolean;
  readonly lease: LeaseState;
  readonly now: number;
  /** Off the line nobody can tell who directs, nor take over. */
  readonly connected: boolean;
  readonly director: Director;
}

/** Who directs, for how long, and the way to take over: never without saying from whom. */
export function LeaseBar({ mine, lease, now, connected, director }: LeaseBarProps) {
  const { say } = useWords();
  const [sure, setSure] = useState(false);
  const leftMillis = (lease.expiresMillis ?? 0) - now;
  const left = minutesSeconds(Math.max(0, leftMillis));
  const holder = connected && !mine && leftMillis > 0 ? lease.holder : null;
  const take = (force: boolean): void => {
    setSure(false);
    director.takeLease(force);
  };
  const fault = director.result?.act === 'lease' ? director.result.fault : null;
  return (
    <div className="desk-lease" data-mine={mine} data-testid="lease">
      <strong>{say('desk.lease')}</strong>
      <span>
        {mine
          ? say('desk.lease.mine', { left })
          : holder
            ? say('desk.lease.other', { holder, left })
            : say(connected ? 'desk.lease.free' : 'desk.lease.unknown')}
      </span>
      {holder ? (
        <button type="button" className="button" onClick={() => (sure ? take(true) : setSure(true))}>
          {say(sure ? 'desk.lease.forceSure' : 'desk.lease.force', { holder })}
        </button>
      ) : (
        <button
          type="button"
          className={mine ? 'button' : 'button button-main'}
          disabled={!connected}
          onClick={() => take(false)}
        >
          {say(mine ? 'desk.lease.renew' : 'desk.lease.take')} <KeyHint chord="t" />
        </button>
      )}
      {fault && <FaultNotice fault={fault} />}
    </div>
  );
}
