/** A thread that makes tiles. */
import { serveJobs } from '../threads.ts';
import { doTileJob, transferOf } from './tileJobs.ts';

serveJobs(doTileJob, transferOf);
