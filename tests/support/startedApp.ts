/** The product as a person starts it: its own process, its own folder, its printed words. */
import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';

const projectFolder = path.resolve(import.meta.dirname, '../..');

export interface StartedApp {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Sends the signal that Ctrl-C sends, and waits. Resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Resolves to the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function startApp(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  nodeArgs: readonly string[] = [],
  script = path.join(projectFolder, 'src/app/main.ts'),
): StartedApp {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    process: child,
    output: () => output,
    ended,
    async stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Waits until the app has printed `words`; throws with its whole output when it ends or takes too long. */
export async function untilPrinted(app: StartedApp, words: string, limitMillis = 60_000): Promise<void> {
  const deadline = Date.now() + limitMillis;
  let exit: number | null | undefined;
  app.ended.then((code) => {
    exit = code;
  });
  while (!app.output().includes(words)) {
    if (exit !== undefined || Date.now() > deadline)
      throw new Error(`“${words}” was not printed (exit ${exit}):\n${app.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
