import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseConnector, Session } from '../../src/connectors/contract.ts';
import type { EntityModel, EntityPath } from '../../src/domain/entity.ts';
import { AppError, SourceError } from '../../src/domain/errors.ts';
import type { SourceStage } from '../../src/domain/errors.ts';
import { codeOf, failureOf } from './failures.ts';
import { awkwardNames, awkwardTexts, fixture } from './fixture.ts';
import type { Fixture, FixtureTable, FixtureType } from './fixture.ts';

interface ContractSource {
  readonly config: Record<string, unknown>;
  /** Where the fixture's tables lie. */
  path(name: string): EntityPath;
  /** Configurations that must fail, at which stage, and what must not be in the message. */
  readonly failing?: readonly {
    readonly what: string;
    readonly config: Record<string, unknown>;
    readonly stages: readonly SourceStage[];
    readonly secret?: string;
  }[];
  close?(): Promise<void>;
}

export interface ContractOptions {
  readonly connector: DatabaseConnector;
  /** Creates the fixture in a real engine. */
  setUp(fixture: Fixture): Promise<ContractSource>;
  /** What the engine can declare. */
  readonly declares: { readonly keys: boolean; readonly required: boolean; readonly comments: boolean; readonly views: boolean };
  readonly kind?: EntityModel['kind'];
  /** Where the engine has no such type: how it tells the value. */
  readonly texts?: Partial<Record<FixtureType, (text: string) => string>>;
  /** Statements beside the common ones that must be refused. */
  readonly writes?: readonly string[];
}

const never = new AbortController().signal;

