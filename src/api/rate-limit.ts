import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../domain/errors.ts';

const windowSeconds = 60;
/** Requests a minute from one address whose token is not good. */
const refusalsPerMinute = 600;

export interface RateLimits {
  /** Counts a request of somebody known; the headers of its answer say how many are left. Throws AppError 'rate_limited'. */
  spend(who: string, reply: FastifyReply): Promise<void>;
  /** Counts a request that was not let in. Good tokens of the same address are none of its business. Throws AppError 'rate_limited'. */
  refuse(address: string, reply: FastifyReply): Promise<void>;
}

/** Whether an error keeps somebody out: whoever tries many tokens meets many of them. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'unauthenticated' || error.code === 'forbidden');
}

/** Counts requests in this process, a minute at a time. */
export function rateLimits(perMinute: number): RateLimits {
  const tokens = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  const addresses = new RateLimiterMemory({ points: refusalsPerMinute, duration: windowSeconds });
  return {
    async spend(who, reply) {
      const counted = await tokens.penalty(who);
      tell(reply, perMinute, counted);
      if (counted.consumedPoints > perMinute) throw tooMany(reply, counted);
    },
    async refuse(address, reply) {
      const counted = await addresses.penalty(address);
      if (counted.consumedPoints <= refusalsPerMinute) return;
      tell(reply, refusalsPerMinute, counted);
      throw tooMany(reply, counted);
    },
  };
}

function tell(reply: FastifyReply, limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
  void reply.headers({
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remainingPoints,
    'x-ratelimit-reset': Math.ceil((Date.now() + msBeforeNext) / 1000),
  });
}

function tooMany(reply: FastifyReply, { msBeforeNext }: RateLimiterRes): AppError {
  const seconds = Math.ceil(msBeforeNext / 1000);
  void reply.header('retry-after', seconds);
  return new AppError('rate_limited', `Too many requests: try again in ${seconds} s.`);
}
