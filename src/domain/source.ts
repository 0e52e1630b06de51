export const sourceTypes = ['database', 'saas'] as const;
export type SourceType = (typeof sourceTypes)[number];

export const connectionStatuses = ['connected', 'disconnected', 'error', 'unknown'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

export const descriptionSources = ['ai_generated', 'manual_edit', 'imported', 'information_schema'] as const;
export type DescriptionSource = (typeof descriptionSources)[number];

/** What Cognate itself writes as the status of a sync; others may write anything. */
export const syncStatuses = ['success', 'failed', 'running', 'auth_required', 'configuring'] as const;
