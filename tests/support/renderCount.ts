/** Counts what React renders on a page, built product and all: through the door that React keeps open for its tools. */

export interface RenderCount {
  commits: number;
  /** Components rendered, by the class of the element that each draws, within those around it: `station wall > city`. */
  renders: Record<string, number>;
}

declare global {
  interface Window {
    rendered: RenderCount;
  }
}

/** For `page.addInitScript`: refers to nothing outside itself. */
export function countRenders(): void {
  /** As far as it is read here (react-reconciler, Fiber): the numbers are those of React 19. */
  interface Fiber {
    readonly tag: number;
    readonly flags: number;
    readonly alternate: Fiber | null;
    readonly child: Fiber | null;
    readonly sibling: Fiber | null;
    readonly stateNode: unknown;
  }
  const [FUNCTION, HOST, FORWARD_REF, MEMO, SIMPLE_MEMO] = [0, 5, 11, 14, 15];
  const PERFORMED_WORK = 1;
  const isComponent = ({ tag }: Fiber): boolean => [FUNCTION, FORWARD_REF, MEMO, SIMPLE_MEMO].includes(tag);
  const count: RenderCount = { commits: 0, renders: {} };
  const classOf = (fiber: Fiber): string | null =>
    fiber.tag === HOST && fiber.stateNode instanceof Element ? fiber.stateNode.getAttribute('class') : null;
  const drawnBy = (fiber: Fiber): string | null => {
    for (let child = fiber.child; child; child = child.sibling) {
      const own = child.tag === HOST ? (classOf(child) ?? '') : drawnBy(child);
      if (own !== null) return own;
    }
    return null;
  };
  /** Only where a parent's children are others was anything below it rendered. */
  const visit = (fiber: Fiber, around: readonly string[]): void => {
    if (isComponent(fiber) && fiber.flags & PERFORMED_WORK) {
      const name = [...around, drawnBy(fiber) ?? ''].join(' > ');
      count.renders[name] = (count.renders[name] ?? 0) + 1;
    }
    if (fiber.child === fiber.alternate?.child) return;
    const own = classOf(fiber);
    const within = own ? [...around, own] : around;
    for (let child = fiber.child; child; child = child.sibling) visit(child, within);
  };
  Object.assign(window, {
    rendered: count,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => {
        count.commits++;
        visit(root.current, []);
      },
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
    },
  });
}
