import { ansiDialect } from './ansi.ts';
import type { Dialect } from './dialect.ts';
import { duckdbDialect } from './duckdb.ts';
import { mysqlDialect } from './mysql.ts';
import { postgresqlDialect } from './postgresql.ts';
import { sqliteDialect } from './sqlite.ts';

const dialects: readonly Dialect[] = [postgresqlDialect({ normalize: true }), mysqlDialect, sqliteDialect, duckdbDialect];
const standard = ansiDialect('ansi');

/** The dialect that evidence names, of an engine that is not open: as its newest versions read it. Standard SQL where none has the name. */
export const dialectNamed = (name: string | null): Dialect => dialects.find((dialect) => dialect.name === name) ?? standard;
