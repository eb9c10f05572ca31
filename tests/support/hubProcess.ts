/** A hub in a process of its own, so that it can be killed: `node hubProcess.ts <package> <state> <port>`. */
import { openHub } from '../../src/hub/hub.ts';

const [packageFolder, stateFolder, port] = process.argv.slice(2);
const hub = await openHub({
  packageFolder: packageFolder!,
  stateFolder: stateFolder!,
  screensFolder: null,
  host: '127.0.0.1',
  port: Number(port),
  base: '/',
});
process.send?.({ origin: hub.origin, epoch: hub.epoch, seq: hub.head.seq });
process.on('disconnect', () => process.exit(0)); // the test that started it is gone
