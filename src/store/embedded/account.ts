import { existsSync, readFileSync, statSync } from 'node:fs';

/** The account that the server runs under; undefined where it is our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it an account without rights: the owner of the data directory where there
 * is one already, else a user named `cognate`, else `nobody`.
 */
export function serverAccount(dataDirectory: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataDirectory)) {
    const { uid, gid } = statSync(dataDirectory);
    if (uid !== 0) return { uid, gid };
  }
  return namedAccount('cognate') ?? namedAccount('nobody') ?? { uid: 65_534, gid: 65_534 };
}

function namedAccount(name: string): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((candidate) => candidate[0] === name);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { uid, gid } : undefined;
}
