/** A thread that makes land and tiles. */
import { serveJobs } from '../threads.ts';
import { doThreadJob, transferOf } from './tileJobs.ts';

serveJobs(doThreadJob, transferOf);
