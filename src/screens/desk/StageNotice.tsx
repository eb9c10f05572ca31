import { useWords } from '../i18n/language.ts';
import { useStage } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';

/** Why nothing can go on air now: the desk's own line to the hub, which may fail while the facts still come. */
export function StageNotice() {
  const { say } = useWords();
  const connected = useStage((facts) => facts.connected);
  const joined = useStage((facts) => facts.joinedMillis !== null);
  const fault = useStage((facts) => facts.fault);
  if (fault) return <FaultNotice fault={fault} />;
  if (connected) return null;
  return (
    <div className="link-banner" role="status" data-stage={joined ? 'offline' : 'connecting'}>
      {say(joined ? 'desk.stage.offline' : 'desk.stage.connecting')}
    </div>
  );
}
