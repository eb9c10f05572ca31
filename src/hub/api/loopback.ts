/** Addresses and names that mean this very machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);
}

/**
 * True when a Host or Origin names this machine. Checked on every request: a page elsewhere whose name is made to
 * resolve to 127.0.0.1 (DNS rebinding) still sends its own name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Requests of programs have no Origin; those of pages must come from here. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  return origin === undefined || isLoopbackHost(/^https?:\/\/([^/]+)$/i.exec(origin)?.[1]);
}
