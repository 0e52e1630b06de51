import { SourceError, type SourceStage } from '../domain/errors.ts';

/** The code and the words of whatever a driver threw; empty where it has none. */
export function failureDetails(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}

/** The host has no address: the same on every engine that listens on a network. Undefined for other failures. */
export function resolveFailure(error: unknown, host: string): SourceError | undefined {
  const { code } = failureDetails(error);
  if (code !== 'ENOTFOUND' && code !== 'EAI_AGAIN') return undefined;
  return new SourceError('resolve', `The host name ${host} cannot be resolved`, 'Check its spelling, or the DNS of this machine.', error);
}

/**
 * A server that cannot be reached, or went away: `lost` is what the engine's own errors say of that, if they do. Undefined for failures that
 * have nothing to do with the network.
 */
export function networkFailure(error: unknown, stage: SourceStage, server: string, lost: string | undefined): SourceError | undefined {
  const failure = words[failureDetails(error).code] ?? lost;
  if (failure === undefined) return undefined;
  if (stage === 'connect' || stage === 'authenticate') {
    return new SourceError('connect', `${server} cannot be reached: ${failure}`, 'Check host and port, that the server runs, and firewalls.', error);
  }
  return new SourceError(stage, `${server}: ${failure}`, 'Check that the server is still up, then try again.', error);
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOENT: 'there is no socket',
  EACCES: 'the socket may not be opened by this user',
};
