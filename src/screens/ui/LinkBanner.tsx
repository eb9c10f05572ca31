import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useNow } from '../station.ts';
import { FaultNotice } from './FaultNotice.tsx';

/** What the connection is, whenever it is not live: since when, and that the picture is from before. */
export function LinkBanner() {
  const { say } = useWords();
  const format = useFormat();
  const now = useNow();
  const link = useLive((facts) => facts.link);
  const since = useLive((facts) => facts.linkSinceMillis);
  const pulse = useLive((facts) => facts.pulseMillis);
  const fault = useLive((facts) => facts.fault);
  if (link === 'live') return null;
  return (
    <div className="link-banner" role="status" data-link={link}>
      {link === 'connecting' && say('link.connecting')}
      {link === 'stale' && say('link.stale', { age: format.age(now - (pulse ?? since)) })}
      {link === 'offline' && say('link.offline', { time: format.clock(since) })}
      {link === 'refused' && (fault ? <FaultNotice fault={fault} /> : say('link.refused'))}
    </div>
  );
}
