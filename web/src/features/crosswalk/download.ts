import { ApiError, here } from '../../api/client.ts';

interface Wanted {
  readonly format: 'csv' | 'parquet';
  readonly minProbability?: number;
  readonly withUnmatched?: boolean;
}

/** Fetches the file of a crosswalk and hands it to the browser, which keeps it. Throws ApiError where the server refuses. */
export async function downloadCrosswalk(id: string, { format, minProbability, withUnmatched = false }: Wanted): Promise<void> {
  const query = new URLSearchParams({ format, with_unmatched: String(withUnmatched) });
  if (minProbability !== undefined) query.set('min_probability', String(minProbability));
  const response = await fetch(`/api/organization/${here()}/crosswalks/${id}/download?${query.toString()}`, {
    headers: { 'x-organization-id': here() },
  });
  if (!response.ok) throw new ApiError(response.status, await response.json().catch(() => null));
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `crosswalk.${format}`;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
