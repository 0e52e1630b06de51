import { z } from 'zod';

const settingsTabs = ['members', 'tokens', 'organization', 'airbyte', 'browser'] as const;
export type SettingsTab = (typeof settingsTabs)[number];

export const settingsSearch = z.object({
  tab: z.enum(settingsTabs).optional().catch(undefined),
  q: z.string().min(1).max(200).optional().catch(undefined),
});
