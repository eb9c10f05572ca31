import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../shared/data');

/** Real files of owners stand beside the repository, not in it: without them the tests on real input are skipped. */
export const sharedDataMissing = !existsSync(folder);

export const sharedData = (relative = ''): string => path.join(folder, relative);
