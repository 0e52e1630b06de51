import { describe, expect, it } from 'vitest';
import { SourceError } from '../domain/errors.ts';
import { assertReads } from './read-only-statement.ts';

describe('a statement that reads', () => {
  it.each([
    'SELECT 1',
    ' ( SELECT 1 ) ;',
    '-- note\nSELECT 1 -- ; DELETE',
    "/* DELETE */ WITH x AS (SELECT ';') SELECT * FROM x;  ",
    `SELECT ";", ';', 'it''s; into outfile'`,
    'VALUES (1), (2)',
    'TABLE t',
    'EXPLAIN SELECT 1',
  ])('passes in both flavours: %s', (sql) => {
    expect(() => assertReads(sql, 'standard')).not.toThrow();
    expect(() => assertReads(sql, 'mysql')).not.toThrow();
  });

  it('passes with the quotes of its flavour', () => {
    expect(() => assertReads(String.raw`SELECT '\', E'\';', $$;$$, $a$ ; $a$, "\" FROM t`, 'standard')).not.toThrow();
    expect(() => assertReads(String.raw`SELECT '\';', "\";", ${'`;`'} FROM t # ; DELETE`, 'mysql')).not.toThrow();
  });

  it.each([
    '',
    '-- nothing',
    'DELETE FROM t',
    '/* SELECT */ DELETE FROM t',
    'SELECT 1; DELETE FROM t',
    "COPY t TO '/tmp/t'",
    'BEGIN',
    'SET x = 1',
    'CALL p()',
    'DO $$ BEGIN END $$',
    "SELECT 1 INTO OUTFILE '/tmp/x'",
    "SELECT 1 INTO/**/DUMPFILE '/tmp/x'",
    'SELECT 1 /*! INTO @x */',
    '/*M! DELETE FROM t */',
  ])('is not: %j', (sql) => {
    expect(() => assertReads(sql, 'mysql')).toThrow(SourceError);
  });
});
