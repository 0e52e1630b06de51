/** What kind of failure it is. API status, CLI exit code and MCP error are derived from it, each in one small map. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'rate_limited'
  | 'source_failed'
  | 'cancelled'
  | 'unavailable';

/** One problem of the input, in the shape of the API's 422 answers. */
export interface InputProblem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** An error that a person may read: says what went wrong, where, and what to do. Never carries a secret or a raw value. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly InputProblem[];

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; problems?: readonly InputProblem[] } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

/** Where in talking to a source it failed. */
export type SourceStage = 'resolve' | 'connect' | 'authenticate' | 'list' | 'read';

/** A source could not be reached or read: the stage, what happened, and what to do about it. */
export class SourceError extends AppError {
  readonly stage: SourceStage;
  /** What happened, without stage and hint. */
  readonly problem: string;
  readonly hint: string;

  constructor(stage: SourceStage, problem: string, hint: string, cause?: unknown) {
    super('source_failed', `${problem} (stage: ${stage}). ${hint}`, { cause });
    this.name = 'SourceError';
    this.stage = stage;
    this.problem = problem;
    this.hint = hint;
  }
}

/** The system source that holds the records of a synced source could not be reached or read. */
export class SystemSourceError extends SourceError {
  readonly sourceId: string;

  constructor(system: { readonly id: string; readonly name: string }, failed: SourceError) {
    super(failed.stage, `Its system source ${system.name}: ${failed.problem}`, failed.hint, failed);
    this.name = 'SystemSourceError';
    this.sourceId = system.id;
  }
}
