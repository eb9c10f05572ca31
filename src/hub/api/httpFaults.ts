import type { FastifyReply } from 'fastify';
import type { FaultsAnswer } from '../../model/contract/answers.ts';
import { answerFault, type Fault } from '../../model/faults/fault.ts';

/** Answers a refusal: the status for programs, the fault for people. */
export function refuseHttp(reply: FastifyReply, status: number, item: Fault): FastifyReply {
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .send({ fault: answerFault(item) } satisfies FaultsAnswer);
}
