/** What a page's own heap holds, told apart from what V8 and the test's own tools make for themselves. */
import type { CDPSession } from 'playwright-core';

export interface PageHeap {
  /** Objects, closures, arrays, strings and shapes. */
  readonly heapBytes: number;
  /** What the browser holds for the page's objects: elements, images, listeners, buffers' heads, entries of the timeline. */
  readonly nativeBytes: number;
  /** Machine code, bytecode and what V8 notes of them. */
  readonly codeBytes: number;
}

/** Answers of requests, kept by the browser for as long as somebody debugs the page: here the test itself. */
const KEPT_FOR_DEBUGGERS = 'blink::NetworkResourcesData::';

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** After a full collection, from a heap snapshot (DevTools protocol, domain HeapProfiler). */
export async function pageHeapOf(devTools: CDPSession): Promise<PageHeap> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  devTools.on('HeapProfiler.addHeapSnapshotChunk', take);
  await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devTools.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [kind, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  let [heapBytes, nativeBytes, codeBytes] = [0, 0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    const bytes = nodes[at + size]!;
    const kindOfNode = types[0][nodes[at + kind]!]!;
    if (kindOfNode === 'code') codeBytes += bytes;
    else if (kindOfNode !== 'native') heapBytes += bytes;
    else if (!strings[nodes[at + name]!]!.startsWith(KEPT_FOR_DEBUGGERS)) nativeBytes += bytes;
  }
  return { heapBytes, nativeBytes, codeBytes };
}
