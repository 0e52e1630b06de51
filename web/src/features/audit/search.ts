import { z } from 'zod';

const day = z.iso.date().optional().catch(undefined);

export const auditSearch = z.object({
  kind: z.string().min(1).max(200).optional().catch(undefined),
  action: z.string().min(1).max(200).optional().catch(undefined),
  actor: z.guid().optional().catch(undefined),
  object: z.guid().optional().catch(undefined),
  /** Days, as the browser's clock has them; both included. */
  from: day,
  to: day,
});
export type AuditSearch = z.output<typeof auditSearch>;
