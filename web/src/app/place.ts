/** The organization is part of every address, so that a link opens where it was made; switching loads the page anew: nothing of one is kept in another. */
const match = /^\/o\/([0-9a-f-]{36})(?=\/|$)/.exec(location.pathname);

export const organizationId: string | null = match?.[1] ?? null;

/** What the router's paths are relative to. */
export const basePath = organizationId === null ? '/' : `/o/${organizationId}`;

/** Leaves for the same kind of page of another organization. */
export function enter(organization: string, path = '/review'): void {
  location.assign(`/o/${organization}${path}`);
}
