/** Long work in slices: frames, fingers and messages come through between them. */

/** Well below the fiftieth of a second from which on a finger feels it. */
const SLICE_MILLIS = 16;

/** All that the iterator gives; null where it was no longer wanted before it ended. */
export async function gathered<T>(items: Iterable<T>, isWanted: () => boolean): Promise<T[] | null> {
  const all: T[] = [];
  let endMillis = performance.now() + SLICE_MILLIS;
  for (const item of items) {
    all.push(item);
    if (performance.now() < endMillis) continue;
    await nextTask();
    if (!isWanted()) return null;
    endMillis = performance.now() + SLICE_MILLIS;
  }
  return all;
}

/** Sooner than a timer, which a browser holds back for four milliseconds. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
