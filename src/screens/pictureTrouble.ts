/** What a station does about a fault of its picture: most are shown until they are over; some need the page anew. */
import type { FaultAnswer } from '../model/faults/fault.ts';
import { reloadPageSoon } from './pageReload.ts';

/** Our own bug that stopped the picture; a graphics card that took it away too often. */
const reloading: readonly string[] = ['PICTURE-009', 'PICTURE-012'];

export interface PictureTrouble {
  onFault(fault: FaultAnswer): void;
  onFaultGone(fault: FaultAnswer): void;
  /** Calls off what it had in mind: the picture is being closed. */
  close(): void;
}

type Shown = FaultAnswer | null;

/** @param show sets what is shown; called as React calls its setters. */
export function pictureTrouble(
  show: (next: Shown | ((before: Shown) => Shown)) => void,
  reload: () => () => void = reloadPageSoon,
): PictureTrouble {
  let callOff: (() => void) | null = null;
  return {
    onFault(fault) {
      show(fault);
      if (reloading.includes(fault.code)) callOff ??= reload();
    },
    onFaultGone(gone) {
      show((before) => (before?.code === gone.code && before.path === gone.path ? null : before));
    },
    close() {
      callOff?.();
    },
  };
}
