import { z } from 'zod';

/** What the address of the list says; what does not fit is as if it was not there. */
export const sourcesSearch = z.object({
  q: z.string().min(1).max(200).optional().catch(undefined),
  type: z.enum(['database', 'saas']).optional().catch(undefined),
  status: z.enum(['connected', 'disconnected', 'error', 'unknown']).optional().catch(undefined),
});
export type SourcesSearch = z.output<typeof sourcesSearch>;

export const newSourceSearch = z.object({ connector: z.string().optional().catch(undefined) });

const sourceTabs = ['scans', 'sync', 'settings'] as const;
export type SourceTab = (typeof sourceTabs)[number];
export const sourceSearch = z.object({ tab: z.enum(sourceTabs).optional().catch(undefined), job: z.string().optional().catch(undefined) });
