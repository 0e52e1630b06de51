import type { AuditEvent } from './queries.ts';

/** `integration_source.created` → `Integration source created`; each action names what and what was done to it. */
export function actionWords(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What was done, with the outcome of a decision: `Relationship decided: approved`. */
export function eventWords({ action, details }: AuditEvent): string {
  const to = details['to'];
  return typeof to === 'string' ? `${actionWords(action)}: ${to.toLowerCase()}` : actionWords(action);
}

export const sourceWords: Readonly<Record<AuditEvent['source'], string>> = {
  api: 'API',
  cli: 'Command line',
  mcp: 'Agent',
  web: 'Web app',
  system: 'System',
};
