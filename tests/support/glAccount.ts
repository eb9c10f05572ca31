/** Keeps account of a page's WebGL: objects made and not deleted, contexts, calls. Runs in the page before all else. */

export interface GlAccount {
  /** Calls of any kind since the page was opened. */
  calls: number;
  /** Contexts that are not lost. */
  contexts(): number;
  /** Objects alive in contexts that are not lost, by kind. */
  alive(): Record<string, number>;
  /** Objects that contexts were lost with by their own page: what nobody deleted. */
  left(): Record<string, number>;
}

declare global {
  interface Window {
    gl: GlAccount;
  }
}

/** For `page.addInitScript`: refers to nothing outside itself. */
export function keepGlAccount(): void {
  const objects = new Map<WebGL2RenderingContext, Map<string, Set<object>>>();
  const account: GlAccount = {
    calls: 0,
    contexts: () => [...objects.keys()].filter((context) => !context.isContextLost()).length,
    alive: () => sum((context) => !context.isContextLost()),
    left: () => sum((context) => context.isContextLost()),
  };
  const sum = (isMeant: (context: WebGL2RenderingContext) => boolean): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const [context, kinds] of objects) {
      if (!isMeant(context)) continue;
      for (const [kind, alive] of kinds) counts[kind] = (counts[kind] ?? 0) + alive.size;
    }
    return counts;
  };
  const aliveOf = (context: WebGL2RenderingContext, kind: string): Set<object> => {
    const kinds = objects.get(context) ?? new Map<string, Set<object>>();
    objects.set(context, kinds);
    const alive = kinds.get(kind) ?? new Set<object>();
    kinds.set(kind, alive);
    return alive;
  };
  type Method = (this: WebGL2RenderingContext, ...values: unknown[]) => unknown;
  const methods = WebGL2RenderingContext.prototype as unknown as Record<string, Method>;
  for (const name of Object.keys(methods)) {
    const { value } = Object.getOwnPropertyDescriptor(methods, name) ?? {};
    // Asked by the account itself.
    if (typeof value !== 'function' || name === 'isContextLost') continue;
    const method = value as Method;
    const [, verb, kind] = /^(create|delete)([A-Z]\w+)$/.exec(name) ?? [];
    methods[name] = function (...values) {
      account.calls++;
      const result = method.apply(this, values);
      if (verb === 'create' && result) aliveOf(this, kind!).add(result);
      if (verb === 'delete' && values[0]) aliveOf(this, kind!).delete(values[0]);
      return result;
    };
  }
  window.gl = account;
}
