import type { LinkPlace } from '../domain/edge.ts';
import type { EntityPath, SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { sketchSource, type SketchedSource, type SourceSketch } from '../links/discovery/sketch.ts';
import { fingerprintOf, keepSketch, type Kept } from '../links/discovery/stored.ts';
import type { Staging } from '../profiling/staging.ts';
import type { EntityBytes } from '../store/link-fingerprints.ts';
import { kept } from './kept-results.ts';
import { headerOf, keptBytes } from './link-fingerprints.ts';
import { inNewDirectory, workspacePlace } from './link-workspace.ts';
import type { WorkDirectory } from './work-directory.ts';

/** What a run keeps of its source that links with other sources are looked for in. */
export interface Linkable {
  readonly kind: LinkPlace['kind'];
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly staging: Staging;
  /** API identifiers of SaaS objects whose records could not be read. */
  readonly unread: readonly string[];
  /** The tables of another source that its records were read from: that they are alike is no news. Null where it was read itself. */
  readonly copiedFrom: { readonly sourceId: string; readonly tables: readonly EntityPath[] } | null;
}

export interface SourceToSketch {
  readonly sourceId: string;
  readonly name: string;
  readonly linkable: () => Promise<Linkable>;
  readonly work: WorkDirectory;
  readonly dataKey: Uint8Array;
  readonly signal: AbortSignal;
}

/** A source of a scan as it is compared with others. */
export type LinkedSource = SketchedSource & Linkable & { readonly sourceId: string };

interface Made {
  readonly sketch: Omit<SourceSketch, 'directory'>;
  readonly kept: Kept;
}

const sketchName = (sourceId: string): string => `${sourceId}.sketch`;

/** Sketches a source of a scan after it is profiled, or takes what the work directory keeps of it. */
export async function linkedSource(source: SourceToSketch): Promise<LinkedSource> {
  const { sourceId, name } = source;
  const directory = sketchPlace(source);
  const { sketch } = await sketchOf(source);
  return { sourceId, name, ...(await source.linkable()), sketch: { ...sketch, directory } };
}

/** What of a sketch is stored with the source. */
export async function toStore(
  source: SourceToSketch,
): Promise<{ readonly entities: AsyncIterable<EntityBytes>; readonly postings: Kept['postings'] }> {
  const made = await sketchOf(source);
  const { copiedFrom } = await source.linkable();
  async function* entities(): AsyncGenerator<EntityBytes> {
    yield headerOf();
    for (const one of made.kept.entities) yield { entity: one.entity, bytes: keptBytes(await fingerprintOf(sketchPlace(source), one), copiedFrom) };
  }
  return { entities: entities(), postings: made.kept.postings };
}

const filesName = (sourceId: string): string => `${sourceId}.sketch-files`;
const sketchPlace = ({ work, sourceId }: SourceToSketch): string => workspacePlace({ work, name: filesName(sourceId) });

async function sketchOf({ sourceId, name, linkable, work, dataKey, signal }: SourceToSketch): Promise<Made> {
  return kept<Made>(work, sketchName(sourceId), signal, async () => {
    const { model, profile, staging } = await linkable();
    const source = { name, model, profile, staging };
    return inNewDirectory({ work, name: filesName(sourceId), dataKey }, async (space) => {
      const { directory: _, ...sketch } = await sketchSource(space, source, signal);
      return { sketch, kept: await keepSketch(space, source, { ...sketch, directory: space.directory }, signal) };
    });
  });
}