/** What every connector must do, on its real engine: one fixture, one set of expectations. */
export function describeConnector(name: string, options: ContractOptions): void {
  const { connector, declares } = options;

  describe(`${name} keeps the connector contract`, () => {
    let source: ContractSource;
    let session: Session;

    beforeAll(async () => {
      source = await options.setUp(fixture);
      session = await connector.open(source.config, never);
    });

    afterAll(async () => {
      await session?.close();
      await source?.close?.();
    });

    const opened = async <T>(work: (other: Session) => Promise<T>): Promise<T> => {
      const other = await connector.open(source.config, never);
      try {
        return await work(other);
      } finally {
        await other.close();
      }
    };
    const table = (wanted: string): FixtureTable => {
      const found = fixture.tables.find((entry) => entry.name === wanted);
      if (found === undefined) throw new Error(`the fixture has no table ${wanted}`);
      return found;
    };
    const read = async (from: Session, entity: string, columns: readonly string[], limit?: number): Promise<(string | null)[][]> => {
      const rows: (string | null)[][] = [];
      for await (const batch of from.read(source.path(entity), columns, limit === undefined ? { signal: never } : { signal: never, limit })) {
        rows.push(...batch.rows.map((row) => [...row]));
      }
      return rows;
    };

    it('accepts its configuration and gives a place without secrets', () => {
      expect(connector.configSchema.safeParse(source.config).success).toBe(true);
      expect(connector.location(source.config)).toBe(connector.location({ ...source.config }));
      expect(connector.location(source.config)).not.toContain('secret');
    });

    it('tests the connection stage by stage', async () => {
      const report = await session.test(never);
      expect(report.passed.length).toBeGreaterThan(0);
      expect(report.server).not.toBe('');
    });

    it('introspects every entity with its columns, in order', async () => {
      const model = await session.introspect(never);
      const found = model.entities.map((entity) => [entity.path, entity.kind, entity.attributes.map(({ name, ordinal }) => [name, ordinal])]);
      const expected = [
        ...fixture.tables.map((entry) => [source.path(entry.name), options.kind ?? 'table', entry.columns.map((column, i) => [column.name, i + 1])]),
        ...(declares.views ? fixture.views : []).map((view) => [source.path(view.name), 'view', view.columns.map((column, i) => [column, i + 1])]),
      ];
      expect(sorted(found)).toEqual(sorted(expected));
      expect(model.databases.map((database) => database.name)).toContain(source.path('empty').database);
      expect(model.schemas).toContainEqual(expect.objectContaining({ database: source.path('empty').database, name: source.path('empty').schema }));
      expect(model.entities.every((entity) => entity.attributes.every((attribute) => attribute.dataType !== ''))).toBe(true);
    });

    it('introspects declared keys, requirements and comments', async () => {
      const { entities } = await session.introspect(never);
      for (const entry of fixture.tables) {
        const entity = entities.find(({ path }) => path.name === entry.name);
        const keys = (entity?.keys ?? []).map(({ kind, columns }) => ({ kind, columns }));
        const foreignKeys = (entity?.foreignKeys ?? []).map(({ columns, target, targetColumns }) => ({ columns, target, targetColumns }));
        const expectedKeys = [
          ...(entry.primaryKey === undefined ? [] : [{ kind: 'primary', columns: entry.primaryKey }]),
          ...(entry.unique === undefined ? [] : [{ kind: 'unique', columns: entry.unique }]),
        ];
        const expectedForeignKeys = (entry.foreignKeys ?? []).map((key) => ({ ...key, target: source.path(key.target) }));
        expect(sorted(keys)).toEqual(declares.keys ? sorted(expectedKeys) : []);
        expect(sorted(foreignKeys)).toEqual(declares.keys ? sorted(expectedForeignKeys) : []);
        const expectedNullable = entry.columns.map((column) => !(declares.required && column.required === true));
        expect(entity?.attributes.map((attribute) => attribute.isNullable)).toEqual(expectedNullable);
        if (!declares.comments) continue;
        expect(entity?.description).toBe(entry.comment);
        expect(entity?.attributes.map((attribute) => attribute.description)).toEqual(entry.columns.map((column) => column.comment));
      }
    });

    it('introspects the same twice', async () => {
      expect(await session.introspect(never)).toEqual(await opened((other) => other.introspect(never)));
    });

    it.each(fixture.tables.map((entry) => entry.name))('reads the value texts of %j', async (entity) => {
      const { columns, rows } = table(entity);
      const expected = rows.map((row) =>
        row.map((text, i) => (text === null ? null : (options.texts?.[columns[i]?.type ?? 'text']?.(text) ?? text))),
      );
      const found = await read(
        session,
        entity,
        columns.map((column) => column.name),
      );
      const comparable = found.map((row) => row.map((text, i) => withoutPadding(columns[i]?.type, text)));
      expect(sorted(comparable)).toEqual(sorted(expected));
    });

    it('reads a view like a table', async () => {
      if (!declares.views) return;
      for (const view of fixture.views) {
        const { columns, rows } = table(view.table);
        const positions = view.columns.map((column) => columns.findIndex(({ name }) => name === column));
        expect(sorted(await read(session, view.name, view.columns))).toEqual(sorted(rows.map((row) => positions.map((i) => row[i] ?? null))));
      }
    });

    it('reads columns in the order asked for, and a column twice', async () => {
      const rows = await read(session, 'departments', ['title', 'number', 'title']);
      expect(sorted(rows)).toEqual(sorted(table('departments').rows.map(([, number, title]) => [title, number, title])));
    });

    it('stops at the limit', async () => {
      expect(await read(session, 'many', ['id'], 7)).toHaveLength(7);
      expect(await read(session, 'many', ['id'], 3000)).toHaveLength(3000);
      expect(await read(session, 'departments', ['number'], 1000)).toHaveLength(4);
    });

    it('reads in batches and side by side', async () => {
      let batches = 0;
      for await (const batch of session.read(source.path('many'), ['id', 'name'], { signal: never })) {
        batches += 1;
        expect(batch.rows.length).toBeLessThanOrEqual(10_000);
        expect(await read(session, 'departments', ['number'])).toHaveLength(4);
      }
      expect(batches).toBeGreaterThan(1);
    });

    it('reads on after a reader has left in the middle', async () => {
      for await (const batch of session.read(source.path('many'), ['id'], { signal: never })) {
        expect(batch.rows.length).toBeGreaterThan(0);
        break;
      }
      expect(await read(session, 'many', ['id'])).toHaveLength(20_000);
    });

    it('is aborted before and in the middle', async () => {
      const controller = new AbortController();
      const reading = async () => {
        let rows = 0;
        for await (const batch of session.read(source.path('many'), ['id', 'name'], { signal: controller.signal })) {
          rows += batch.rows.length;
          controller.abort();
        }
        return rows;
      };
      expect(await codeOf(reading())).toBe('cancelled');
      expect(await codeOf(reading())).toBe('cancelled');
      expect(await codeOf(session.introspect(controller.signal))).toBe('cancelled');
      expect(await codeOf(session.query('SELECT 1 AS one', controller.signal))).toBe('cancelled');
      expect(await codeOf(connector.open(source.config, controller.signal))).toBe('cancelled');
      expect(await read(session, 'departments', ['number'])).toHaveLength(4);
    });

    it('says so when an entity is not there', async () => {
      const error = await failureOf(read(session, 'no such table', ['id']));
      expect(error).toBeInstanceOf(SourceError);
    });

    it('answers queries with numbers and texts', async () => {
      const from = session.dialect.table(source.path('many'));
      const [row] = await session.query(`SELECT count(*) AS n, max(${session.dialect.ident('name')}) AS top FROM ${from}`, never);
      expect(row).toEqual({ n: 20_000, top: 'name 96' });
    });

    it('refuses to write', async () => {
      const from = session.dialect.table(source.path('keyless'));
      const statements = [
        `DELETE FROM ${from}`,
        `INSERT INTO ${from} VALUES (5)`,
        `UPDATE ${from} SET x = 0`,
        `DROP TABLE ${from}`,
        'CREATE TABLE made_by_query (x integer)',
        `SELECT 1; DROP TABLE ${from}`,
        ...(options.writes ?? []),
      ];
      for (const sql of statements) {
        await session.query(sql, never).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
        });
      }
      expect(readdirSync('.').filter((file) => file.startsWith('made_by_query'))).toEqual([]);
      await opened(async (other) => {
        expect(sorted(await read(other, 'keyless', ['x']))).toEqual(sorted(table('keyless').rows));
        expect((await other.introspect(never)).entities).toEqual((await session.introspect(never)).entities);
      });
    });

    it('writes names and texts that come back as they were', async () => {
      const { dialect } = session;
      for (const text of awkwardTexts) {
        for (const column of text === '' ? awkwardNames : ['value']) {
          expect(await session.query(`SELECT ${dialect.literal(text)} AS ${dialect.ident(column)}`, never)).toEqual([{ [column]: text }]);
        }
      }
    });

    it('writes every table, and canonical texts that compare', async () => {
      const { dialect } = session;
      for (const entry of fixture.tables) {
        const [row] = await session.query(`SELECT count(*) AS n FROM ${dialect.table(source.path(entry.name))}`, never);
        expect(row).toEqual({ n: entry.rows.length });
      }
      const texts = dialect.table(source.path('texts'));
      const body = dialect.text(dialect.ident('body'));
      const all = await session.query(`SELECT ${body} AS body FROM ${texts} WHERE ${dialect.ident('body')} IS NOT NULL`, never);
      const canonical = (text: unknown) => String(text).normalize('NFC');
      expect(sorted(all.map((row) => canonical(row['body'])))).toEqual(sorted(awkwardTexts.map((text) => text.replace(/ +$/, '').normalize('NFC'))));
      const big = dialect.text(dialect.ident('big'));
      const bigs = await session.query(
        `SELECT ${big} AS big FROM ${dialect.table(source.path('all values'))} WHERE ${dialect.ident('big')} IS NOT NULL`,
        never,
      );
      expect(sorted(bigs.map((row) => String(row['big'])))).toEqual(
        sorted(table('all values').rows.flatMap(([, text]) => (text === null ? [] : [text]))),
      );
      const limited = await session.query(
        `SELECT ${dialect.ident('id')} AS id FROM ${dialect.table(source.path('many'))} ${dialect.limit(3)}`,
        never,
      );
      expect(limited).toHaveLength(3);
    });

    it('fails at the right stage and tells no secret', async () => {
      for (const { what, config, stages, secret } of source.failing ?? []) {
        const error = await failureOf(
          (async () => {
            const other = await connector.open(config, never);
            try {
              await other.test(never);
              await other.introspect(never);
            } finally {
              await other.close();
            }
          })(),
        );
        expect(error, what).toBeInstanceOf(SourceError);
        if (!(error instanceof SourceError)) continue;
        expect(stages, `${what}: ${error.message}`).toContain(error.stage);
        expect(error.hint).not.toBe('');
        if (secret !== undefined) expect(error.message).not.toContain(secret);
      }
    });

    it('closes once and for all', async () => {
      const other = await connector.open(source.config, never);
      await other.close();
      await other.close();
      expect(await failureOf(read(other, 'departments', ['number']))).toBeInstanceOf(AppError);
      expect(await failureOf(other.query('SELECT 1 AS one', never))).toBeInstanceOf(AppError);
    });
  });
}

function sorted<T>(values: readonly T[]): T[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Fractions of numbers and times without the zeros that a fixed scale adds. */
function withoutPadding(type: FixtureType | undefined, text: string | null): string | null {
  if (text === null || (type !== 'decimal' && type !== 'timestamp' && type !== 'time')) return text;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
