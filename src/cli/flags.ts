/** What each command is given on its command line, as it was typed. */
export interface HomeFlags {
  readonly home?: string;
}

export interface ServeFlags extends HomeFlags {
  readonly port?: string;
  readonly host?: string;
}

export interface DemoFlags extends ServeFlags {
  readonly platformsPort: string;
}

export interface AuditFlags extends HomeFlags {
  readonly organization?: string;
  readonly json: boolean;
}

export interface ScanFlags extends HomeFlags {
  readonly json?: string;
  readonly minScore: string;
  readonly ignoreDeclared: boolean;
  readonly ignoreKeys: boolean;
  readonly name?: string;
  readonly sample?: string;
}

export interface CrosswalkFlags {
  readonly leftKey?: string;
  readonly rightKey?: string;
  readonly out?: string;
  readonly minProbability?: string;
  readonly printSql: boolean;
  readonly verbose: boolean;
}
