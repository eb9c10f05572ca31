/** Keeps account of a page's WebGL: objects made and not deleted, contexts, calls. Runs in the page before all else. */

export interface GlAccount {
  /** Calls of any kind since the page was opened. */
  calls: number;
  /** Contexts that are not lost. */
  contexts(): number;
  /** Objects alive in contexts that are not lost, by kind. */
  alive(): Record<string, number>;
}

declare global {
  interface Window {
    gl: GlAccount;
  }
}

/** For `page.addInitScript`: refers to nothing outside itself. Holds nothing itself: what is held is held by the page. */
export function keepGlAccount(): void {
  interface Book {
    readonly context: WeakRef<WebGL2RenderingContext>;
    readonly made: WeakSet<object>;
    readonly counts: Record<string, number>;
  }
  const books: Book[] = [];
  const bookOf = new WeakMap<WebGL2RenderingContext, Book>();
  const living = (): Book[] => books.filter(({ context }) => context.deref()?.isContextLost() === false);
  const account: GlAccount = {
    calls: 0,
    contexts: () => living().length,
    alive() {
      const sums: Record<string, number> = {};
      for (const { counts } of living()) {
        for (const [kind, count] of Object.entries(counts)) sums[kind] = (sums[kind] ?? 0) + count;
      }
      return sums;
    },
  };
  const open = (context: WebGL2RenderingContext): Book => {
    const known = bookOf.get(context);
    if (known) return known;
    const book: Book = { context: new WeakRef(context), made: new WeakSet(), counts: {} };
    bookOf.set(context, book);
    books.push(book);
    return book;
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
      const { made, counts } = open(this);
      if (verb === 'create' && result) {
        made.add(result);
        counts[kind!] = (counts[kind!] ?? 0) + 1;
      }
      if (verb === 'delete' && values[0] && made.delete(values[0])) counts[kind!]!--;
      return result;
    };
  }
  window.gl = account;
}
