/** The types that a source of the sync service declares for fields. */
export type LandedType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'timestamp' | 'json';

/** A field as the source of the sync service gives it: at the top of a record. */
export interface StreamField {
  readonly name: string;
  readonly type: LandedType;
}

/** What the source of the sync service yields of one object: a record is read by the names of the fields, and lacks what is null. */
export interface AccountStream {
  readonly name: string;
  /** API identifier of the object whose records they are. */
  readonly object: string;
  readonly primaryKey: readonly (readonly string[])[];
  readonly fields: readonly StreamField[];
  readonly records: () => readonly Readonly<Record<string, unknown>>[];
}

/** A fake account as its source in the sync service sees it, and what the people of the demo chose of it. */
export interface StreamAccount {
  readonly streams: readonly AccountStream[];
  /** The other streams are not synced. */
  readonly selected: readonly string[];
  /** Fields of selected streams that are not synced, as `stream.field`. */
  readonly deselectedFields: readonly string[];
}

/** What the account's people chose, or the streams that are named, whole. Throws where there is no such stream. */
export function chosenStreams(account: StreamAccount, names?: readonly string[]): readonly AccountStream[] {
  return (names ?? account.selected).map((name) => {
    const stream = account.streams.find((known) => known.name === name);
    if (stream === undefined) throw new RangeError(`There is no stream ${name}.`);
    return names === undefined ? withoutFields(stream, account.deselectedFields) : stream;
  });
}

function withoutFields(stream: AccountStream, deselected: readonly string[]): AccountStream {
  return { ...stream, fields: stream.fields.filter(({ name }) => !deselected.includes(`${stream.name}.${name}`)) };
}
